import { Badge, Input, Link, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { BookRegular } from '@fluentui/react-icons/svg/book';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { isolated, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Mark } from '../../ui/mark';
import { useTitle } from '../../ui/title';
import type { Call, Shape } from './description';
import { findCalls, readDescription } from './description';

const useStyles = makeStyles({
  page: { height: '100%', overflowY: 'auto', backgroundColor: tokens.colorNeutralBackground2, color: tokens.colorNeutralForeground1, scrollPaddingTop: tokens.spacingVerticalXXL },
  body: { display: 'grid', gridTemplateColumns: '240px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalXXXL, maxWidth: '1180px', margin: '0 auto', padding: tokens.spacingHorizontalXXL, boxSizing: 'border-box', '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)', padding: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalL } },
  side: { position: 'sticky', top: tokens.spacingVerticalXXL, alignSelf: 'start', maxHeight: 'calc(100vh - 48px)', overflowY: 'auto', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, '@media (max-width: 860px)': { position: 'static', maxHeight: 'none' } },
  brand: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground1, textDecorationLine: 'none', fontWeight: tokens.fontWeightSemibold },
  contents: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, '@media (max-width: 860px)': { flexDirection: 'row', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM } },
  main: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXL, minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeHero700, lineHeight: tokens.lineHeightHero700, fontWeight: tokens.fontWeightSemibold },
  prose: { margin: 0, maxWidth: '75ch', whiteSpace: 'pre-line', color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  muted: { color: tokens.colorNeutralForeground3 },
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  call: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  summary: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, cursor: 'pointer', borderRadius: tokens.borderRadiusLarge, ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 } },
  method: { minWidth: '58px', justifyContent: 'center', fontFamily: tokens.fontFamilyMonospace },
  heading: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, margin: 0, flexGrow: 1, flexBasis: 0, minWidth: '200px', fontSize: 'inherit', fontWeight: tokens.fontWeightRegular },
  path: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  details: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalL}` },
  scroll: { overflowX: 'auto' },
  /** On narrow screens a row is a line of its own, and what it means stands under it. */
  table: {
    borderCollapse: 'collapse', width: '100%', fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase300,
    '@media (max-width: 640px)': {
      display: 'block', '& thead': { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' }, '& tbody': { display: 'block' },
      '& tr': { display: 'flex', flexWrap: 'wrap', paddingBlock: tokens.spacingVerticalXS, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
      '& td': { paddingBlock: 0, borderTopWidth: 0 }, '& td:last-child': { flexBasis: '100%' },
    },
  },
  cell: { textAlign: 'start', verticalAlign: 'top', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  inline: { fontFamily: tokens.fontFamilyMonospace, fontSize: '0.92em', padding: '0 4px', borderRadius: tokens.borderRadiusSmall, backgroundColor: tokens.colorNeutralBackground5 },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

const colours = { GET: 'brand', POST: 'success', PUT: 'warning', PATCH: 'warning', DELETE: 'danger' } as const;

async function load(): Promise<string | null> {
  const response = await fetch('/openapi.yaml');
  if (!response.ok || (response.headers.get('content-type') ?? '').includes('text/html')) return null;
  return response.text();
}

/** The API description, readable. */
export function DocsPage() {
  const t = useText();
  const styles = useStyles();
  const [wanted, setWanted] = useState('');
  const source = useQuery({ queryKey: ['openapi'], queryFn: load, retry: false });
  useTitle(t('docs.title'));
  const read = useMemo(() => {
    if (typeof source.data !== 'string') return null;
    try {
      return readDescription(source.data);
    } catch {
      return 'broken' as const;
    }
  }, [source.data]);
  if (source.isPending) return <main className={styles.page}><Loading label={t('common.loading')} /></main>;
  if (source.isError) return <main className={styles.page}><ErrorState title={t('failure.title')} text={t('failure.offline')} retry={t('common.retry')} onRetry={() => void source.refetch()} /></main>;
  if (read === null) return <main className={styles.page}><EmptyState icon={<BookRegular />} title={t('docs.empty')} text={t('docs.empty_text')} /></main>;
  if (read === 'broken') return <main className={styles.page}><EmptyState icon={<BookRegular />} title={t('docs.broken')} action={<Link href="/openapi.yaml">{t('docs.raw')}</Link>} /></main>;
  const groups = findCalls(read.groups, wanted);
  return (
    <main className={styles.page}>
      <div className={styles.body}>
        <div className={styles.side}>
          <a href="/" className={styles.brand}><Mark />{t('product')}</a>
          <Input type="search" aria-label={t('docs.find')} placeholder={t('docs.find')} contentBefore={<SearchRegular />} value={wanted} onChange={(_, data) => setWanted(data.value)} />
          <nav aria-label={t('docs.contents')}>
            <ul className={styles.contents}>
              {groups.map((group) => <li key={group.name}><Link href={`#${anchor(group.name)}`}>{group.name || t('docs.other')}</Link></li>)}
            </ul>
          </nav>
        </div>
        <div className={styles.main}>
          <header className={styles.group}>
            <h1 className={styles.title}>{read.title || t('docs.title')}</h1>
            <Text className={styles.muted}>
              {[read.version && t('docs.version', { value: read.version }), read.base && `${t('docs.base')} ${isolated(read.base)}`].filter(Boolean).join(' · ')}
            </Text>
            <Prose text={read.text || t('docs.intro')} />
            <Link href="/openapi.yaml">{t('docs.raw')}</Link>
          </header>
          {groups.length === 0 && <EmptyState compact title={t('docs.none_found', { words: wanted })} />}
          {groups.map((group) => (
            <section key={group.name} id={anchor(group.name)} className={styles.group}>
              <Text as="h2" size={500} weight="semibold" style={{ margin: 0 }}>{group.name || t('docs.other')}</Text>
              {group.description && <Prose text={group.description} />}
              {group.calls.map((call) => <CallCard key={call.id} call={call} />)}
            </section>
          ))}
        </div>
      </div>
    </main>
  );
}

/** Words with `code` between backticks. */
function Words({ of }: { of: string }) {
  const styles = useStyles();
  return of.split('`').map((part, index) => (index % 2 === 1 ? <code key={index} dir="ltr" className={styles.inline}>{part}</code> : part));
}

function Prose({ text }: { text: string }) {
  const styles = useStyles();
  return <p dir="auto" className={styles.prose}><Words of={text} /></p>;
}

function anchor(name: string): string {
  return `group-${name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
}

function CallCard({ call }: { call: Call }) {
  const t = useText();
  const styles = useStyles();
  return (
    <details className={styles.call} id={call.id}>
      <summary className={styles.summary}>
        <Badge appearance="tint" className={styles.method} color={colours[call.method as keyof typeof colours] ?? 'informative'}>{call.method}</Badge>
        <h3 className={styles.heading}>
          <span dir="ltr" className={styles.path}>{call.path}</span>
          <Text dir="auto" className={styles.muted}>{call.summary}</Text>
        </h3>
      </summary>
      <div className={styles.details}>
        {call.description && <Prose text={call.description} />}
        {call.parameters.length > 0 && (
          <div className={styles.scroll}>
            <Text as="h4" weight="semibold" style={{ margin: 0 }}>{t('docs.parameters')}</Text>
            <FieldTable rows={call.parameters.map((each) => ({ ...each, name: each.name, place: each.place }))} />
          </div>
        )}
        {call.body.map((shape) => <ShapeBlock key={shape.media} title={t('docs.body')} shape={shape} />)}
        {call.responses.length > 0 && <Text as="h4" weight="semibold" style={{ margin: 0 }}>{t('docs.responses')}</Text>}
        {call.responses.map((response) => (
          <div key={response.status}>
            <Text className={styles.code} weight="semibold">{response.status}</Text>
            {' '}
            <Text dir="auto"><Words of={response.description} /></Text>
            {Number(response.status) < 400 && response.shapes.map((shape) => <ShapeBlock key={shape.media} shape={shape} />)}
          </div>
        ))}
      </div>
    </details>
  );
}

function ShapeBlock({ title, shape }: { title?: string; shape: Shape }) {
  const t = useText();
  const styles = useStyles();
  return (
    <div className={styles.scroll}>
      {title && <Text as="h4" weight="semibold" block style={{ margin: 0 }}>{title}</Text>}
      <Text size={200} className={mergeClasses(styles.code, styles.muted)}>{`${shape.type} ${t('docs.media', { media: shape.media })}`}</Text>
      {shape.fields.length > 0 && <FieldTable rows={shape.fields} />}
    </div>
  );
}

function FieldTable({ rows }: { rows: { name: string; type: string; required: boolean; description: string; place?: string }[] }) {
  const t = useText();
  const styles = useStyles();
  const placed = rows.some((row) => row.place);
  const head = [t('docs.name'), ...(placed ? [t('docs.place')] : []), t('docs.type'), t('docs.required'), t('docs.meaning')];
  return (
    <table className={styles.table}>
      <thead><tr>{head.map((name) => <th key={name} scope="col" className={mergeClasses(styles.cell, styles.muted)}>{name}</th>)}</tr></thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={`${row.name}-${index}`}>
            <td className={mergeClasses(styles.cell, styles.code)}><bdi>{row.name}</bdi></td>
            {placed && <td className={styles.cell}>{row.place}</td>}
            <td className={mergeClasses(styles.cell, styles.code)}><bdi>{row.type}</bdi></td>
            <td className={styles.cell}>{row.required ? t('docs.required') : t('docs.optional')}</td>
            <td dir="auto" className={styles.cell}><Words of={row.description} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
