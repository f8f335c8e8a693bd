import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { calendarDay, languageName, number, percent, useText } from '../../text';
import { useTitle } from '../../ui/title';
import measured from './accuracy.json';

const useStyles = makeStyles({
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  facts: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXXL, rowGap: tokens.spacingVerticalM, margin: 0, '@media (max-width: 700px)': { display: 'grid', gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' } },
  fact: { display: 'flex', flexDirection: 'column', minWidth: '88px' },
  label: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: { margin: 0, fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  card: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, overflow: 'hidden' },
  heading: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold },
  meanings: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, margin: `${tokens.spacingVerticalS} 0 0` },
  term: { fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
  table: { width: '100%', borderCollapse: 'collapse' },
  minor: { '@media (max-width: 700px)': { display: 'none' } },
  th: { textAlign: 'end', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, '@media (max-width: 700px)': { padding: tokens.spacingHorizontalS }, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold, ':first-child': { textAlign: 'start' } },
  td: { textAlign: 'end', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`, '@media (max-width: 700px)': { padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` }, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightRegular, ':first-child': { textAlign: 'start' } },
});

/** How well the model of this program reads each language, measured on messages that it never learned from. */
export function AdminAccuracy() {
  const t = useText();
  const styles = useStyles();
  useTitle(t('accuracy.title'));
  const rows = Object.entries(measured.languages).sort(([a], [b]) => a.localeCompare(b));
  const columns = [
    { name: t('accuracy.language_name'), minor: false },
    { name: t('accuracy.messages'), minor: true },
    { name: t('accuracy.f1'), minor: false },
    { name: t('accuracy.right_side'), minor: true },
    { name: t('accuracy.within_one'), minor: false },
    { name: t('accuracy.language'), minor: false },
  ];
  const facts = [
    [t('accuracy.model'), measured.model],
    [t('accuracy.date'), calendarDay(measured.date)],
    [t('accuracy.messages'), number(measured.overall.rows, 0)],
    [t('accuracy.f1'), number(measured.mean_macro_f1, 2)],
    [t('accuracy.within_one'), percent(measured.overall.level_within_one)],
    [t('accuracy.language'), percent(measured.overall.language_accuracy)],
  ];
  return (
    <>
      <h1 className={styles.title}>{t('accuracy.title')}</h1>
      <p className={styles.text}>{t('accuracy.text')}</p>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles.fact}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
      <section className={styles.card}>
        <table className={styles.table} aria-label={t('accuracy.by_language')}>
          <thead>
            <tr>
              {columns.map(({ name, minor }) => <th key={name} scope="col" className={mergeClasses(styles.th, minor && styles.minor)}>{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map(([code, figures]) => (
              <tr key={code}>
                <th scope="row" className={styles.td}><bdi>{languageName(code)}</bdi> <Text size={200}>{code}</Text></th>
                <td className={mergeClasses(styles.td, styles.minor)}>{figures.rows}</td>
                <td className={styles.td}>{number(figures.macro_f1, 2)}</td>
                <td className={mergeClasses(styles.td, styles.minor)}>{percent(figures.accuracy)}</td>
                <td className={styles.td}>{percent(figures.level_within_one)}</td>
                <td className={styles.td}>{percent(figures.language_accuracy)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.text}>{t('accuracy.caution')}</p>
      <section>
        <h2 className={styles.heading}>{t('accuracy.meaning')}</h2>
        <dl className={styles.meanings}>
          {(['f1', 'right_side', 'within_one', 'language'] as const).map((name) => (
            <div key={name}><dt className={styles.term}>{t(`accuracy.${name}`)}</dt><dd className={styles.words}>{t(`accuracy.means.${name}`)}</dd></div>
          ))}
        </dl>
      </section>
    </>
  );
}
