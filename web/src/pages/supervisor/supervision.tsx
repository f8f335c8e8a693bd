import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { api } from '../../api/client';
import type { Conversation } from '../../api/model';
import { takeOver } from '../../live/store';
import { Block } from '../../staff/block';
import { Confirm } from '../../staff/confirm';
import { useOpened } from '../../staff/deed';
import { HandOn } from '../../staff/hand-on';
import { titleOf } from '../../staff/words';
import { useText } from '../../text';
import type { Choice } from './acts';

/** The administrator's switches; the pages hide what is off, and the server refuses it. */
export function useSwitches() {
  return useQuery({ queryKey: ['settings', 'supervisor'], queryFn: api.supervisorActions, retry: false }).data;
}

type Asked = Extract<Choice, 'take_over' | 'assign' | 'transfer' | 'force_close' | 'block'>;
const asking: readonly Choice[] = ['take_over', 'assign', 'transfer', 'force_close', 'block'];

/** Puts the focus on the conversation's row, where the menu, the panel or the dialog was opened from. */
export function focusRow(key: string): void {
  document.querySelector<HTMLElement>(`tr[data-conversation="${CSS.escape(key)}"]`)?.focus();
}

/** What the last action led to; `again` tries once more what did not work. */
export interface Said {
  words: string;
  again?: () => void;
}

export type Say = (words: string, again?: () => void) => void;

/** Does something that no dialog stands for; what did not work is told, and can be tried again. */
export function attempt(deed: () => Promise<void>, say: Say, wordsOf: (cause: unknown) => string): void {
  say('');
  deed().catch((cause: unknown) => say(wordsOf(cause), () => attempt(deed, say, wordsOf)));
}

/** Tells it over the board until it is put away. */
export function SaidBar({ said, onDismiss }: { said: Said; onDismiss: () => void }) {
  const t = useText();
  if (!said.words) return null;
  return (
    <div role={said.again ? 'alert' : 'status'}>
      <MessageBar intent={said.again ? 'error' : 'info'} layout="multiline">
        <MessageBarBody>{said.words}</MessageBarBody>
        <MessageBarActions containerAction={<Button appearance="transparent" icon={<DismissRegular />} aria-label={t('agent.dismiss')} onClick={onDismiss} />}>
          {said.again && <Button onClick={said.again}>{t('common.retry')}</Button>}
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}

export type Supervision = ReturnType<typeof useSupervision>;

/** Actions that ask first: which dialog stands open, for which conversation, and what the last one led to. */
export function useSupervision(conversations: Record<string, Conversation>) {
  const opener = useRef<Element | null>(null);
  const { opened: open, open: setOpen, close } = useOpened<{ act: Asked; key: string }>();
  const [said, setSaid] = useState<Said>({ words: '' });
  const say = useCallback<Say>((words, again) => setSaid({ words, again }), []);
  const ask = useCallback((act: Choice, key: string): boolean => {
    if (!asking.includes(act)) return false;
    say('');
    opener.current = document.activeElement;
    setOpen({ act: act as Asked, key });
    return true;
  }, [setOpen, say]);
  const conversation = open ? conversations[open.key] : undefined;
  const done = (words?: string) => {
    const key = open?.key;
    if (words) say(words);
    if (!close(open)) return;
    requestAnimationFrame(() => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected && opener.current !== document.body) opener.current.focus();
      else if (key) focusRow(key);
    });
  };
  const dialog = open && conversation ? <AskedDialog key={`${open.act} ${open.key}`} act={open.act} conversation={conversation} onDone={done} /> : null;
  return { ask, dialog, said, say };
}

function AskedDialog({ act, conversation, onDone }: { act: Asked; conversation: Conversation; onDone: (said?: string) => void }) {
  const t = useText();
  const title = titleOf(conversation);
  if (act === 'assign' || act === 'transfer') return <HandOn conversation={conversation} way={act} onDone={onDone} />;
  if (act === 'block') return <Block conversation={conversation} onDone={onDone} />;
  const run = async () => takeOver(await api.act(conversation.id, act));
  if (act === 'take_over') {
    return (
      <Confirm
        title={t('supervise.take_over_title', { title })}
        text={conversation.agent ? t('supervise.take_over_text', { agent: conversation.agent.name }) : t('supervise.take_over_open_text')}
        proceed={t('supervise.take_over')}
        run={run}
        onDone={onDone}
      />
    );
  }
  return <Confirm title={t('board.force_close_title', { title })} text={t('board.force_close_text')} proceed={t('board.proceed')} run={run} onDone={onDone} />;
}
