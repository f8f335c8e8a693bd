import { Drawer, DrawerBody, DrawerHeader, DrawerHeaderTitle, Button, MessageBar, MessageBarBody, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { ApiError } from '../../api/client';
import { useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import { Block } from '../../staff/block';
import { noDraft, useDrafts } from '../../staff/drafts';
import { HandOn } from '../../staff/hand-on';
import type { Load } from '../../staff/load';
import { loadsOf, noLoad } from '../../staff/load';
import { failureText } from '../../staff/words';
import { listed, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Hidden } from '../../ui/hidden';
import { useMedia, useNow } from '../../ui/now';
import { useTitle } from '../../ui/title';
import { CustomerCard } from './customer-card';
import type { Deeds } from './deeds';
import { useDeeds } from './deeds';
import type { Focus } from './focus';
import { useFocus } from './focus';
import { Focused } from './focused';
import { SessionList } from './session-list';
import { sessionsOf } from './sessions';

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

/** The agent's workspace. */
export function AgentPage() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const now = useNow(1000);
  const { conversations, transcripts, points, unread, attention, loaded, failed } = useLive();
  const focus = useFocus();
  const { focused, choose } = focus;
  const deeds = useDeeds(focus);
  const { drafts, write } = useDrafts(account.id);
  const narrow = useMedia('(max-width: 700px)');
  const cardHidden = useMedia('(max-width: 1100px)');
  const [cardOpen, setCardOpen] = useState(false);
  const load = useMemo(() => loadsOf(Object.values(conversations))[account.id] ?? noLoad, [conversations, account.id]);
  const sessions = useMemo(() => sessionsOf(Object.values(conversations), account.id), [conversations, account.id]);
  const urgent = sessions.mine.filter((each) => each.id in attention && each.id !== focused).length;
  useTitle(urgent > 0 ? `(!) ${t('agent.title')}` : t('agent.title'));
  if (!loaded) return failed ? <ErrorState title={t('failure.title')} text={t('failure.offline')} /> : <Loading label={t('common.loading')} />;
  const conversation = focused ? conversations[focused] : undefined;
  const card = conversation && <CustomerCard conversation={conversation} transcript={transcripts[conversation.id]} points={points[conversation.id]} now={now} />;
  return (
    <div className={mergeClasses(styles.page, !conversation && !narrow && styles.two)}>
      <Hidden><h1>{t('agent.title')}</h1></Hidden>
      {(!narrow || focused === null) && (
        <div className={styles.left} data-sessions>
          {narrow && <OverCapacity load={load} />}
          <SessionList
            {...sessions} me={account.id} handedOn={sessions.consulted.filter((each) => deeds.handedOn.has(each.id) && each.awaiting_acceptance === true)} load={load}
            focused={focused} unread={unread} urgent={attention} now={now} capacity={account.capacity} busy={deeds.busy}
            onChoose={choose} onAnswer={(key, answer) => void deeds.act(key, answer)}
          />
        </div>
      )}
      {(!narrow || focused !== null) && (
        <section className={styles.middle} aria-label={t('agent.conversation')} data-conversation-view>
          <OverCapacity load={load} />
          {conversation && (
            <Focused
              conversation={conversation} deeds={deeds} draft={drafts[conversation.id] ?? noDraft} narrow={narrow} cardHidden={cardHidden}
              onDraft={(draft) => write(conversation.id, () => draft)} onBack={() => choose(null)} onCard={() => setCardOpen(true)}
            />
          )}
          {focused && !conversation && <NotThere {...focus} />}
          {!focused && <Home waiting={sessions.open.length} urgent={urgent} />}
        </section>
      )}
      {!cardHidden && card && <div className={styles.right}>{card}</div>}
      <AskedDialog deeds={deeds} />
      <CardDrawer open={cardHidden && cardOpen && conversation !== undefined} onClose={() => setCardOpen(false)}>{card}</CardDrawer>
    </div>
  );
}

/** Who is set to Do not disturb because of more sessions than the capacity is told so. */
function OverCapacity({ load }: { load: Load }) {
  const t = useText();
  const styles = useStyles();
  const { presence, capacity } = useAccount();
  const over = presence === 'do_not_disturb' && capacity !== undefined && load.units > capacity;
  return (
    <div role="status" className={over ? styles.told : undefined}>
      {over && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t(load.units === load.sessions ? 'agent.over_capacity' : 'agent.over_capacity_units', { used: load.units, all: capacity, presence: t('presence.do_not_disturb') })}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}

/** The customer card where the page has no place beside the conversation. */
function CardDrawer({ open, onClose, children }: { open: boolean; onClose: () => void; children: ReactNode }) {
  const t = useText();
  const styles = useStyles();
  return (
    <Drawer type="overlay" position="end" open={open} onOpenChange={(_, data) => !data.open && onClose()}>
      <DrawerHeader>
        <DrawerHeaderTitle action={<Button appearance="subtle" icon={<DismissRegular />} aria-label={t('common.close')} onClick={onClose} />}>
          {t('agent.customer')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
    </Drawer>
  );
}

/** Why the conversation of the address is not shown: it is on its way, somebody else's, or it could not be fetched. */
function NotThere({ failure, choose, retry }: Pick<Focus, 'failure' | 'choose' | 'retry'>) {
  const t = useText();
  if (!failure) return <Loading label={t('common.loading')} />;
  const { cause } = failure;
  if (cause instanceof ApiError && (cause.status === 403 || cause.status === 404)) {
    return <EmptyState title={t('agent.gone')} text={t('agent.gone_text')} action={<Button onClick={() => choose(null)}>{t('agent.home')}</Button>} />;
  }
  return <ErrorState title={t('failure.title')} text={failureText(cause)} retry={t('common.retry')} onRetry={retry} />;
}

function AskedDialog({ deeds: { asked, answered } }: { deeds: Deeds }) {
  const conversation = useLive((state) => (asked ? state.conversations[asked.key] : undefined));
  if (!asked || !conversation) return null;
  const { key, way } = asked;
  const done = (words?: string) => answered(asked, words);
  if (way === 'block') return <Block key={`${way} ${key}`} conversation={conversation} onDone={done} />;
  return <HandOn key={`${way} ${key}`} conversation={conversation} way={way} onDone={done} />;
}

function Home({ waiting, urgent }: { waiting: number; urgent: number }) {
  const t = useText();
  const styles = useStyles();
  const { name, queues } = useAccount();
  const hint = queues.length === 0 ? t('agent.home_no_queue')
    : waiting === 0 && urgent === 0 ? `${t('agent.home_text')} ${t('agent.home_empty', { queues: listed(queues.map((queue) => queue.name)) })}` : t('agent.home_text');
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
