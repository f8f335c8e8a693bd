import { Text, Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { Conversation, LevelName } from '../../api/model';
import { isShown } from '../../staff/words';
import { duration, useText } from '../../text';
import { levelColour, scoredLevels } from '../../ui/levels';
import { SentimentFace } from '../../ui/sentiment-badge';
import type { BoardFilters } from './board-filters';
import { fits, everything } from './board-filters';
import { Tiles } from './tiles';

const useStyles = makeStyles({
  levels: {
    gridColumn: 'span 2', minWidth: '300px', boxSizing: 'border-box', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@container beside (max-width: 960px)': { gridColumn: '1 / -1', flexDirection: 'row', alignItems: 'center', columnGap: tokens.spacingHorizontalL, paddingTop: tokens.spacingVerticalXXS, paddingBottom: tokens.spacingVerticalXXS },
    '@media (max-width: 640px)': { gridColumn: '1 / -1', flexDirection: 'column', alignItems: 'stretch', minWidth: 0, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  },
  name: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
  bars: { flexGrow: 1, display: 'flex', columnGap: tokens.spacingHorizontalXXS, margin: `0 calc(-1 * ${tokens.spacingHorizontalXS})` },
  bar: {
    flexBasis: '36px', minWidth: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, padding: tokens.spacingHorizontalXS, border: 'none', backgroundColor: 'transparent', color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, fontVariantNumeric: 'tabular-nums', borderRadius: tokens.borderRadiusMedium, cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  pressed: { backgroundColor: tokens.colorNeutralBackground1Selected, boxShadow: `inset 0 0 0 ${tokens.strokeWidthThin} ${tokens.colorBrandStroke1}` },
  count: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  stripe: { forcedColorAdjust: 'none', height: '4px', borderRadius: tokens.borderRadiusSmall },
});

const levels: readonly LevelName[] = [...scoredLevels, 'none'];

interface GlanceProps {
  running: readonly Conversation[];
  filters: BoardFilters;
  waitFor: (conversation: Conversation) => number;
  onFilters: (filters: BoardFilters) => void;
}

/** How many agents are available; unknown where the server does not tell who is. */
function useAvailable(): number | undefined {
  const users = useQuery({ queryKey: ['users'], queryFn: ({ signal }) => api.users({ signal }), retry: false });
  const agents = users.data?.filter((each) => each.role === 'agent');
  return agents?.some((each) => each.presence) ? agents.filter((each) => each.presence === 'available').length : undefined;
}

/** The board at a glance, of everything that runs but what a bot alone has; pressing a figure filters the rows by it, pressing it again does not. */
export function Glance({ running, filters, waitFor, onFilters }: GlanceProps) {
  const t = useText();
  const available = useAvailable();
  const count = (by: Partial<BoardFilters>) => running.filter((each) => fits(each, { ...everything, ...by }, waitFor(each))).length;
  const needing = count({ only: 'need' });
  const toggle = (only: BoardFilters['only']) => onFilters({ ...filters, only: filters.only === only ? '' : only });
  const toggleLevel = (level: string) => onFilters({ ...filters, level: filters.level === level ? '' : level });
  return (
    <Tiles
      label={t('board.tiles')}
      tiles={[
        { name: t('board.tile.live'), value: String(running.length) },
        { name: t('board.tile.need'), value: String(needing), alarming: needing > 0, pressed: filters.only === 'need', onPress: () => toggle('need') },
        { name: t('board.tile.negative'), value: String(count({ level: 'all_negative' })), pressed: filters.level === 'all_negative', onPress: () => toggleLevel('all_negative') },
        { name: t('board.tile.wait'), value: duration(Math.max(0, ...running.map(waitFor))), pressed: filters.only === 'wait', onPress: () => toggle('wait') },
        ...(available === undefined ? [] : [{ name: t('board.tile.agents'), value: String(available) }]),
      ]}
    >
      <Levels running={running} chosen={filters.level} onLevel={toggleLevel} />
    </Tiles>
  );
}

/** How many conversations are at each level, as wide as they are many. */
function Levels({ running, chosen, onLevel }: { running: readonly Conversation[]; chosen: string; onLevel: (level: string) => void }) {
  const t = useText();
  const styles = useStyles();
  const counts = new Map<LevelName, number>();
  for (const each of running) {
    const level = isShown(each) ? each.level ?? 'none' : 'none';
    counts.set(level, (counts.get(level) ?? 0) + 1);
  }
  return (
    <li className={styles.levels}>
      <Text size={200} className={styles.name}>{t('board.tile.levels')}</Text>
      <div className={styles.bars} role="group" aria-label={t('board.tile.levels')}>
        {levels.filter((level) => counts.has(level) || chosen === level).map((level) => {
          const amount = counts.get(level) ?? 0;
          const word = t(`level.${level}`);
          return (
            <Tooltip key={level} relationship="inaccessible" content={`${word}: ${amount}`}>
              <button
                type="button"
                aria-pressed={chosen === level}
                aria-label={t('board.level_count', { level: word, count: amount })}
                className={mergeClasses(styles.bar, chosen === level && styles.pressed)}
                style={{ flexGrow: amount }}
                onClick={() => onLevel(level)}
              >
                <span className={styles.stripe} style={{ backgroundColor: levelColour(level) }} />
                <span className={styles.count}><SentimentFace level={level} size={16} />{amount}</span>
              </button>
            </Tooltip>
          );
        })}
      </div>
    </li>
  );
}
