import { describe, expect, it } from 'vitest';
import type { Account } from '../src/api/model';
import { blockKinds, mayBlock } from '../src/staff/block';
import { conversation } from './samples';

const account = (role: Account['role'], queues: string[]): Account =>
  ({ id: 'me', name: 'me', role, presence: 'available', queues: queues.map((id) => ({ id, name: id })), must_change_password: false, password_change_enforced: false });
const others = conversation('a', 1, { queue: { id: 'billing', name: 'billing' }, agent: { id: 'agent1', name: 'agent1' } });
const own = { ...others, agent: { id: 'me', name: 'me' } };

describe('who may block the customer', () => {
  it('is the agent who has the conversation, and no other', () => {
    expect(mayBlock(own, account('agent', ['billing']))).toBe(true);
    expect(mayBlock(others, account('agent', ['billing']))).toBe(false);
  });

  it('is a supervisor of its queue, or one who has it', () => {
    expect(mayBlock(others, account('supervisor', ['billing']))).toBe(true);
    expect(mayBlock(others, account('supervisor', ['support']))).toBe(false);
    expect(mayBlock(own, account('supervisor', []))).toBe(true);
  });

  it('is every administrator', () => expect(mayBlock(others, account('administrator', []))).toBe(true));
});

describe('how the customer can be blocked', () => {
  it('is by the address only where the page cannot know that the server has none', () => {
    expect(blockKinds(others)).toEqual(['conversation', 'address']);
    expect(blockKinds({ ...others, customer: { id: 'c-7' } })).toEqual(['conversation', 'customer']);
    expect(blockKinds({ ...others, channel: 'email' })).toEqual(['conversation']);
  });
});
