import { Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle, Button, MessageBar, MessageBarBody, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAddress } from '../../ui/address';
import { ApiError, api } from '../../api/client';
import type { Conversation } from '../../api/model';
import { dismissHere, focusOn, openConversation, takeOver, useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import { Block } from '../../staff/block';
import { failureText } from '../../staff/words';
import { listed, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Hidden } from '../../ui/hidden';
import { useMedia, useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { noDraft, useDrafts } from '../../staff/drafts';
import { useOpened } from '../../staff/deed';
import { HandOn } from '../../staff/hand-on';
import { loadsOf, noLoad } from '../../staff/load';
import type { Way } from '../../staff/hand-on';
import { ConversationView } from './conversation';
import type { AgentAct } from './conversation';
import { CustomerCard } from './customer-card';
import { SessionList } from './session-list';
import { needsAccept, sessionsOf } from './sessions';
import { useFocusAfter } from './focus-after';
import { outboxes } from '../../staff/outboxes';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, display: 'grid', gridTemplateColumns: '260px minmax(0, 1fr) 320px', '@media (max-width: 1100px)': { gridTemplateColumns: '260px minmax(0, 1fr)' }, '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' } },
  two: { gridTemplateColumns: '260px minmax(0, 1fr)' },
  left: { minHeight: 0, borderInlineEndWidth: tokens.strokeWidthThin, borderInlineEndStyle: 'solid', borderInlineEndColor: tokens.colorNeutralStroke2 },
  middle: { minHeight: 0, minWidth: 0, display: 'flex', flexDirection: 'column', backgroundColor: tokens.colorNeutralBackground1 },
  right: { minHeight: 0, borderInlineStartWidth: tokens.strokeWidthThin, borderInlineStartStyle: 'solid', borderInlineStartColor: tokens.colorNeutralStroke2 },
  body: { padding: 0 },
  told: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  summary: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, alignItems: 'center', marginTop: tokens.spacingVerticalM },
  urgent: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, color: tokens.colorStatusDangerForeground1 },
});

/** The conversation in the address is the one in focus. */
function useFocus() {
  const [search, setSearch] = useAddress();
  const focused = search.get('conversation');
  const loaded = useLive((state) => state.loaded);
  const [failure, setFailure] = useState<{ key: string; cause: unknown } | null>(null);
  const held = useLive((state) => (focused ? state.transcripts[focused] !== undefined : true));
  useEffect(() => {
    focusOn(focused);
    return () => focusOn(null);
  }, [focused]);
  const open = useCallback((key: string) => {
    openConversation(key).catch((cause: unknown) => setFailure({ key, cause }));
  }, []);
  useEffect(() => {
    if (focused && loaded && !held) open(focused);
  }, [focused, loaded, held, open]);
  /** Counts what the reader wants to see; the latest wish counts, also one by Back or a link. */
  const wish = useRef(0);
  const shown = useRef(focused);
  useEffect(() => {
    if (focused === shown.current) return;
    shown.current = focused;
    wish.current += 1;
  }, [focused]);
  const show = (key: string | null) => {
    shown.current = key;
    setSearch((before) => {
      const next = new URLSearchParams(before);
      if (key === null) next.delete('conversation');
      else next.set('conversation', key);
      return next;
    });
  };
  const choose = (key: string | null) => {
    wish.current += 1;
    show(key);
  };
  /** A wish that is fulfilled when an answer comes, unless there was another one since. */
  const intend = () => {
    wish.current += 1;
    const mine = wish.current;
    const holds = () => wish.current === mine;
    return { holds, show: (key: string | null) => { if (holds()) show(key); } };
  };
  const retry = () => {
    setFailure(null);
    if (focused) open(focused);
  };
  return { focused, choose, intend, retry, failure: failure?.key === focused ? failure : null };
}

/** The agent's workspace. */
export function AgentPage() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const now = useNow(1000);
  const { conversations, transcripts, points, unread, attention, loaded, failed } = useLive();
  const { focused, choose, intend, retry, failure } = useFocus();
  const narrow = useMedia('(max-width: 700px)');
  const cardHidden = useMedia('(max-width: 1100px)');
  const [cardOpen, setCardOpen] = useState(false);
  const { drafts, write } = useDrafts(account.id);
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [faults, setFaults] = useState<Record<string, string>>({});
  const { opened: asked, open: ask, close: answered } = useOpened<{ key: string; way: Way | 'block' }>();
  /** Handed on in this page: their customers are still answered here until the next agent, who is named, accepts. */
  const [handedOn, setHandedOn] = useState<ReadonlyMap<string, string>>(new Map());
  const [said, setSaid] = useState({ key: '', words: '' });
  const alerted = useAlertHere(focused);
  const load = useMemo(() => loadsOf(Object.values(conversations))[account.id] ?? noLoad, [conversations, account.id]);
  const { mine, consulted, open } = useMemo(() => sessionsOf(Object.values(conversations), account.id), [conversations, account.id]);
  const urgent = mine.filter((each) => each.id in attention && each.id !== focused).length;
  useTitle(urgent > 0 ? `(!) ${t('agent.title')}` : t('agent.title'));

  const after = useFocusAfter(focused);
  const forgetHanded = (key: string) => setHandedOn((before) => new Map([...before].filter(([each]) => each !== key)));
  const act = async (key: string, action: AgentAct) => {
    after.opened();
    const wanted = intend();
    if (action === 'consult' || action === 'transfer' || action === 'block') {
      ask({ key, way: action });
      return;
    }
    setBusy((before) => new Set([...before, key]));
    setFaults((before) => ({ ...before, [key]: '' }));
    setSaid({ key, words: '' });
    forgetHanded(key);
    try {
      const raising = action === 'raise_hand' || action === 'lower_hand';
      takeOver(raising ? await api.raiseHand(key, action === 'raise_hand') : await api.act(key, action));
      if (action === 'accept') wanted.show(key);
      if (key === focused && (action === 'close' || action === 'reject' || action === 'leave')) wanted.show(null);
      if (wanted.holds()) after.done(action);
    } catch (cause) {
      setFaults((before) => ({ ...before, [key]: t('agent.action_failed', { reason: failureText(cause) }) }));
      if (action === 'accept' || action === 'reject') wanted.show(key);
    } finally {
      setBusy((before) => new Set([...before].filter((each) => each !== key)));
    }
  };

  const conversation = focused ? conversations[focused] : undefined;
  const handedTo = focused ? handedOn.get(focused) : undefined;
  /** The colleague rejected it, or let the time pass. */
  const returned = handedTo !== undefined && conversation?.agent?.id === account.id && !needsAccept(conversation, account.id);
  const overCapacity = account.presence === 'do_not_disturb' && account.capacity !== undefined && load.units > account.capacity;
  const capacityTold = (
    <div role="status" className={overCapacity ? styles.told : undefined}>
      {overCapacity && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t(load.units === load.sessions ? 'agent.over_capacity' : 'agent.over_capacity_units', { used: load.units, all: account.capacity!, presence: t('presence.do_not_disturb') })}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
  const showList = !narrow || focused === null;
  const showMiddle = !narrow || focused !== null;
  if (!loaded) return failed ? <ErrorState title={t('failure.title')} text={t('failure.offline')} /> : <Loading label={t('common.loading')} />;
  return (
    <div className={mergeClasses(styles.page, !conversation && !narrow && styles.two)}>
      <Hidden><h1>{t('agent.title')}</h1></Hidden>
      {showList && (
        <div className={styles.left} data-sessions>
          {!showMiddle && capacityTold}
          <SessionList
            me={account.id} mine={mine} consulted={consulted} handedOn={consulted.filter((each) => handedOn.has(each.id) && each.awaiting_acceptance === true)} load={load} open={open} focused={focused} unread={unread} urgent={attention} now={now} capacity={account.capacity} busy={busy}
            onChoose={choose} onAnswer={(key, answer) => void act(key, answer)}
          />
        </div>
      )}
      {showMiddle && (
        <section className={styles.middle} aria-label={t('agent.conversation')} data-conversation-view>
          {capacityTold}
          {conversation && focused && (
            <ConversationView
              conversation={conversation}
              transcript={transcripts[focused]}
              points={points[focused]}
              me={account}
              narrow={narrow}
              cardHidden={cardHidden}
              busy={busy.has(focused)}
              fault={faults[focused] ?? ''}
              alert={alerted.alert}
              said={returned ? t('agent.came_back', { name: handedTo }) : said.key === focused ? said.words : ''}
              handedOn={handedOn.has(focused)}
              draft={drafts[focused] ?? noDraft}
              onDraft={(draft) => write(focused, () => draft)}
              onSend={(draft) => {
                outboxes.send(focused, draft.text, draft.note);
                write(focused, () => ({ text: '', note: draft.note }));
                if (returned) forgetHanded(focused);
              }}
              onAct={(action) => void act(focused, action)}
              onBack={() => choose(null)}
              onCard={() => setCardOpen(true)}
              onDismiss={alerted.dismiss}
            />
          )}
          {focused && !conversation && (failure ? <NotOpened cause={failure.cause} onHome={() => choose(null)} onRetry={retry} /> : <Loading label={t('common.loading')} />)}
          {!focused && <Home name={account.name} queues={account.queues.map((queue) => queue.name)} waiting={open.length} urgent={urgent} />}
        </section>
      )}
      {!cardHidden && conversation && (
        <div className={styles.right}>
          <CustomerCard conversation={conversation} transcript={transcripts[conversation.id]} points={points[conversation.id]} now={now} />
        </div>
      )}
      {asked && conversations[asked.key] && (
        <AskedDialog
          key={`${asked.way} ${asked.key}`}
          conversation={conversations[asked.key]!}
          way={asked.way}
          onDone={(words) => {
            if (words && asked.way === 'transfer') {
              const to = useLive.getState().conversations[asked.key]?.agent?.name;
              if (to) setHandedOn((before) => new Map([...before, [asked.key, to]]));
            }
            if (words || asked.way !== 'block') setSaid({ key: asked.key, words: words ?? '' });
            if (answered(asked)) after.closed();
          }}
        />
      )}
      <Drawer type="overlay" position="end" open={cardHidden && cardOpen && conversation !== undefined} onOpenChange={(_, data) => setCardOpen(data.open)}>
        <DrawerHeader>
          <DrawerHeaderTitle action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('common.close')} onClick={() => setCardOpen(false)} />}>
            {t('agent.customer')}
          </DrawerHeaderTitle>
        </DrawerHeader>
        <DrawerBody className={styles.body}>
          {conversation && <CustomerCard conversation={conversation} transcript={transcripts[conversation.id]} points={points[conversation.id]} now={now} />}
        </DrawerBody>
      </Drawer>
    </div>
  );
}

/** Why the conversation of the address is not shown: it is somebody else's, or it could not be fetched. */
function NotOpened({ cause, onHome, onRetry }: { cause: unknown; onHome: () => void; onRetry: () => void }) {
  const t = useText();
  if (cause instanceof ApiError && (cause.status === 403 || cause.status === 404)) {
    return <EmptyState title={t('agent.gone')} text={t('agent.gone_text')} action={<Button onClick={onHome}>{t('agent.home')}</Button>} />;
  }
  return <ErrorState title={t('failure.title')} text={failureText(cause)} retry={t('common.retry')} onRetry={onRetry} />;
}

function AskedDialog({ conversation, way, onDone }: { conversation: Conversation; way: Way | 'block'; onDone: (words?: string) => void }) {
  if (way === 'block') return <Block conversation={conversation} onDone={onDone} />;
  return <HandOn conversation={conversation} way={way} onDone={onDone} />;
}

function Home({ name, queues, waiting, urgent }: { name: string; queues: string[]; waiting: number; urgent: number }) {
  const t = useText();
  const styles = useStyles();
  const hint = queues.length === 0 ? t('agent.home_no_queue')
    : waiting === 0 && urgent === 0 ? `${t('agent.home_text')} ${t('agent.home_empty', { queues: listed(queues) })}` : t('agent.home_text');
  return (
    <EmptyState
      icon={<HomeRegular />}
      title={t('agent.home_title', { name })}
      text={hint}
      action={
        <div className={styles.summary}>
          {urgent > 0 && <Text className={styles.urgent}><ErrorCircleRegular aria-hidden="true" />{t('agent.home_attention', { count: urgent })}</Text>}
          {waiting > 0 && <Text>{t('agent.home_waiting', { count: waiting })}</Text>}
        </div>
      }
    />
  );
}

/** An alert about the conversation in focus shows inside it until it is dismissed or the level recovers. */
function useAlertHere(focused: string | null) {
  const alert = useLive((state) => (focused ? state.here[focused] : undefined));
  const dismiss = () => {
    if (focused) dismissHere(focused);
  };
  return { alert, dismiss };
}
