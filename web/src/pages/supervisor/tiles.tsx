import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  list: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))', gap: tokens.spacingHorizontalM, margin: 0, padding: 0, listStyleType: 'none', '@media (max-width: 760px)': { gridTemplateColumns: 'repeat(6, minmax(0, 1fr))', gap: tokens.spacingHorizontalS } },
  item: { display: 'flex', minWidth: 0, '@media (max-width: 760px)': { gridColumn: 'span 2' } },
  half: { '@media (max-width: 760px)': { gridColumn: 'span 3' } },
  whole: { '@media (max-width: 760px)': { gridColumn: 'span 6' } },
  tile: {
    boxSizing: 'border-box', width: '100%', minWidth: 0, display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1, fontFamily: 'inherit', textAlign: 'start', borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 640px)': { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}` },
  },
  press: {
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1Hover}` },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  pressed: { backgroundColor: tokens.colorNeutralBackground1Selected, border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}`, boxShadow: `inset 0 0 0 ${tokens.strokeWidthThin} ${tokens.colorBrandStroke1}`, ':hover': { border: `${tokens.strokeWidthThin} solid ${tokens.colorBrandStroke1}` } },
  figure: { fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  alarming: { color: 'var(--levelNegative)' },
  name: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', '@media (max-width: 640px)': { whiteSpace: 'normal' } },
});

export interface Tile {
  name: string;
  value: string;
  alarming?: boolean;
  /** Filters the page by it, or takes the filter away; a tile without is a figure alone. */
  onPress?: () => void;
  /** The page is filtered by it. */
  pressed?: boolean;
}

/** A page at a glance; `children` are further items of the list. */
export function Tiles({ label, tiles, children }: { label: string; tiles: readonly Tile[]; children?: ReactNode }) {
  const styles = useStyles();
  const left = tiles.length % 3; // in the last row of a narrow window, which they fill
  return (
    <ul className={styles.list} aria-label={label}>
      {tiles.map((tile, index) => {
        const inside = (
          <>
            <Text size={200} className={styles.name} title={tile.name}>{tile.name}</Text>
            <span className={mergeClasses(styles.figure, tile.alarming && styles.alarming)}><bdi>{tile.value}</bdi></span>
          </>
        );
        return (
          <li key={tile.name} className={mergeClasses(styles.item, index >= tiles.length - left && (left === 2 ? styles.half : styles.whole))}>
            {tile.onPress ? (
              <button type="button" aria-pressed={tile.pressed ?? false} className={mergeClasses(styles.tile, styles.press, tile.pressed && styles.pressed)} onClick={tile.onPress}>{inside}</button>
            ) : <div className={styles.tile}>{inside}</div>}
          </li>
        );
      })}
      {children}
    </ul>
  );
}
