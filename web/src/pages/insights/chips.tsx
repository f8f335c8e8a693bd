import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import { longDayName, useText } from '../../text';
import { FilterChips } from '../../ui/filter-chips';
import { isLevel, zoneLevels } from '../../ui/levels';
import type { Which } from './conversation-filters';
import type { Filters } from './filters';

interface ChipsProps {
  filters: Filters;
  /** The day that the page is narrowed to. */
  on: string;
  which: Which;
  onRemove: (key: 'queue' | 'agent' | 'channel' | 'on' | 'level' | 'state') => void;
}

/** What the dashboards are filtered by beside the period, as chips. */
export function InsightsChips({ filters, on, which, onRemove }: ChipsProps) {
  const t = useText();
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues, retry: false });
  const users = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => api.users({ signal }), retry: false });
  const { queue, agent, channel } = filters;
  const { level, state } = which;
  const nameIn = (list: readonly { id: string; name: string }[] | undefined, id: string) => list?.find((each) => each.id === id)?.name ?? id;
  const levelName = isLevel(level) ? t(`level.${level}`) : level in zoneLevels ? t(`insights.zone.${level as keyof typeof zoneLevels}`) : '';
  const chips = ([
    ['on', on && `${t('insights.choose_day')}: ${on && longDayName(`${on}T12:00:00Z`, 'UTC')}`],
    ['queue', queue && `${t('insights.queue')}: ${nameIn(queues.data, queue)}`],
    ['agent', agent && `${t('insights.agent')}: ${nameIn(users.data, agent)}`],
    ['channel', channel && `${t('insights.channel')}: ${channel === 'live_chat' ? t('card.live_chat') : channel}`],
    ['level', levelName && `${t('board.filter_level')}: ${levelName}`],
    ['state', state && `${t('board.status')}: ${t(`state.${state as 'open'}`)}`],
  ] as const).filter(([, text]) => text !== '').map(([key, text]) => ({ key, text }));
  return <FilterChips label={t('board.chips')} remove={t('board.chip_remove')} chips={chips} onRemove={(key) => onRemove(key as 'on')} />;
}
