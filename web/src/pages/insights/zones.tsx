import { Link, Text, makeStyles, tokens } from '@fluentui/react-components';
import type { SentimentFigures } from '../../api/model';
import { useText } from '../../text';
import { Card } from './card';
import { leastBefore, shownValue } from './figures';

const useStyles = makeStyles({
  bar: { forcedColorAdjust: 'none', display: 'flex', height: '20px', borderRadius: tokens.borderRadiusMedium, overflow: 'hidden', columnGap: '2px' },
  thin: { height: '10px', minWidth: '96px' },
  table: { width: '100%', borderCollapse: 'collapse', fontSize: tokens.fontSizeBase300 },
  th: { textAlign: 'start', fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, padding: `${tokens.spacingVerticalXS} 0` },
  td: { padding: `${tokens.spacingVerticalXS} 0`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  figure: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  key: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  dot: { forcedColorAdjust: 'none', width: '10px', height: '10px', borderRadius: tokens.borderRadiusSmall, flexShrink: 0 },
  press: { cursor: 'pointer' },
  muted: { color: tokens.colorNeutralForeground3 },
});

const zones = [
  { zone: 'positive', level: 'all_positive', name: 'percent_positive', colour: 'var(--levelPositive)' },
  { zone: 'neutral', level: 'neutral', name: 'percent_neutral', colour: 'var(--levelNeutral)' },
  { zone: 'negative', level: 'all_negative', name: 'percent_negative', colour: 'var(--levelNegative)' },
] as const;

type Shares = Pick<SentimentFigures, (typeof zones)[number]['name']>;

/** The shares of the three zones as one bar, told in words to those who do not see it. */
export function ZoneBar({ shares, thin = false, onLevel }: { shares: Shares; thin?: boolean; onLevel?: (level: string) => void }) {
  const t = useText();
  const styles = useStyles();
  const said = Object.fromEntries(zones.map(({ zone, name }) => [zone, shownValue(shares[name].value ?? 0, 'percent')])) as Record<'positive' | 'neutral' | 'negative', string>;
  return (
    <div className={thin ? `${styles.bar} ${styles.thin}` : styles.bar} role="img" aria-label={t('insights.zones_label', said)}>
      {zones.map(({ zone, level, name, colour }) => (shares[name].value ?? 0) > 0 && <span key={zone} className={onLevel && styles.press} onClick={onLevel && (() => onLevel(level))} style={{ flexGrow: shares[name].value ?? 0, backgroundColor: colour }} />)}
    </div>
  );
}

/** How many conversations ended in each zone, beside the period before with its `before` scored ones; each leads to its conversations. */
export function Zones({ shares, before, onLevel, className }: { shares: Shares; before: number; onLevel: (level: string) => void; className?: string }) {
  const t = useText();
  const styles = useStyles();
  const shown = (value: number | null) => shownValue(value, 'percent');
  return (
    <Card title={t('insights.zones')} className={className} note={t('insights.zones_note')}>
      <ZoneBar shares={shares} onLevel={onLevel} />
      <table className={styles.table} aria-label={t('insights.zones')}>
        <thead>
          <tr>
            <th scope="col" className={styles.th}>{t('insights.share')}</th>
            <th scope="col" className={`${styles.th} ${styles.figure}`}>{t('insights.now')}</th>
            <th scope="col" className={`${styles.th} ${styles.figure}`}>{t('insights.before')}</th>
          </tr>
        </thead>
        <tbody>
          {zones.map(({ zone, level, name, colour }) => (
            <tr key={zone}>
              <td className={styles.td}><span className={styles.key}><span className={styles.dot} style={{ backgroundColor: colour }} aria-hidden="true" /><Link as="button" aria-label={t('insights.zone_show', { zone: t(`insights.${zone}`) })} onClick={() => onLevel(level)}>{t(`insights.${zone}`)}</Link></span></td>
              <td className={`${styles.td} ${styles.figure}`}>{shown(shares[name].value)}</td>
              <td className={`${styles.td} ${styles.figure}`}><Text className={styles.muted}>{shown(before < leastBefore ? null : shares[name].previous)}</Text></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
