import {
  Button, Checkbox, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Input, Label, Text, makeStyles, mergeClasses, tokens,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { Link as RouterLink } from 'react-router';
import { useText } from '../../text';
import { copyText } from '../../ui/clipboard';
import { Hidden } from '../../ui/hidden';
import { Mirrored } from '../../ui/mirrored';

const narrow = '@media (max-width: 640px)';

const useStyles = makeStyles({
  facts: { margin: 0, display: 'grid', gridTemplateColumns: 'minmax(120px, auto) minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalS, alignItems: 'center' },
  factName: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0, overflowWrap: 'anywhere', display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  back: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, color: tokens.colorBrandForegroundLink, width: 'fit-content' },
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  title: { margin: 0, flexGrow: 1, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  card: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, overflow: 'hidden' },
  padded: { padding: tokens.spacingHorizontalL, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  cardTitle: { margin: 0, flexGrow: 1 },
  scroll: { overflowX: 'auto', position: 'relative' },
  table: { width: '100%', borderCollapse: 'collapse' },
  th: { textAlign: 'start', whiteSpace: 'nowrap', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightSemibold, [narrow]: { padding: tokens.spacingHorizontalS } },
  td: { minHeight: '44px', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, overflowWrap: 'break-word', [narrow]: { padding: tokens.spacingHorizontalS } },
  secondary: { [narrow]: { display: 'none' } },
  last: { textAlign: 'end', whiteSpace: 'nowrap' },
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  checks: { display: 'flex', flexDirection: 'column', maxHeight: '200px', overflowY: 'auto' },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  secret: { fontFamily: tokens.fontFamilyMonospace },
});

/** The way from one thing back to the list of them. */
export function BackLink({ to, word }: { to: string; word: string }) {
  const styles = useStyles();
  return <RouterLink to={to} className={styles.back}><Mirrored of={ArrowLeftRegular} />{word}</RouterLink>;
}

/** The page's own heading, what it is for, and the main thing one does on it. */
export function PageHead({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  const styles = useStyles();
  return (
    <>
      <div className={styles.head}>
        <h1 className={styles.title}><bdi>{title}</bdi></h1>
        {children}
      </div>
      {text && <p className={styles.text}><bdi>{text}</bdi></p>}
    </>
  );
}

/** One subject of a page with the fields that belong to it. */
export function Card({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const styles = useStyles();
  return (
    <section className={mergeClasses(styles.card, styles.padded)} aria-label={title}>
      <div className={styles.head}>
        <Text as="h2" size={400} weight="semibold" className={styles.cardTitle}>{title}</Text>
        {actions}
      </div>
      {children}
    </section>
  );
}

/** What was found out, a line each: its name, then what it is. */
export function FactList({ label, facts }: { label: string; facts: readonly [string, ReactNode][] }) {
  const styles = useStyles();
  return (
    <dl className={styles.facts} aria-label={label}>
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className={styles.factName}>{name}</dt>
          <dd className={styles.fact}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface RowsProps {
  label: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** Columns, by their place, that a narrow window leaves out. */
  secondary?: readonly number[];
  /** The last column holds actions and has no name. */
  actions?: string;
  /** Instead of the table where there is no row. */
  empty?: ReactNode;
}

/** A list as a table that scrolls in its own frame where the window is narrow; a cell of words alone reads in its own direction. */
export function Rows({ label, columns, rows, secondary = [], actions, empty }: RowsProps) {
  const styles = useStyles();
  if (rows.length === 0 && empty) return <div className={styles.card}>{empty}</div>;
  const names = actions ? [...columns, actions] : columns;
  const isLast = (index: number) => actions !== undefined && index === columns.length;
  return (
    <div className={mergeClasses(styles.card, styles.scroll)} tabIndex={0} role="region" aria-label={label}>
      <table className={styles.table} aria-label={label}>
        <thead><tr>{names.map((name, index) => <th key={name} scope="col" className={mergeClasses(styles.th, isLast(index) && styles.last, secondary.includes(index) && styles.secondary)}>{isLast(index) ? <Hidden>{name}</Hidden> : name}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>{row.cells.map((cell, index) => <td key={names[index]} className={mergeClasses(styles.td, isLast(index) && styles.last, secondary.includes(index) && styles.secondary)}>{typeof cell === 'string' ? <bdi>{cell}</bdi> : cell}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CheckGroupProps {
  label: string;
  options: readonly { key: string; name: string }[];
  chosen: readonly string[];
  /** What is wrong with the choice. */
  wrong?: string;
  onChange: (chosen: string[]) => void;
}

/** Several of a list, each with its box; a Field is made for one control alone. */
export function CheckGroup({ label, options, chosen, wrong, onChange }: CheckGroupProps) {
  const styles = useStyles();
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <Label id={id}>{label}</Label>
      <div className={styles.checks}>
        {options.map(({ key, name }) => (
          <Checkbox
            key={key}
            label={name}
            checked={chosen.includes(key)}
            onChange={(_, data) => onChange(data.checked === true ? [...chosen, key] : chosen.filter((each) => each !== key))}
          />
        ))}
      </div>
      {wrong && <Text block size={200} role="alert" className={styles.wrong}>{wrong}</Text>}
    </div>
  );
}

/** A secret that the server tells once. */
export function SecretDialog({ title, text, secret, onDone }: { title: string; text: string; secret: string; onDone: () => void }) {
  const t = useText();
  const styles = useStyles();
  const [told, setTold] = useState('');
  const copy = () => void copyText(secret).then((copied) => setTold(t(copied ? 'manage.copied' : 'manage.not_copied')));
  return (
    <Dialog open modalType="alert" onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.form}>
            <Text>{text}</Text>
            <Input
              readOnly
              value={secret}
              input={{ 'aria-label': title, className: styles.secret }}
              contentAfter={<Button appearance="transparent" size="small" icon={<CopyRegular />} aria-label={t('manage.copy')} onClick={copy} />}
              onFocus={(event) => (event.target as HTMLInputElement).select?.()}
            />
            <Text size={200} role="status">{told}</Text>
          </DialogContent>
          <DialogActions><Button appearance="primary" onClick={onDone}>{t('manage.noted')}</Button></DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
