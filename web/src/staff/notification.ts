import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api/client';
import type { LevelName, NotificationTemplate } from '../api/model';
import type { Pop } from '../live/apply';
import { t } from '../text';
import { titleOf } from './words';

/** What the organisation has not changed, and what stands until its template has come. */
const standard: NotificationTemplate = {
  title: t('alert.title'), show_timeout: true, countdown_seconds: 120, accept_label: t('alert.monitor'), reject_label: t('alert.ignore'),
  reject_visible: true, desktop_notification: 'never', fields: [], placeholders: [], version: 0,
};
const freshMilliseconds = 60_000;

/** How a notification is to look; `loaded` is false until the organisation's template has come. */
export function useNotificationTemplate(): { template: NotificationTemplate; loaded: boolean } {
  const query = useQuery({ queryKey: ['settings', 'notification'], queryFn: api.notificationTemplate, staleTime: freshMilliseconds });
  return { template: query.data ?? standard, loaded: !query.isPending };
}

/** The level that the conversation of an alert now has; the one that raised it while no other is known. */
export function levelNow({ alert, conversation }: Pop): LevelName {
  return conversation?.level && conversation.level !== 'none' ? conversation.level : alert.level;
}

/** What an alert puts in for each placeholder, as its conversation now is. */
export function valuesOf(pop: Pop): Record<string, string | null | undefined> {
  const { alert, conversation } = pop;
  const threshold = alert.threshold as typeof alert.level;
  return {
    customerName: alert.customer?.name ?? titleOf(conversation),
    customerRecordId: conversation?.customer.id,
    agentName: (conversation ? conversation.agent : alert.agent)?.name ?? t('alert.no_agent'),
    queueId: (conversation?.queue ?? alert.queue)?.id,
    queueName: (conversation?.queue ?? alert.queue)?.name,
    conversationId: alert.conversation,
    level: t(`level.${levelNow(pop)}`),
    threshold: t(`level.${threshold}`),
    visitorLanguage: conversation?.language,
    channel: conversation?.channel,
    subject: conversation?.subject,
    caseTitle: conversation?.subject,
  };
}

/** A text of the template with what the alert says; what it does not know is a dash. */
export function filled(text: string, values: Record<string, string | null | undefined>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? values[name] || '–' : whole));
}

function canAsk(): boolean {
  return !refuses && 'Notification' in window && window.Notification.permission === 'default';
}

/** Whether the person could be asked for the browser's notifications: the template wants them and nobody has answered yet. */
export function wantsPermission(template: NotificationTemplate): boolean {
  return template.desktop_notification !== 'never' && canAsk();
}

const told = new Set<string>();
/** This browser has notifications in name alone, as Chrome on Android: it throws at each, and is not asked again in this tab. */
let refuses = false;

/** The browser's notification; none where it does not let the page show one. */
export function desktopNotification(title: string, options: NotificationOptions): Notification | undefined {
  if (refuses || !('Notification' in window) || window.Notification.permission !== 'granted') return undefined;
  try {
    return new window.Notification(title, options);
  } catch {
    refuses = true;
    return undefined;
  }
}

/** Shows the browser's notification beside the page's, once for each alert, where template and browser let it. */
export function useDesktopNotification(pop: Pop, template: NotificationTemplate, loaded: boolean, open: () => void): void {
  const { id } = pop.alert;
  const [inFront] = useState(() => document.visibilityState === 'visible'); // when the alert came, however late the template
  useEffect(() => {
    const { desktop_notification: wanted } = template;
    if (!loaded || told.has(id)) return;
    told.add(id);
    if (wanted === 'never' || (wanted === 'in_background' && inFront)) return;
    const values = valuesOf(pop);
    const shown = desktopNotification(filled(template.title, values), { body: filled('{customerName}: {level}', values), tag: id });
    if (shown) shown.onclick = () => { window.focus(); shown.close(); open(); };
  });
}
