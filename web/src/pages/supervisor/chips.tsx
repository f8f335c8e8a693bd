import type { Conversation } from '../../api/model';
import { isTrend, unassigned } from '../../staff/live-filters';
import { useText } from '../../text';
import { FilterChips } from '../../ui/filter-chips';
import { isLevel } from '../../ui/levels';
import type { BoardFilters } from './board-filters';

interface ChipsProps {
  filters: BoardFilters;
  /** They know the names of queues and agents. */
  conversations: readonly Conversation[];
  onFilters: (filters: BoardFilters) => void;
}

/** What the board is filtered by, as chips. */
export function BoardChips({ filters, conversations, onFilters }: ChipsProps) {
  const t = useText();
  const { queue, agent, level, trend, only } = filters;
  const queueName = conversations.find((each) => each.queue.id === queue)?.queue.name ?? queue;
  const agentName = conversations.find((each) => each.agent?.id === agent)?.agent?.name ?? agent;
  const chips = [
    { key: 'only', value: only && t(`board.only.${only}`) },
    { key: 'queue', value: queue && `${t('board.filter_queue')}: ${queueName}` },
    { key: 'agent', value: agent && `${t('board.filter_agent')}: ${agent === unassigned ? t('board.unassigned') : agentName}` },
    { key: 'level', value: level && `${t('board.filter_level')}: ${isLevel(level) ? t(`level.${level}`) : t('board.negative_levels')}` },
    { key: 'trend', value: trend && `${t('board.filter_trend')}: ${isTrend(trend) ? t(`trend.${trend}`) : trend}` },
  ].filter(({ value }) => value !== '').map(({ key, value }) => ({ key, text: value }));
  return <FilterChips label={t('board.chips')} remove={t('board.chip_remove')} chips={chips} onRemove={(key) => onFilters({ ...filters, [key]: '' })} />;
}
