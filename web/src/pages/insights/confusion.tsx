import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { number, useText } from '../../text';
import { levelColour, scoredLevels } from '../../ui/levels';
import { SentimentBadge } from '../../ui/sentiment-badge';
import { Card } from './card';

const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { width: '100%', borderCollapse: 'separate', borderSpacing: '2px', tableLayout: 'fixed', minWidth: '300px' },
  corner: { width: '132px', textAlign: 'start', fontWeight: tokens.fontWeightRegular, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3, '@media (max-width: 640px)': { width: '40px', fontSize: 0 } },
  row: { textAlign: 'start', fontWeight: tokens.fontWeightRegular },
  word: { '@media (max-width: 640px)': { display: 'none' } },
  face: { display: 'none', '@media (max-width: 640px)': { display: 'inline-flex' } },
  column: { textAlign: 'center', padding: tokens.spacingVerticalXS },
  cell: { height: '34px', textAlign: 'center', borderRadius: tokens.borderRadiusSmall, fontVariantNumeric: 'tabular-nums', backgroundColor: tokens.colorNeutralBackground2 },
  none: { color: tokens.colorNeutralForeground3 },
  same: { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThin, outlineColor: tokens.colorNeutralStrokeAccessible, outlineOffset: '-1px' },
});

/** The strongest ground of a cell in percent of the level's colour; the figure on it stays readable. */
const strongest = 40;

/** How often a reading of one level was said to be another: rows what people said, columns what was read. */
export function Confusion({ counts }: { counts: readonly (readonly number[])[] }) {
  const t = useText();
  const styles = useStyles();
  const most = Math.max(1, ...counts.flat());
  const ground = (count: number, read: number) =>
    count === 0 ? undefined : `color-mix(in srgb, ${levelColour(scoredLevels[read]!)} ${Math.round(10 + (strongest - 10) * (count / most))}%, ${tokens.colorNeutralBackground1})`;
  return (
    <Card title={t('agreement.confusion')} note={t('agreement.confusion_note')}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('agreement.confusion')}>
        <table className={styles.table} aria-label={t('agreement.confusion')}>
          <thead>
            <tr>
              <td className={styles.corner}>{t('agreement.said_read')}</td>
              {scoredLevels.map((level) => <th key={level} scope="col" className={styles.column} title={t(`level.${level}`)}><SentimentBadge level={level} word={t(`level.${level}`)} faceOnly size="small" /></th>)}
            </tr>
          </thead>
          <tbody>
            {scoredLevels.map((said, row) => (
              <tr key={said}>
                <th scope="row" className={styles.row} title={t(`level.${said}`)}>
                  <SentimentBadge className={styles.word} level={said} word={t(`level.${said}`)} size="small" />
                  <SentimentBadge className={styles.face} level={said} word={t(`level.${said}`)} faceOnly size="small" />
                </th>
                {scoredLevels.map((read, column) => {
                  const count = counts[row]?.[column] ?? 0;
                  return <td key={read} className={mergeClasses(styles.cell, count === 0 && styles.none, row === column && styles.same)} style={{ backgroundColor: ground(count, column) }}>{number(count)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
