import { Button, MessageBar, MessageBarBody, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { PeopleTeamRegular } from '@fluentui/react-icons/svg/people-team';
import { useCallback, useMemo } from 'react';
import type { Conversation, Named } from '../../api/model';
import { useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import { noDraft, useDrafts } from '../../staff/drafts';
import { waitOf } from '../../staff/wait';
import { clock, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Hidden } from '../../ui/hidden';
import { useTitle } from '../../ui/title';
import { Board } from './board';
import { everything, fits, useBoardFilters, useOwnDefault } from './board-filters';
import type { BoardState } from './board-state';
import { useBoardState, useSteadyRows } from './board-state';
import { BoardChips } from './chips';
import { useDeeds, useMonitored } from './deeds';
import { FilterBar } from './filter-bar';
import { Glance } from './glance';
import { MonitorPanel } from './monitor-panel';
import { byNeed } from './need';
import { SaidBar, useSupervision, useSwitches } from './supervision';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  split: { gridTemplateColumns: 'minmax(0, 1fr) minmax(380px, 40%)', '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  /** A low or magnified window scrolls; some rows are always there. */
  board: { containerType: 'inline-size', containerName: 'beside', minHeight: 0, overflowY: 'auto', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, padding: tokens.spacingHorizontalL, '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM } },
  under: { '@media (max-width: 900px)': { display: 'none' } },
  away: { display: 'none' },
  blank: { display: 'flex', flexGrow: 1, backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
});

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
  const { conversations, loaded, failed } = useLive();
  const board = useBoardState();
  const { shown, points, now } = board;
  const { filters, setFilters } = useBoardFilters(account.id);
  const { drafts, write } = useDrafts(account.id);
  const switches = useSwitches();
  const supervision = useSupervision(conversations);
  const { monitored, full, monitor, close, toggleFull } = useMonitored();
  const { act, stuck, copy, asked, joining } = useDeeds({ monitored, monitor, supervision, write });
  const own = useOwnDefault(account.id, filters, supervision.say);
  useTitle(t('board.title'));

  const waitFor = useCallback((each: Conversation) => waitOf(each, now), [now]);
  const running = useMemo(() => Object.values(shown).filter((each) => each.state !== 'closed'), [shown]);
  const matching = running.filter((each) => fits(each, filters, waitFor(each)));
  const { rows, more, hold, isHeld } = useSteadyRows(byNeed(matching, waitFor), shown);

  if (!loaded) return failed ? <ErrorState title={t('failure.title')} text={t('failure.offline')} /> : <Loading label={t('common.loading')} />;
  return (
    <div className={mergeClasses(styles.page, monitored !== null && !full && styles.split)}>
      <div className={mergeClasses(styles.board, monitored !== null && styles.under, monitored !== null && full && styles.away)}>
        <Hidden><h1>{t('board.title')}</h1>{t('board.keys')}</Hidden>
        <Glance running={running.filter((each) => !each.bot)} filters={filters} waitFor={waitFor} onFilters={setFilters} />
        <FilterBar
          filters={filters} queues={namesOf(running, (each) => each.queue)} agents={namesOf(running, (each) => each.agent)} shown={matching.length} all={running.length}
          paused={board.paused} held={isHeld} unsaved={own.unsaved} onFilters={setFilters} onSave={own.save} onPause={board.toggle}
        />
        <BoardChips filters={filters} conversations={running} onFilters={setFilters} />
        <PausedBar board={board} />
        <SaidBar said={supervision.said} onDismiss={() => supervision.say('')} />
        {rows.length > 0 && (
          <Board rows={rows} waitFor={waitFor} points={points} chosen={monitored} me={account.id} switches={switches} onHold={hold} onAct={act} onCopy={copy} />
        )}
        {more > 0 && <Text size={200}>{t('board.more', { count: more })}</Text>}
        {rows.length === 0 && <NoRows running={running.length} onClear={() => setFilters(everything)} />}
      </div>
      {supervision.dialog}
      {monitored !== null && (
        <MonitorPanel
          conversation={monitored} full={full} switches={switches} asked={asked} joining={joining === monitored} draft={drafts[monitored] ?? noDraft}
          onDraft={(draft) => write(monitored, () => draft)} onAsk={(which) => act(which, monitored)} onFull={toggleFull} onClose={close} onStuck={stuck}
        />
      )}
    </div>
  );
}

/** Since when the board stands still, and how much has changed meanwhile. */
function PausedBar({ board: { paused, pausedAt, changed } }: { board: BoardState }) {
  const t = useText();
  if (!paused || pausedAt === undefined) return null;
  return (
    <MessageBar intent="warning">
      <MessageBarBody>
        {`${t('board.paused', { time: clock(pausedAt) })} ${changed > 0 ? t('board.paused_changes', { count: changed }) : ''}`}
      </MessageBarBody>
    </MessageBar>
  );
}

/** Why no conversation is listed: nothing runs, or nothing that runs fits the filters. */
function NoRows({ running, onClear }: { running: number; onClear: () => void }) {
  const t = useText();
  const styles = useStyles();
  const { role, queues } = useAccount();
  return (
    <div className={styles.blank}>
      {running > 0 ? (
        <EmptyState title={t('board.no_match')} text={t('board.no_match_text', { count: running })} action={<Button onClick={onClear}>{t('board.clear')}</Button>} />
      ) : (
        <EmptyState icon={<PeopleTeamRegular />} title={t('board.empty')} text={role === 'supervisor' && queues.length === 0 ? t('board.no_queue_text') : t('board.empty_text')} />
      )}
    </div>
  );
}
