import { Button, MessageBar, MessageBarBody, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useAddress } from '../../ui/address';
import { api } from '../../api/client';
import type { Conversation, Named } from '../../api/model';
import type { LiveState } from '../../live/apply';
import { takeOver, useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import { noDraft, useDrafts } from '../../staff/drafts';
import { failureText, titleOf } from '../../staff/words';
import { clock, useText } from '../../text';
import { copyText } from '../../ui/clipboard';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Hidden } from '../../ui/hidden';
import { useNow } from '../../ui/now';
import { steadyOrder } from '../../ui/steady-order';
import { useTitle } from '../../ui/title';
import { Board } from './board';
import { everything, fits, useBoardFilters } from './board-filters';
import { BoardChips } from './chips';
import { FilterBar } from './filter-bar';
import { Glance } from './glance';
import type { Choice } from './acts';
import { defaultOf, isDefault, liveFilterKey } from '../../staff/live-filters';
import { MonitorPanel } from './monitor-panel';
import { byNeed, receivedAt, waitOf } from './need';
import { SaidBar, attempt, focusRow, useSupervision, useSwitches } from './supervision';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  split: { gridTemplateColumns: 'minmax(0, 1fr) minmax(380px, 40%)', '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  /** A low or magnified window scrolls; some rows are always there. */
  board: { containerType: 'inline-size', containerName: 'beside', minHeight: 0, overflowY: 'auto', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  under: { '@media (max-width: 900px)': { display: 'none' } },
  away: { display: 'none' },
  blank: { display: 'flex', flexGrow: 1, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
});

/** Rows drawn at once; those below need less help. */
const shownRows = 200;

type Shown = Pick<LiveState, 'conversations' | 'points'>;

/** The board as it is, or as it was when the updates were paused. */
function useBoardState() {
  const conversations = useLive((state) => state.conversations);
  const points = useLive((state) => state.points);
  const [frozen, setFrozen] = useState<(Shown & { at: number }) | null>(null);
  const running = useNow(1000);
  const shown: Shown = frozen ?? { conversations, points };
  const now = frozen?.at ?? running;
  const changed = frozen
    ? Object.values(conversations).filter((each) => frozen.conversations[each.id]?.version !== each.version).length
    : 0;
  const toggle = () => setFrozen(frozen ? null : { at: Date.now(), conversations, points });
  return { shown: shown.conversations, points: shown.points, now, paused: frozen !== null, pausedAt: frozen?.at, changed, toggle };
}

/** Keeps the rows where they are while the pointer or the focus is on one of them. */
function useSteadyRows(sorted: Conversation[], everything: LiveState['conversations']) {
  const [held, setHeld] = useState<string[] | null>(null);
  const rows = steadyOrder(sorted.map((each) => each.id), held)
    .map((key) => everything[key])
    .filter((each): each is Conversation => each !== undefined);
  const keys = rows.map((each) => each.id).join(' ');
  const hold = useCallback((value: boolean) => setHeld(value ? keys.split(' ').filter(Boolean) : null), [keys]);
  return { rows, hold, isHeld: held !== null };
}

function namesOf(conversations: Conversation[], pick: (each: Conversation) => Named | null | undefined): Named[] {
  const found = new Map<string, Named>();
  for (const each of conversations) {
    const named = pick(each);
    if (named) found.set(named.id, named);
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The supervisor's live board. */
export function SupervisorPage() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const queries = useQueryClient();
  const [search, setSearch] = useAddress();
  const monitored = search.get('conversation');
  const [full, setFull] = useState(false);
  const [asked, setAsked] = useState(0);
  const { drafts, write } = useDrafts(account.id);
  const [joining, setJoining] = useState<string | null>(null);
  const { loaded, failed } = useLive();
  const board = useBoardState();
  const { shown, points, now } = board;
  const { filters, setFilters } = useBoardFilters(account.id);
  const users = useQuery({ queryKey: ['users'], queryFn: api.users, retry: false });
  const conversations = useLive((state) => state.conversations);
  const supervision = useSupervision(conversations);
  const switches = useSwitches();
  const kept = useQuery({ queryKey: liveFilterKey(account.id), queryFn: api.liveFilter, staleTime: Infinity, retry: false });
  useTitle(t('board.title'));

  const waitFor = useCallback((each: Conversation) => waitOf(each, receivedAt(each), now), [now]);
  const running = useMemo(() => Object.values(shown).filter((each) => each.state !== 'closed'), [shown]);
  const matching = running.filter((each) => fits(each, filters, waitFor(each)));
  const { rows, hold, isHeld } = useSteadyRows(byNeed(matching, waitFor), shown);
  const agents = users.data?.filter((each) => each.role === 'agent');
  const known = agents?.some((each) => each.presence) ? agents.filter((each) => each.presence === 'available').length : undefined;

  const monitor = useCallback((key: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    next.set('conversation', key);
    return next;
  }), [setSearch]);
  const { ask, say } = supervision;
  const act = useCallback((which: Choice, key: string) => {
    if (ask(which, key)) return;
    setJoining(which === 'join' ? key : null);
    if (which === 'leave' || (which === 'join' && key === monitored)) {
      attempt(() => api.act(key, which).then(takeOver), say, (cause) => t('common.failed', { reason: failureText(cause) }));
      return;
    }
    if (which === 'whisper') {
      setAsked((before) => before + 1);
      write(key, ({ text }) => ({ text, note: true }));
    }
    monitor(key);
  }, [ask, say, monitor, monitored, write, t]);
  const close = useCallback(() => {
    setFull(false);
    if (monitored !== null) requestAnimationFrame(() => focusRow(monitored));
    setSearch((before) => {
      const next = new URLSearchParams(before);
      next.delete('conversation');
      return next;
    });
  }, [setSearch, monitored]);
  const stuck = useCallback((key: string, cause: unknown) => {
    const wordsOf = (why: unknown) => t('monitor.stuck', { title: titleOf(useLive.getState().conversations[key]), reason: failureText(why) });
    say(wordsOf(cause), () => attempt(() => api.act(key, 'leave').then(takeOver), say, wordsOf));
  }, [say, t]);
  const copy = useCallback((key: string) => {
    const address = new URL(`/supervisor?conversation=${encodeURIComponent(key)}`, window.location.href).href;
    void copyText(address).then((copied) => say(copied ? t('board.copied') : t('board.not_copied', { address })));
  }, [say, t]);

  if (!loaded) return failed ? <ErrorState title={t('failure.title')} text={t('failure.offline')} /> : <Loading label={t('common.loading')} />;
  return (
    <div className={mergeClasses(styles.page, monitored !== null && !full && styles.split)}>
      <div className={mergeClasses(styles.board, monitored !== null && styles.under, monitored !== null && full && styles.away)}>
        <Hidden><h1>{t('board.title')}</h1>{t('board.keys')}</Hidden>
        <Glance running={running.filter((each) => !each.bot)} filters={filters} waitFor={waitFor} available={known} onFilters={setFilters} />
        <FilterBar
          filters={filters}
          queues={namesOf(running, (each) => each.queue)}
          agents={namesOf(running, (each) => each.agent)}
          shown={matching.length}
          all={running.length}
          paused={board.paused}
          held={isHeld}
          onFilters={setFilters}
          unsaved={kept.data !== undefined && !isDefault(filters, kept.data)}
          onSave={() => {
            api.keepLiveFilter(defaultOf(filters)).then(
              (now) => { queries.setQueryData(liveFilterKey(account.id), now); say(t('board.default_saved')); },
              (cause: unknown) => say(t('common.failed', { reason: failureText(cause) })),
            );
          }}
          onPause={board.toggle}
        />
        <BoardChips filters={filters} conversations={running} onFilters={setFilters} />
        {board.paused && board.pausedAt !== undefined && (
          <MessageBar intent="warning">
            <MessageBarBody>
              {`${t('board.paused', { time: clock(board.pausedAt) })} ${board.changed > 0 ? t('board.paused_changes', { count: board.changed }) : ''}`}
            </MessageBarBody>
          </MessageBar>
        )}
        <SaidBar said={supervision.said} onDismiss={() => say('')} />
        {rows.length > 0 && (
          <Board rows={rows.slice(0, shownRows)} waitFor={waitFor} points={points} chosen={monitored} me={account.id} switches={switches} onHold={hold} onAct={act} onCopy={copy} />
        )}
        {rows.length > shownRows && <Text size={200}>{t('board.more', { count: rows.length - shownRows })}</Text>}
        {rows.length === 0 && (
          <div className={styles.blank}>
            {running.length > 0 ? (
              <EmptyState
                title={t('board.no_match')}
                text={t('board.no_match_text', { count: running.length })}
                action={<Button onClick={() => setFilters(everything)}>{t('board.clear')}</Button>}
              />
            ) : (
              <EmptyState icon={<PeopleTeamRegular />} title={t('board.empty')} text={account.role === 'supervisor' && account.queues.length === 0 ? t('board.no_queue_text') : t('board.empty_text')} />
            )}
          </div>
        )}
      </div>
      {supervision.dialog}
      {monitored !== null && (
        <MonitorPanel
          conversation={monitored}
          full={full}
          switches={switches}
          asked={asked}
          joining={joining === monitored}
          draft={drafts[monitored] ?? noDraft}
          onDraft={(draft) => write(monitored, () => draft)}
          onAsk={(which) => act(which, monitored)}
          onFull={() => setFull(!full)}
          onClose={close}
          onStuck={stuck}
        />
      )}
    </div>
  );
}
