import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { Figure } from '../../api/model';
import { useText } from '../../text';
import { levelOfPulse } from '../../ui/levels';
import { SentimentBadge } from '../../ui/sentiment-badge';
import type { Kpi } from './figures';
import { changeOf, changeText, rowsOf, shownValue } from './figures';
import type { allKpis } from './figures';

type Name = (typeof allKpis)[number]['name'];

const useStyles = makeStyles({
  grid: {
    display: 'grid', gridTemplateColumns: 'repeat(var(--wide), minmax(0, 1fr))', gap: tokens.spacingHorizontalM, margin: 0, '& > :last-child': { gridColumn: 'var(--wideLast)' },
    '@media (min-width: 861px) and (max-width: 1180px)': { gridTemplateColumns: 'repeat(var(--middle), minmax(0, 1fr))', '& > :last-child': { gridColumn: 'var(--middleLast)' } },
    '@media (min-width: 641px) and (max-width: 860px)': { gridTemplateColumns: 'repeat(var(--small), minmax(0, 1fr))', '& > :last-child': { gridColumn: 'var(--smallLast)' } },
    '@media (max-width: 640px)': { gridTemplateColumns: 'repeat(var(--narrow), minmax(0, 1fr))', gap: tokens.spacingHorizontalS, '& > :last-child': { gridColumn: 'var(--narrowLast)' } },
  },
  tile: { display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, minWidth: 0, '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  name: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  line: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  figure: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  change: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, color: tokens.colorNeutralForeground3, flexWrap: 'wrap' },
  better: { color: tokens.colorBrandForeground1 },
  worse: { color: tokens.colorStatusDangerForeground1 },
  sign: { flexShrink: 0 },
});

/** A triangle that points up in blue for the better, down in red for the worse (product H2); nothing where neither is meant. */
function Sign({ verdict }: { verdict: 'better' | 'worse' }) {
  const styles = useStyles();
  return (
    <svg width="10" height="9" viewBox="0 0 10 9" aria-hidden="true" focusable="false" className={styles.sign}>
      <path d={verdict === 'better' ? 'M5 0 L10 9 L0 9 Z' : 'M0 0 L10 0 L5 9 Z'} fill="currentColor" />
    </svg>
  );
}

/** One figure, and how it moved: by colour, shape and word. */
export function Tile({ kpi, figure, before }: { kpi: Kpi<Name>; figure: Figure; before: number }) {
  const t = useText();
  const styles = useStyles();
  const change = changeOf(figure, kpi, before);
  const name = t(`insights.kpi.${kpi.name}`);
  const moved = changeText(change);
  const feeling = kpi.unit === 'pulse' && figure.value !== null ? levelOfPulse(figure.value) : null;
  return (
    <div role="group" className={styles.tile} aria-label={name}>
      <Text size={200} className={styles.name}>{name}</Text>
      <span className={styles.line}>
        <span className={styles.figure} dir="auto">{shownValue(figure.value, kpi.unit)}</span>
        {feeling && <SentimentBadge level={feeling} word={t(`level.${feeling}`)} size="small" />}
      </span>
      <Text size={200} className={mergeClasses(styles.change, change.verdict === 'better' && styles.better, change.verdict === 'worse' && styles.worse)}>
        {change.verdict !== 'plain' && <Sign verdict={change.verdict} />}
        {change.verdict === 'plain' ? moved : `${t(`insights.${change.verdict}`)}, ${moved}`}
      </Text>
    </div>
  );
}

/** Tiles side by side at most, in each of the widths. */
const most = { wide: 6, middle: 4, small: 3, narrow: 2 };

function placesOf(count: number): React.CSSProperties {
  const styles = Object.entries(most).map(([width, columns]) => [width, rowsOf(count, columns)] as const);
  return Object.fromEntries(styles.flatMap(([width, { columns, lone }]) => [[`--${width}`, columns], [`--${width}Last`, lone ? '1 / -1' : 'auto']])) as React.CSSProperties;
}

/** `before`: conversations of the period that the figures are compared with. */
export function Tiles({ label, kpis, figures, before }: { label: string; kpis: readonly Kpi<Name>[]; figures: Partial<Record<Name, Figure>>; before: number }) {
  const styles = useStyles();
  const shown = kpis.filter((kpi) => figures[kpi.name]);
  return (
    <div role="group" aria-label={label} className={styles.grid} style={placesOf(shown.length)}>
      {shown.map((kpi) => <Tile key={kpi.name} kpi={kpi} figure={figures[kpi.name]!} before={before} />)}
    </div>
  );
}
