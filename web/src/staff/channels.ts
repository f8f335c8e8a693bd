import { useMemo } from 'react';
import { useLive } from '../live/store';
import { t } from '../text';

/** The channel of the visitor's chat page. */
export const liveChat = 'live_chat';

/** The channels that the page knows of: those of running conversations, and these. */
export function useChannels(present: readonly string[]): string[] {
  const conversations = useLive((state) => state.conversations);
  const known = present.join('\n');
  return useMemo(
    () => [...new Set([liveChat, ...Object.values(conversations).map((each) => each.channel), ...known.split('\n').filter(Boolean)])].sort(),
    [conversations, known]);
}

export function channelName(channel: string): string {
  return channel === liveChat ? t('card.live_chat') : channel;
}
