import {
  Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Dropdown, Field, Option,
  Radio, RadioGroup, Text, Textarea, makeStyles, tokens,
} from '@fluentui/react-components';
import type { FormEvent } from 'react';
import { useRef, useState } from 'react';
import type { Account, Conversation } from '../api/model';
import type { BlockKind } from '../api/records';
import { records } from '../api/records';
import { useText } from '../text';
import { Refusal, useDeed } from './deed';
import { titleOf } from './words';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  kind: { display: 'flex', flexDirection: 'column', paddingBottom: tokens.spacingVerticalXXS },
  muted: { color: tokens.colorNeutralForeground3 },
  length: { minWidth: '180px', maxWidth: '240px' },
});

const day = 24 * 60 * 60 * 1000;
const lengths = { always: null, day, week: 7 * day, month: 30 * day } as const;
type Length = keyof typeof lengths;

/** When a block of this length ends; nothing for one that stays until it is lifted. */
function endOf(length: Length): { until?: string } {
  const milliseconds = lengths[length];
  return milliseconds === null ? {} : { until: new Date(Date.now() + milliseconds).toISOString() };
}

/** The agent who has it, the supervisors of its queue and administrators keep its customer out. */
export function mayBlock(conversation: Conversation, account: Account): boolean {
  if (account.role === 'administrator' || conversation.agent?.id === account.id) return true;
  return account.role === 'supervisor' && account.queues.some((queue) => queue.id === conversation.queue.id);
}

/** Ways to block this customer. Only a channel key tells a customer's id or names another channel, and what comes by one has no address of its customer. */
export function blockKinds({ channel, customer }: Conversation): BlockKind[] {
  if (customer.id) return ['conversation', 'customer'];
  return channel === 'live_chat' ? ['conversation', 'address'] : ['conversation'];
}

interface BlockProps {
  conversation: Conversation;
  onDone: (said?: string) => void;
}

/** Asks whom to keep out, for how long and why, and says what each choice does; a refusal is told here. */
export function Block({ conversation, onDone }: BlockProps) {
  const t = useText();
  const styles = useStyles();
  const reasonBox = useRef<HTMLTextAreaElement>(null);
  const [kind, setKind] = useState<BlockKind>('conversation');
  const [length, setLength] = useState<Length>('always');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const { busy, fault, act } = useDeed();
  const title = titleOf(conversation);
  const kinds = blockKinds(conversation);
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') {
      setMissing(true);
      reasonBox.current?.focus();
      return;
    }
    void act(async () => {
      await records.block({ kind, conversation: conversation.id, reason: reason.trim(), ...endOf(length) });
      onDone(t(`block.done_${kind}`, { title }));
    });
  };
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <form noValidate onSubmit={go}>
          <DialogBody>
            <DialogTitle>{t('block.title', { title })}</DialogTitle>
            <DialogContent className={styles.content}>
              <Field label={t('block.kind')}>
                <RadioGroup value={kind} onChange={(_, data) => setKind(data.value as BlockKind)}>
                  {kinds.map((each) => (
                    <Radio
                      key={each}
                      value={each}
                      label={<span className={styles.kind}>{t(`block.${each}`)}<Text size={200} className={styles.muted}>{t(`block.${each}_text`, { title })}</Text></span>}
                    />
                  ))}
                </RadioGroup>
              </Field>
              <Field label={t('block.until')}>
                <Dropdown className={styles.length} value={t(`block.${length}`)} selectedOptions={[length]} onOptionSelect={(_, data) => setLength(data.optionValue as Length)}>
                  {(Object.keys(lengths) as Length[]).map((each) => <Option key={each} value={each}>{t(`block.${each}`)}</Option>)}
                </Dropdown>
              </Field>
              <Field label={t('block.reason')} hint={t('block.reason_hint')} required validationMessage={missing ? t('block.reason_missing') : undefined}>
                <Textarea
                  textarea={{ ref: reasonBox, dir: 'auto' }} maxLength={500} rows={2} value={reason}
                  onChange={(_, data) => { setReason(data.value); setMissing(false); }}
                />
              </Field>
              <Text size={200} className={styles.muted}>{t('block.effect')}</Text>
              <Refusal fault={fault} />
            </DialogContent>
            <DialogActions>
              <Button onClick={() => onDone()}>{t('common.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>{t('block.go')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
