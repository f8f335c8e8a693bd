import { Badge, Button, Text, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router';
import { admin } from '../../api/admin';
import type { Rule } from '../../api/admin';
import { Confirm } from '../../staff/confirm';
import { failureText } from '../../staff/words';
import { number, useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Facts } from '../../ui/facts';
import { useTitle } from '../../ui/title';
import { PageHead, Rows } from './parts';
import { dropNames, numberNames } from './rule-draft';

const useStyles = makeStyles({ link: { color: tokens.colorBrandForegroundLink, fontWeight: tokens.fontWeightSemibold }, muted: { color: tokens.colorNeutralForeground3 } });

/** Alert rules of the organisation's own, beside the two thresholds. */
export function AdminRules() {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState<Rule | null>(null);
  const rules = useQuery({ queryKey: ['rules'], queryFn: admin.rules });
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  useTitle(t('manage.rules'));
  const scope = (rule: Rule) => [
    rule.scope?.queue ? (queues.data?.find((each) => each.id === rule.scope?.queue)?.name ?? t('common.unknown')) : t('board.all_queues'), rule.scope?.channel, rule.scope?.skill,
  ];
  const isDrop = (rule: Rule) => rule.level == null && rule.pulse == null;
  const fires = (rule: Rule) => (
    isDrop(rule) ? t('manage.at_drop', { levels: t('manage.levels', { count: rule.drop_levels ?? 0 }), messages: t('manage.messages', { count: rule.within_messages ?? 0 }) })
      : rule.level ? t('manage.at_level', { level: t(`level.${rule.level}`) }) : t('manage.at_pulse', { pulse: number(rule.pulse ?? 0, 0) })
  );
  const limits = (rule: Rule): string[] => numberNames.filter((name) => rule[name] != null && rule[name] !== 0 && !(isDrop(rule) && dropNames.includes(name))).map((name): string => t(`manage.rule_${name}`)).concat(rule.quiet_hours ? [t('manage.quiet_hours')] : []);
  return (
    <>
      <PageHead title={t('manage.rules')} text={t('manage.rules_text')}>
        <Button appearance="primary" icon={<AddRegular />} onClick={() => void navigate('/admin/rules/new')}>{t('manage.add_rule')}</Button>
      </PageHead>
      {rules.isPending && <Loading label={t('common.loading')} />}
      {rules.isError && <ErrorState title={t('failure.title')} text={failureText(rules.error)} retry={t('common.retry')} onRetry={() => void rules.refetch()} />}
      {rules.data && (
        <Rows
          label={t('manage.rules')}
          columns={[t('admin.name'), t('manage.threshold'), t('manage.told'), t('manage.where'), t('admin.status')]}
          secondary={[2, 3]}
          actions={t('board.actions')}
          empty={<EmptyState compact title={t('manage.no_rule')} text={t('manage.no_rule_text')} />}
          rows={rules.data.map((rule) => ({
            key: rule.id,
            cells: [
              <RouterLink key="name" to={`/admin/rules/${rule.id}`} className={styles.link}><bdi>{rule.name}</bdi></RouterLink>,
              <span key="threshold">
                {fires(rule)}
                {limits(rule).length > 0 && <Text block size={200} className={styles.muted}>{limits(rule).join(', ')}</Text>}
              </span>,
              t(`manage.audience_${rule.audience ?? 'supervisor'}`), <Facts key="where" of={scope(rule)} />,
              <Badge key="on" appearance="tint" color={rule.enabled ? 'success' : 'informative'}>{rule.enabled ? t('admin.on') : t('admin.off')}</Badge>,
              <Button key="delete" size="small" appearance="subtle" aria-label={t('manage.delete_named', { name: rule.name })} onClick={() => setDeleting(rule)}>{t('manage.delete')}</Button>,
            ],
          }))}
        />
      )}
      {deleting && (
        <Confirm
          title={t('manage.delete_rule_title', { name: deleting.name })}
          text={t('manage.delete_rule_text')}
          proceed={t('manage.delete')}
          run={async () => { await admin.deleteRule(deleting.id); await queries.invalidateQueries({ queryKey: ['rules'] }); }}
          onDone={() => setDeleting(null)}
        />
      )}
    </>
  );
}
