import type { Message } from '../../api/model';

/** The size of the window that the level is computed from. */
export const windowSize = 6;

export interface Share {
  message: Message;
  /** The part of the level that this message makes, 0…1. */
  weight: number;
}

/** The latest scored customer messages with their share of the level, newest first; weights are 1…n from the oldest. */
export function windowOf(messages: readonly Message[]): Share[] {
  const scored = messages
    .filter((message) => message.sender === 'customer' && message.reading && message.reading.pulse !== null && message.reading.enters_window !== false)
    .slice(-windowSize);
  const sum = (scored.length * (scored.length + 1)) / 2;
  return scored.map((message, index) => ({ message, weight: (index + 1) / sum })).reverse();
}
