import type { Conversation } from '../../api/model';
import { useLive } from '../../live/store';
import { useAccount } from '../../staff/account';
import type { Draft } from '../../staff/composer';
import { outboxes } from '../../staff/outboxes';
import { useText } from '../../text';
import { ConversationView } from './conversation';
import type { Deeds } from './deeds';
import { useAlertHere } from './focus';
import { needsAccept } from './sessions';

interface FocusedProps {
  conversation: Conversation;
  deeds: Deeds;
  draft: Draft;
  narrow: boolean;
  cardHidden: boolean;
  onDraft: (draft: Draft) => void;
  onBack: () => void;
  onCard: () => void;
}

/** The conversation in focus, with what this page knows of it. */
export function Focused({ conversation, deeds, draft, onDraft, ...place }: FocusedProps) {
  const t = useText();
  const account = useAccount();
  const key = conversation.id;
  const transcript = useLive((state) => state.transcripts[key]);
  const points = useLive((state) => state.points[key]);
  const alerted = useAlertHere(key);
  const { busy, faults, said, handedOn, forget, act } = deeds;
  const handedTo = handedOn.get(key);
  /** The colleague rejected it, or let the time pass. */
  const returned = handedTo !== undefined && conversation.agent?.id === account.id && !needsAccept(conversation, account.id);
  const send = ({ text, note }: Draft) => {
    outboxes.send(key, text, note);
    onDraft({ text: '', note });
    if (returned) forget(key);
  };
  return (
    <ConversationView
      {...place}
      conversation={conversation}
      transcript={transcript}
      points={points}
      me={account}
      busy={busy.has(key)}
      fault={faults[key] ?? ''}
      alert={alerted.alert}
      said={returned ? t('agent.came_back', { name: handedTo }) : said.key === key ? said.words : ''}
      handedOn={handedOn.has(key)}
      draft={draft}
      onDraft={onDraft}
      onSend={send}
      onAct={(action) => void act(key, action)}
      onDismiss={alerted.dismiss}
    />
  );
}
