import { Button, Dropdown, Option, Text, makeStyles, tokens } from '@fluentui/react-components';
import { PauseRegular } from '@fluentui/react-icons/svg/pause';
import { PlayRegular } from '@fluentui/react-icons/svg/play';
import type { Named } from '../../api/model';
import { useText } from '../../text';
import { Facts } from '../../ui/facts';
import { isLevel, scoredLevels } from '../../ui/levels';
import { SentimentFace } from '../../ui/sentiment-badge';
import { isTrend, trends, unassigned } from '../../staff/live-filters';
import { everything, isFiltered } from './board-filters';
import type { BoardFilters } from './board-filters';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  choice: { minWidth: '150px', maxWidth: '220px', '@container beside (max-width: 960px)': { minWidth: 0, flexBasis: '128px', '& button': { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', gridTemplateColumns: 'minmax(0, 1fr) auto' } }, '@media (max-width: 640px)': { minWidth: 0, flexGrow: 1, flexBasis: '30%', '& button': { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', gridTemplateColumns: 'minmax(0, 1fr) auto', paddingInlineStart: tokens.spacingHorizontalS } } },
  listbox: { minWidth: 'max-content' },
  gap: { flexGrow: 1, '@media (max-width: 640px)': { display: 'none' } },
  muted: { color: tokens.colorNeutralForeground3, '@container beside (max-width: 960px)': { display: 'none' } },
  option: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

interface FilterBarProps {
  filters: BoardFilters;
  queues: Named[];
  agents: Named[];
  shown: number;
  all: number;
  paused: boolean;
  /** The rows keep their places because the pointer or the focus is on one. */
  held: boolean;
  /** What is shown is not what the person begins with. */
  unsaved: boolean;
  onFilters: (filters: BoardFilters) => void;
  onSave: () => void;
  onPause: () => void;
}

export function FilterBar({ filters, queues, agents, shown, all, paused, held, unsaved, onFilters, onSave, onPause }: FilterBarProps) {
  const t = useText();
  const styles = useStyles();
  const filtered = isFiltered(filters);
  const nameOf = (list: Named[], key: string) => list.find((each) => each.id === key)?.name ?? key;
  const choice = (label: string, key: 'queue' | 'agent' | 'level' | 'trend', value: string, options: [string, string][]) => (
    <Dropdown
      className={styles.choice}
      aria-label={label}
      listbox={{ className: styles.listbox }}
      value={value}
      selectedOptions={[filters[key]]}
      onOptionSelect={(_, data) => onFilters({ ...filters, [key]: data.optionValue ?? '' })}
    >
      {options.map(([optionKey, text]) => (
        <Option key={optionKey} value={optionKey} text={text}>
          {isLevel(optionKey) ? <span className={styles.option}><SentimentFace level={optionKey} size={18} />{text}</span> : text}
        </Option>
      ))}
    </Dropdown>
  );
  const queueText = filters.queue ? nameOf(queues, filters.queue) : t('board.all_queues');
  const agentText = !filters.agent ? t('board.all_agents') : filters.agent === unassigned ? t('board.unassigned') : nameOf(agents, filters.agent);
  const levelText = filters.level === 'all_negative' ? t('board.negative_levels') : isLevel(filters.level) ? t(`level.${filters.level}`) : t('board.all_levels');
  return (
    <div className={styles.bar} role="group" aria-label={t('board.filters')}>
      {choice(t('board.filter_queue'), 'queue', queueText, [['', t('board.all_queues')], ...queues.map((each): [string, string] => [each.id, each.name])])}
      {choice(t('board.filter_agent'), 'agent', agentText, [['', t('board.all_agents')], [unassigned, t('board.unassigned')], ...agents.map((each): [string, string] => [each.id, each.name])])}
      {choice(t('board.filter_level'), 'level', levelText, [
        ['', t('board.all_levels')], ['all_negative', t('board.negative_levels')],
        ...scoredLevels.map((level): [string, string] => [level, t(`level.${level}`)]), ['none', t('level.none')],
      ])}
      {choice(t('board.filter_trend'), 'trend', isTrend(filters.trend) ? t(`trend.${filters.trend}`) : t('board.all_trends'), [
        ['', t('board.all_trends')], ...trends.map((trend): [string, string] => [trend, t(`trend.${trend}`)]),
      ])}
      {filtered && <Button appearance="subtle" onClick={() => onFilters(everything)}>{t('board.clear')}</Button>}
      {unsaved && <Button appearance="subtle" onClick={onSave}>{t('board.save_default')}</Button>}
      <span className={styles.gap} />
      <Text size={200} className={styles.muted}><Facts of={[filtered ? t('board.shown', { count: shown, all }) : '', held ? t('board.held') : filtered ? '' : t('board.sorted')]} /></Text>
      <Button appearance={paused ? 'primary' : 'secondary'} icon={paused ? <PlayRegular /> : <PauseRegular />} onClick={onPause}>
        {paused ? t('board.resume') : t('board.pause')}
      </Button>
    </div>
  );
}
