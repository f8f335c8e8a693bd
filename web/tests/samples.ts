import type { Alert, Conversation, LevelName, Message } from '../src/api/model';
import { codeOf } from '../src/live/apply';

export function conversation(id: string, version: number, more: Partial<Conversation> = {}): Conversation {
  const level: LevelName = more.level ?? 'neutral';
  return {
    id, version, state: 'active', queue: { id: 'q1', name: 'billing' }, channel: 'live_chat', customer: { name: `Visitor ${id}` },
    agent: { id: 'u1', name: 'agent1' }, language: 'en', level, code: codeOf(level), pulse: 50, trend: 'steady', unanswered: 0, wait_seconds: 0,
    created_at: '2026-01-01T10:00:00.000Z', last_message_at: '2026-01-01T10:00:00.000Z', accepted_at: '2026-01-01T10:00:05.000Z', ...more,
  };
}

export function message(id: string, more: Partial<Message> = {}): Message {
  return { id, sender: 'customer', text: `words of ${id}`, created_at: `2026-01-01T10:00:${id.padStart(2, '0')}.000Z`, visibility: 'public', ...more };
}

export function scored(id: string, level: LevelName, pulse: number | null): Message {
  return message(id, {
    reading: { level, code: codeOf(level), pulse, zone: null, confidence: 0.9, mixed: null, language: 'en', profane: false },
  });
}

export function alert(id: string, key: string, more: Partial<Alert> = {}): Alert {
  return {
    id, audience: 'supervisor', conversation: key, level: 'negative', threshold: 'negative', state: 'open', created_at: '2026-01-01T10:01:00.000Z', ...more,
  };
}
