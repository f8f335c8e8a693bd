import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useText } from '../../text';
import { duration } from '../../text';

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))', gap: tokens.spacingHorizontalM, margin: 0, padding: 0, listStyleType: 'none', '@media (max-width: 640px)': { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gap: tokens.spacingHorizontalS } },
  tile: {
    display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  },
  figure: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  alarming: { color: 'var(--levelNegative)' },
  name: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
});

interface TilesProps {
  live: number;
  needing: number;
  negative: number;
  longestWait: number;
  /** Unknown where the server does not tell who is available. */
  available?: number;
}

/** The board at a glance. */
export function Tiles({ live, needing, negative, longestWait, available }: TilesProps) {
  const t = useText();
  const styles = useStyles();
  const tiles: [string, string, boolean][] = [
    [t('board.tile.live'), String(live), false],
    [t('board.tile.need'), String(needing), needing > 0],
    [t('board.tile.negative'), String(negative), false],
    [t('board.tile.wait'), duration(longestWait), false],
  ];
  if (available !== undefined) tiles.push([t('board.tile.agents'), String(available), false]);
  return (
    <ul className={styles.list} aria-label={t('board.tiles')}>
      {tiles.map(([name, value, alarming]) => (
        <li key={name} className={styles.tile}>
          <Text size={200} className={styles.name}>{name}</Text>
          <span className={mergeClasses(styles.figure, alarming && styles.alarming)}>{value}</span>
        </li>
      ))}
    </ul>
  );
}
