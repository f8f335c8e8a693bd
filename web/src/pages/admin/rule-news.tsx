import { Text } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { admin } from '../../api/admin';
import { useText } from '../../text';
import { hoursText } from './quiet-hours';
import type { Draft } from './rule-draft';
import { numberNames } from './rule-draft';

/** What somebody else has changed of a rule since it was opened here. */
export function News({ before, now }: { before: Draft; now: Draft }) {
  const t = useText();
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  const fires = (rule: Draft) => (rule.by === 'level' ? `${t('manage.level_or_lower')}: ${t(`level.${rule.level}`)}` : rule.by === 'pulse' ? `${t('manage.pulse_or_lower')}: ${rule.pulse}` : t('manage.by_drop'));
  const words = (rule: Draft): [string, string][] => [
    [t('admin.name'), rule.name],
    [t('manage.rule_enabled'), t(rule.enabled ? 'admin.on' : 'admin.off')],
    [t('manage.told'), t(`manage.audience_${rule.audience}`)],
    [t('insights.queue'), rule.queue === '' ? t('board.all_queues') : (queues.data?.find((each) => each.id === rule.queue)?.name ?? t('common.unknown'))],
    [t('insights.channel'), rule.channel || t('insights.all_channels')],
    [t('manage.rule_skill'), rule.skill || t('manage.any_agent')],
    [t('manage.threshold'), fires(rule)],
    ...numberNames.map((name): [string, string] => [t(`manage.rule_${name}`), rule.numbers[name] || t('admin.off')]),
    [t('manage.quiet_hours'), rule.quiet ? hoursText(rule) : t('admin.off')],
  ];
  const old = words(before);
  const changed = words(now).filter(([, value], index) => value !== old[index]![1]);
  if (changed.length === 0) return null;
  return <Text block>{t('manage.now_stored', { list: changed.map(([what, value]) => t('admin.change', { what, value })).join(', ') })}</Text>;
}
