import { Dropdown, Option, Text, makeStyles, tokens } from '@fluentui/react-components';
import { ChatMultipleRegular } from '@fluentui/react-icons/svg/chat-multiple';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { feedback } from '../../api/feedback';
import type { Agreement as Row } from '../../api/feedback';
import { useAccount } from '../../staff/account';
import { failureText } from '../../staff/words';
import { languageName, number, percent, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Card } from './card';
import { Confusion } from './confusion';
import { Export } from './export';
import { FeedbackList } from './feedback-list';

const useStyles = makeStyles({
  bar: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  list: { maxHeight: '320px' },
  caution: { color: tokens.colorNeutralForeground2 },
  tiles: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(176px, 1fr))', gap: tokens.spacingHorizontalM, margin: 0, '@media (max-width: 640px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))', gap: tokens.spacingHorizontalS } },
  tile: { display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, minWidth: 0 },
  figure: { fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  muted: { color: tokens.colorNeutralForeground3 },
  blank: { display: 'flex', flexGrow: 1, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  cards: { display: 'grid', gridTemplateColumns: 'minmax(0, 5fr) minmax(0, 7fr)', gap: tokens.spacingHorizontalM, alignItems: 'start', '@media (max-width: 1100px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  scroll: { overflowX: 'auto', margin: `0 calc(-1 * ${tokens.spacingHorizontalL})` },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: { textAlign: 'end', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2, ':first-child': { textAlign: 'start', paddingInlineStart: tokens.spacingHorizontalL } },
  td: { textAlign: 'end', height: '40px', padding: `0 ${tokens.spacingHorizontalM}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, fontVariantNumeric: 'tabular-nums', fontWeight: tokens.fontWeightRegular, ':first-child': { textAlign: 'start', paddingInlineStart: tokens.spacingHorizontalL } },
});

const shares = ['same_level', 'within_one', 'same_zone'] as const;

interface AgreementProps {
  /** Period, time zone and queue. */
  query: URLSearchParams;
  /** Of the readings; empty for all. */
  language: string;
  onLanguage: (language: string) => void;
}

const useReport = (query: URLSearchParams) =>
  useQuery({ queryKey: ['feedback', 'report', 'agreement', query.toString()], queryFn: () => feedback.agreement(query), placeholderData: keepPreviousData, retry: false });

/** How often people and readings say the same, and what people said; the languages to choose from are those that somebody judged. */
export function Agreement({ query, language, onLanguage }: AgreementProps) {
  const t = useText();
  const styles = useStyles();
  const { role } = useAccount();
  const inAll = new URLSearchParams([...query].filter(([key]) => key !== 'agent' && key !== 'channel'));
  const asked = new URLSearchParams(inAll);
  if (language) asked.set('language', language);
  const report = useReport(asked);
  const judged = (useReport(inAll).data?.items ?? []).map((row) => row.language);
  const languages = [...new Set([...judged, language])].filter(Boolean);
  const nameOf = (code: string) => (code ? languageName(code) : t('agreement.all_languages'));
  const known = report.data && report.data.items.length > 0;
  return (
    <>
      <div className={styles.bar}>
        <Dropdown aria-label={t('agreement.language')} listbox={{ className: styles.list }} value={nameOf(language)} selectedOptions={[language]} onOptionSelect={(_, data) => onLanguage(data.optionValue ?? '')}>
          {['', ...languages].map((code) => <Option key={code} value={code} text={nameOf(code)}>{code ? `${nameOf(code)} · ${code}` : nameOf(code)}</Option>)}
        </Dropdown>
        {role === 'administrator' && <Export name="feedback.tsv" address={feedback.fileAddress(asked)} load={() => feedback.file(asked)} word={t('agreement.export')} />}
      </div>
      {report.isPending && <Loading label={t('common.loading')} />}
      {report.isError && <ErrorState title={t('failure.title')} text={failureText(report.error)} retry={t('common.retry')} onRetry={() => void report.refetch()} />}
      {report.data && !known && <div className={styles.blank}><EmptyState icon={<ChatMultipleRegular />} title={t('agreement.none')} text={t('agreement.none_text')} /></div>}
      {known && (
        <>
          <Figures rows={report.data.items} />
          <Text size={200} className={styles.caution}>{t('agreement.caution')}</Text>
          <div className={styles.cards}>
            <ByLanguage rows={report.data.items} />
            <Confusion counts={report.data.confusion} />
          </div>
          <FeedbackList query={asked} />
        </>
      )}
    </>
  );
}

function Figures({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const styles = useStyles();
  const sum = (key: 'judged' | (typeof shares)[number]) => rows.reduce((total, row) => total + row[key], 0);
  const judged = sum('judged');
  return (
    <div role="group" aria-label={t('agreement.tiles')} className={styles.tiles}>
      <section className={styles.tile} aria-label={t('agreement.judged')}>
        <Text size={200} className={styles.muted}>{t('agreement.judged')}</Text>
        <span className={styles.figure}>{number(judged)}</span>
      </section>
      {shares.map((key) => (
        <section key={key} className={styles.tile} aria-label={t(`agreement.${key}`)}>
          <Text size={200} className={styles.muted}>{t(`agreement.${key}`)}</Text>
          <span className={styles.figure}>{percent(sum(key) / judged)}</span>
          <Text size={200} className={styles.muted}><bdi>{t('agreement.of', { count: sum(key), all: number(judged) })}</bdi></Text>
        </section>
      ))}
    </div>
  );
}

function ByLanguage({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const styles = useStyles();
  const columns = [t('agreement.language'), t('agreement.model'), t('agreement.judged'), ...shares.map((key) => t(`agreement.${key}`))];
  return (
    <Card title={t('agreement.by_language')}>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('agreement.by_language')}>
        <table className={styles.table} aria-label={t('agreement.by_language')}>
          <thead><tr>{columns.map((name) => <th key={name} scope="col" className={styles.th}>{name}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.language} ${row.model}`}>
                <th scope="row" className={styles.td}><bdi>{languageName(row.language) || t('common.unknown')}</bdi></th>
                <td className={styles.td}>{row.model}</td>
                <td className={styles.td}>{number(row.judged)}</td>
                {shares.map((key) => <td key={key} className={styles.td}>{percent(row[key] / row.judged)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}
