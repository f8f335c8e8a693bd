import { Link } from '@fluentui/react-components';
import type { Outgoing } from '../live/outbox';
import { unconfirmed } from '../live/outbox';
import { useLive } from '../live/store';
import { useText } from '../text';
import type { TranscriptItem } from '../ui/transcript';
import { pendingItems } from './messages';
import { outboxes, useBoxes } from './outboxes';

function Foot({ conversation, each, reason }: { conversation: string; each: Outgoing; reason: string }) {
  const t = useText();
  if (each.status === 'stored') return null;
  if (each.status === 'sending') return <>{t('agent.sending')}</>;
  return (
    <span role="status">
      {`${t('agent.unsent', { reason })} `}
      <Link as="button" onClick={() => outboxes.again(conversation, each.client_id)}>{t('agent.send_again')}</Link>
      {' · '}
      <Link as="button" onClick={() => outboxes.discard(conversation, each.client_id)}>{t('agent.discard')}</Link>
    </span>
  );
}

/** What the reader wrote in this conversation and the server has not yet confirmed, as lines of the transcript. */
export function useUnsent(conversation: string): TranscriptItem[] {
  const t = useText();
  const { boxes, reasons } = useBoxes();
  const messages = useLive((state) => state.transcripts[conversation]?.messages);
  return pendingItems(unconfirmed(boxes[conversation] ?? [], messages ?? []), (each) => (
    <Foot conversation={conversation} each={each} reason={reasons[each.client_id] ?? t('failure.offline')} />
  ));
}
