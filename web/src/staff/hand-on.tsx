import {
  Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, PresenceBadge,
  Radio, RadioGroup, SearchBox, Tab, TabList, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { api } from '../api/client';
import type { Colleague, Conversation, Named } from '../api/model';
import { takeOver, useLive } from '../live/store';
import { useText } from '../text';
import { EmptyState, ErrorState, Loading } from '../ui/empty-state';
import { steadyOrder } from '../ui/steady-order';
import { useAccount } from './account';
import { Refusal, useDeed } from './deed';
import { beyondWords, exceededWords, loadWords, loadsOf, noLoad } from './load';
import { presenceBadges } from './presence';
import { failureText, titleOf } from './words';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  list: { maxHeight: '280px', overflowY: 'auto', border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium },
  choice: { width: '100%', '& label': { flexGrow: 1, minWidth: 0 } },
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  name: { flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  muted: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
});

export type Way = 'assign' | 'transfer' | 'consult';

/** More names than this get a search box. */
const searchedFrom = 9;

/** Who of the queue may get it, those who are available first. */
export function candidates(members: readonly Colleague[], conversation: Conversation, without: string | null): Colleague[] {
  const rank = (each: Colleague) => ['available', 'busy', 'do_not_disturb', 'away', 'offline'].indexOf(each.presence ?? 'offline');
  return members
    .filter((each) => !each.disabled && each.role !== 'administrator' && each.id !== conversation.agent?.id && each.id !== without)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Agents hear no change of their colleagues' presences, nor of queues that are not theirs, so an open list asks this often. */
const askedAgainMilliseconds = 10000;

/** Who is in a queue, and there now, for as long as somebody looks. */
export const membersOf = (queue: string) => queryOptions({
  queryKey: ['members', queue], queryFn: () => api.members(queue), staleTime: 0, gcTime: 0, refetchInterval: askedAgainMilliseconds,
});

/** What is with each agent, as far as the reader can see it. */
function useLoads() {
  const conversations = useLive((state) => state.conversations);
  return useMemo(() => loadsOf(Object.values(conversations)), [conversations]);
}

/** Who may get it, as far as is known now; asked for while agents are to be chosen. */
function useColleagues(conversation: Conversation, way: Way, on: boolean) {
  const account = useAccount();
  const members = useQuery({ ...membersOf(conversation.queue.id), enabled: on });
  const without = way === 'assign' || account.role !== 'agent' ? null : account.id;
  return { members, people: members.data && candidates(members.data, conversation, without) };
}

/** Every queue the reader knows but the present one; asked for while one is to be chosen. */
function useOtherQueues(conversation: Conversation, on: boolean) {
  const queues = useQuery({ queryKey: ['queues'], queryFn: api.queues, refetchInterval: askedAgainMilliseconds, enabled: on });
  const others = queues.data?.filter((each) => each.id !== conversation.queue.id).sort((a, b) => a.name.localeCompare(b.name));
  return { queues, others };
}

const gone = (each: Colleague) => each.presence === 'away' || (each.presence ?? 'offline') === 'offline';

/** Why a colleague can no longer be taken as chosen: not among the people any more, or gone since; who was away already was chosen knowingly. */
export function lostOf(chosen: Colleague, people: readonly Colleague[]): 'left' | 'went' | null {
  const now = people.find((each) => each.id === chosen.id);
  if (!now) return 'left';
  return gone(now) && !gone(chosen) ? 'went' : null;
}

interface HandOnProps {
  conversation: Conversation;
  way: Way;
  onDone: (said?: string) => void;
}

/** Gives a conversation to an agent or another queue, or asks a colleague: who is chosen here, and a refusal is told here. */
export function HandOn({ conversation, way, onDone }: HandOnProps) {
  const t = useText();
  const styles = useStyles();
  const [kind, setKind] = useState<'agent' | 'queue'>('agent');
  const [agent, setAgent] = useState<Colleague | null>(null);
  const [queue, setQueue] = useState<Named | null>(null);
  const colleagues = useColleagues(conversation, way, kind === 'agent');
  const { people } = colleagues;
  const elsewhere = useOtherQueues(conversation, kind === 'queue');
  const lost = agent && people ? lostOf(agent, people) : null;
  const place = elsewhere.others?.find((each) => each.id === queue?.id) ?? null;
  const chosen = kind === 'queue' ? place : people && !lost ? agent : null;
  const { busy, fault, act } = useDeed();
  const title = titleOf(conversation);
  const go = async () => {
    if (!chosen) return;
    await act(async () => {
      const answer = way === 'consult'
        ? await api.consult(conversation.id, chosen.id)
        : await api.handOn(conversation.id, way, kind === 'agent' ? { agent: chosen.id } : { queue: chosen.id });
      takeOver(answer);
      const load = loadsOf(Object.values(useLive.getState().conversations))[chosen.id] ?? noLoad;
      const exceeded = kind === 'agent' ? exceededWords(answer.exceeded_units ?? 0, load, chosen.name) : '';
      const outcome = way === 'consult' ? t('hand_on.asked', { title, name: chosen.name })
        : kind === 'queue' ? t('hand_on.queued', { title, name: chosen.name }) : t('hand_on.offered', { title, name: chosen.name });
      onDone(exceeded ? `${outcome} ${exceeded}` : outcome);
    });
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t(`hand_on.${way}_title`, { title })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t(`hand_on.${way}_text`)}</Text>
            {way !== 'consult' && (
              <TabList size="small" selectedValue={kind} onTabSelect={(_, data) => { setKind(data.value as 'agent' | 'queue'); setAgent(null); setQueue(null); }}>
                <Tab value="agent">{t('hand_on.to_agent')}</Tab>
                <Tab value="queue">{t('hand_on.to_queue')}</Tab>
              </TabList>
            )}
            {kind === 'agent' ? (
              <Agents colleagues={colleagues} conversation={conversation} chosen={agent} lost={lost} onChoose={setAgent} />
            ) : (
              <Queues elsewhere={elsewhere} chosen={place} onChoose={setQueue} />
            )}
            <Refusal fault={fault} />
          </DialogContent>
          <DialogActions>
            <Button onClick={() => onDone()}>{t('common.cancel')}</Button>
            <Button appearance="primary" disabled={!chosen} disabledFocusable={busy} onClick={() => void go()}>{t(`hand_on.${way}`)}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

/** In the order of the first list, so that nobody moves under the pointer when a presence changes. */
function useFirstOrder(sorted: Colleague[]): Colleague[] {
  const [first] = useState(() => sorted.map((each) => each.id));
  return steadyOrder(sorted.map((each) => each.id), first)
    .map((key) => sorted.find((each) => each.id === key))
    .filter((each): each is Colleague => each !== undefined);
}

interface ChoiceProps {
  conversation: Conversation;
  chosen: Colleague | null;
  /** Why the chosen one counts no more. */
  lost: ReturnType<typeof lostOf>;
  onChoose: (chosen: Colleague) => void;
}

function Agents({ colleagues: { members, people }, ...choice }: ChoiceProps & { colleagues: ReturnType<typeof useColleagues> }) {
  const t = useText();
  if (people) return <AgentList key={choice.conversation.queue.id} sorted={people} {...choice} />;
  if (members.isError) return <ErrorState compact title={t('failure.title')} text={failureText(members.error)} retry={t('common.retry')} onRetry={() => void members.refetch()} />;
  return <Loading label={t('common.loading')} />;
}

function AgentList({ conversation, sorted, chosen, lost, onChoose }: ChoiceProps & { sorted: Colleague[] }) {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const loads = useLoads();
  const [words, setWords] = useState('');
  const people = useFirstOrder(sorted);
  const shown = people.filter((each) => each.name.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()));
  const capacityOf = (each: Colleague) => (account.role === 'agent' ? undefined : (each.capacity ?? account.capacity));
  const now = people.find((each) => each.id === chosen?.id);
  const picked = lost ? undefined : now;
  const beyond = picked ? beyondWords(loads[picked.id] ?? noLoad, conversation, capacityOf(picked), picked.name) : '';
  if (people.length === 0) return <EmptyState compact title={t('hand_on.nobody', { queue: conversation.queue.name })} text={t('hand_on.nobody_text')} />;
  return (
    <>
      {people.length >= searchedFrom && <SearchBox aria-label={t('hand_on.find')} placeholder={t('hand_on.find')} value={words} onChange={(_, data) => setWords(data.value)} />}
      <Field label={t('hand_on.agents', { queue: conversation.queue.name })}>
        <RadioGroup className={styles.list} value={picked?.id ?? ''} onChange={(_, data) => onChoose(people.find((each) => each.id === data.value)!)}>
          {shown.map((each) => (
            <Radio
              key={each.id}
              value={each.id}
              className={styles.choice}
              label={
                <span className={styles.line}>
                  <bdi className={styles.name} title={each.name}>{each.name}</bdi>
                  {capacityOf(each) !== undefined && <Text size={200} className={styles.muted}>{loadWords(loads[each.id] ?? noLoad, capacityOf(each))}</Text>}
                  <PresenceBadge status={presenceBadges[each.presence ?? 'offline']} size="small" aria-hidden="true" />
                  <Text size={200} className={styles.muted}>{t(`presence.${each.presence ?? 'offline'}`)}</Text>
                </span>
              }
            />
          ))}
        </RadioGroup>
      </Field>
      <Text size={200} role="status">
        {chosen && lost ? t(`hand_on.${lost}`, { name: chosen.name, queue: conversation.queue.name, presence: t(`presence.${now?.presence ?? 'offline'}`) })
          : beyond ? beyond
          : picked && picked.presence !== 'available' ? t('hand_on.away', { name: picked.name, presence: t(`presence.${picked.presence ?? 'offline'}`) }) : ''}
      </Text>
    </>
  );
}

function Queues({ elsewhere: { queues, others }, chosen, onChoose }: { elsewhere: ReturnType<typeof useOtherQueues>; chosen: Named | null; onChoose: (chosen: Named) => void }) {
  const t = useText();
  const styles = useStyles();
  if (!others && queues.isError) return <ErrorState compact title={t('failure.title')} text={failureText(queues.error)} retry={t('common.retry')} onRetry={() => void queues.refetch()} />;
  if (!others) return <Loading label={t('common.loading')} />;
  if (others.length === 0) return <EmptyState compact title={t('hand_on.no_queue')} text={t('hand_on.no_queue_text')} />;
  return (
    <Field label={t('hand_on.queues')}>
      <RadioGroup className={styles.list} value={chosen?.id ?? ''} onChange={(_, data) => onChoose(others.find((each) => each.id === data.value)!)}>
        {others.map((each) => <Radio key={each.id} value={each.id} className={styles.choice} label={<bdi>{each.name}</bdi>} />)}
      </RadioGroup>
    </Field>
  );
}
