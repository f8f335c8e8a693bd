import type { PresenceBadgeStatus } from '@fluentui/react-components';
import type { Presence } from '../api/model';

export const presences: readonly Presence[] = ['available', 'busy', 'do_not_disturb', 'away', 'offline'];

export const presenceBadges: Record<Presence, PresenceBadgeStatus> = {
  available: 'available', busy: 'busy', do_not_disturb: 'do-not-disturb', away: 'away', offline: 'offline',
};
