import { SSRProvider } from '@fluentui/react-components';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import type { Account, Conversation } from '../src/api/model';
import { ConversationView } from '../src/pages/agent/conversation';
import { PanelActions } from '../src/pages/supervisor/panel-head';
import { RequireAccount, accountKey } from '../src/staff/account';
import { noDraft } from '../src/staff/drafts';
import { t } from '../src/text';
import { conversation } from './samples';

const me: Account = { id: 'u1', name: 'agent1', role: 'supervisor', queues: [{ id: 'q1', name: 'billing' }], presence: 'available' } as Account;
const nothing = () => undefined;

function drawn(children: ReactNode): string {
  const queries = new QueryClient();
  queries.setQueryData(accountKey, me);
  return renderToStaticMarkup(
    <SSRProvider><QueryClientProvider client={queries}><MemoryRouter><RequireAccount>{children}</RequireAccount></MemoryRouter></QueryClientProvider></SSRProvider>,
  );
}

const ofAgent = (shown: Conversation) => drawn(
  <ConversationView
    conversation={shown} transcript={{ status: 'ready', messages: [] }} me={me} narrow={false} cardHidden={false} busy={false} fault="" said="" handedOn={false} draft={noDraft}
    onDraft={nothing} onSend={nothing} onAct={nothing} onBack={nothing} onCard={nothing} onDismiss={nothing}
  />,
);
const ofSupervisor = (shown: Conversation) => drawn(<PanelActions conversation={shown} me={me.id} standing="own" busy={false} onAct={nothing} onOwn={nothing} />);
const offers = (markup: string, word: string) => markup.includes(`>${word}</button>`);

describe.each([['the agent’s page', ofAgent], ['the supervisor’s panel', ofSupervisor]])('%s', (_, page) => {
  it.each([['active', true, false], ['waiting', false, true], ['closed', false, false]] as const)('offers for one’s own that is %s what the server allows', (state, ends, closes) => {
    const markup = page(conversation('1', 1, { state, channel: 'email' }));
    expect([offers(markup, t('agent.end')), offers(markup, t('agent.finish'))]).toEqual([ends, closes]);
  });

  it('ends nothing in wrap-up', () => {
    expect(offers(page(conversation('1', 1, { state: 'wrap_up' })), t('agent.end'))).toBe(false);
  });
});
