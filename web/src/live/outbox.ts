/** Messages written but not yet known to be stored; pure, so that a reload can bring it back. */
export interface Outgoing {
  client_id: string;
  text: string;
  internal?: boolean;
  status: 'sending' | 'waiting' | 'failed' | 'stored';
  /** Why it is not sent, as an HTTP status; 0 for no answer. */
  reason?: number;
  attempts: number;
  written_at: string;
  /** The message's id, once the server has stored it. */
  id?: string;
}

/** The most messages kept unsent in one conversation. */
export const outboxLimit = 50;
const longestPause = 30;

export function add(box: readonly Outgoing[], text: string, clientId: string, now: Date, internal = false): Outgoing[] {
  if (box.length >= outboxLimit) return [...box];
  return [...box, { client_id: clientId, text, status: 'sending', attempts: 0, written_at: now.toISOString(), ...(internal ? { internal } : {}) }];
}

/** The message to send next: the oldest one waiting, so that the order of writing is kept. */
export function nextToSend(box: readonly Outgoing[]): Outgoing | undefined {
  return box.find((each) => each.status === 'sending' || each.status === 'waiting');
}

function change(box: readonly Outgoing[], clientId: string, by: (each: Outgoing) => Outgoing): Outgoing[] {
  return box.map((each) => (each.client_id === clientId ? by(each) : each));
}

export function stored(box: readonly Outgoing[], clientId: string, id: string): Outgoing[] {
  return change(box, clientId, (each) => ({ ...each, status: 'stored', id, reason: undefined }));
}

/** No answer, too many, or a busy server: the message waits and is tried again. Anything else is final. */
export function isTemporary(status: number): boolean {
  return status === 0 || status === 408 || status === 429 || status >= 500;
}

export function refused(box: readonly Outgoing[], clientId: string, status: number): Outgoing[] {
  return change(box, clientId, (each) => ({
    ...each, status: isTemporary(status) ? 'waiting' : 'failed', reason: status, attempts: each.attempts + 1,
  }));
}

export function sendAgain(box: readonly Outgoing[], clientId: string): Outgoing[] {
  return change(box, clientId, (each) => ({ ...each, status: 'sending', reason: undefined }));
}

export function discard(box: readonly Outgoing[], clientId: string): Outgoing[] {
  return box.filter((each) => each.client_id !== clientId);
}

/** Seconds until the next try: what the server asked for, else growing pauses. */
export function pauseBefore(attempts: number, retryAfter?: number): number {
  return retryAfter !== undefined && retryAfter > 0 ? Math.min(300, retryAfter) : Math.min(longestPause, 2 ** Math.max(0, attempts - 1));
}

/** Leaves out what the conversation already shows. */
export function unconfirmed(box: readonly Outgoing[], messages: readonly { id: string; client_id?: string | null }[]): Outgoing[] {
  const ids = new Set(messages.map((message) => message.id));
  const clientIds = new Set(messages.map((message) => message.client_id).filter(Boolean));
  return box.filter((each) => !clientIds.has(each.client_id) && !(each.id && ids.has(each.id)));
}

/** A random identifier; crypto.randomUUID is missing on pages that came over plain http from another host. */
export function newClientId(source: Pick<Crypto, 'getRandomValues'> & { randomUUID?: () => string } = crypto): string {
  if (typeof source.randomUUID === 'function') return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
