import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { ApiError } from '../../api/client';
import type { Fault } from '../../staff/form';
import { FaultBar, faultOf } from '../../staff/form';
import { useText } from '../../text';
import { useUnsaved } from './unsaved';

const useStyles = makeStyles({
  end: { position: 'sticky', bottom: 0, zIndex: 1, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, borderRadius: tokens.borderRadiusLarge, backgroundColor: tokens.colorNeutralBackground3 },
  bar: {
    display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, boxShadow: tokens.shadow4,
  },
  what: { flexGrow: 1, flexBasis: '160px', minWidth: 0, '@media (max-width: 520px)': { flexBasis: 'auto' } },
});

interface Kind<Stored, Draft> {
  key: readonly string[];
  load: () => Promise<Stored>;
  draftOf: (stored: Stored) => Draft;
  /** What of a draft is saved; two drafts that are the same in it are equal. */
  requestOf: (draft: Draft) => unknown;
  save: (draft: Draft, version: number) => Promise<Stored>;
}

type Outcome = { kind: 'saved' | 'conflict' } | { kind: 'failed'; fault: Fault } | null;

/** A list that is saved as a whole: the edits of one person, and what is in force. A save never writes over what somebody else saved meanwhile unless one says so. */
export function useWhole<Stored extends { version: number }, Draft>({ key, load, draftOf, requestOf, save }: Kind<Stored, Draft>) {
  const queries = useQueryClient();
  const query = useQuery({ queryKey: key, queryFn: load });
  const [edits, setEdits] = useState<{ draft: Draft; on: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);
  const inForce = query.data && draftOf(query.data);
  const draft = edits?.draft ?? inForce;
  const changed = edits !== null && JSON.stringify(requestOf(edits.draft)) !== JSON.stringify(inForce && requestOf(inForce));
  useUnsaved(changed);
  const edit = (next: Draft) => {
    setOutcome((before) => (before?.kind === 'conflict' ? before : null));
    setEdits((before) => ({ draft: next, on: before?.on ?? query.data?.version ?? 0 }));
  };
  const send = async (version: number) => {
    if (!edits) return;
    setBusy(true);
    try {
      queries.setQueryData(key, await save(edits.draft, version));
      setEdits(null);
      setOutcome({ kind: 'saved' });
    } catch (cause) {
      const conflict = cause instanceof ApiError && cause.status === 409;
      if (conflict) await query.refetch();
      setOutcome(conflict ? { kind: 'conflict' } : { kind: 'failed', fault: faultOf(cause) });
    } finally {
      setBusy(false);
    }
  };
  const discard = () => {
    setEdits(null);
    setOutcome(null);
  };
  return {
    query, draft, changed, busy, outcome, edit, discard,
    fault: outcome?.kind === 'failed' ? outcome.fault : null,
    save: () => send(edits?.on ?? 0),
    /** Saves over what somebody else has saved. */
    overwrite: () => send(query.data?.version ?? 0),
  };
}

interface SaveBarProps {
  whole: Pick<ReturnType<typeof useWhole>, 'changed' | 'busy' | 'outcome' | 'fault' | 'discard' | 'save' | 'overwrite'>;
  /** Something is wrong that the page itself sees. */
  wrong?: boolean;
  /** Faults that a field shows. */
  fields: readonly string[];
  /** What is not saved yet, in words. */
  what?: string;
}

/** The lower edge of a page with one Save, always in view: how the last save ended, what is not saved yet, and the buttons. */
export function PageEnd({ said, what, children }: { said: ReactNode; what: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.end}>
      <div role="status">{said}</div>
      <div className={styles.bar}>
        <Text size={200} className={styles.what}>{what}</Text>
        {children}
      </div>
    </div>
  );
}

interface ConflictProps {
  busy: boolean;
  /** Something is wrong that the page itself sees. */
  wrong?: boolean;
  onTheirs: () => void;
  onMine: () => void;
  /** What somebody else has changed. */
  children?: ReactNode;
}

/** Somebody else was faster: nothing is lost, and the reader says whose changes hold. */
export function Conflict({ busy, wrong = false, onTheirs, onMine, children }: ConflictProps) {
  const t = useText();
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    bar.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <MessageBar ref={bar} intent="warning" layout="multiline">
      <MessageBarBody><MessageBarTitle>{t('manage.conflict')}</MessageBarTitle>{t('manage.conflict_text')}{children}</MessageBarBody>
      <MessageBarActions>
        <Button disabledFocusable={busy} onClick={onTheirs}>{t('manage.take_theirs')}</Button>
        <Button disabled={wrong} disabledFocusable={busy} onClick={onMine}>{t('manage.save_mine')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** The end of a page that is saved as a whole: how the last save ended, and the next one. */
export function SaveBar({ whole, wrong = false, fields, what }: SaveBarProps) {
  const t = useText();
  const { changed, busy, outcome } = whole;
  const said = (
    <>
      {outcome?.kind === 'saved' && !changed && <MessageBar intent="success"><MessageBarBody>{t('manage.saved')}</MessageBarBody></MessageBar>}
      {outcome?.kind === 'conflict' && <Conflict busy={busy} onTheirs={whole.discard} onMine={() => void whole.overwrite()} />}
      <FaultBar fault={whole.fault} fields={fields} />
    </>
  );
  return (
    <PageEnd said={said} what={changed ? (what ?? t('admin.leave')) : t('admin.unchanged')}>
      {changed && <Button disabledFocusable={busy} onClick={whole.discard}>{t('admin.discard')}</Button>}
      <Button appearance="primary" disabled={!changed || wrong || outcome?.kind === 'conflict'} disabledFocusable={busy} onClick={() => void whole.save()}>{t('admin.save')}</Button>
    </PageEnd>
  );
}
