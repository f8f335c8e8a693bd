import { Button, Input, Text, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { admin } from '../../api/admin';
import type { Named } from '../../api/model';
import type { Fault } from '../../staff/form';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { Hidden } from '../../ui/hidden';
import { useTitle } from '../../ui/title';
import { MoveButtons, freshKey, moved } from './order';
import { PageHead } from './parts';
import type { RuleDraft, SetDraft } from './routing-draft';
import { draftOf, isWrongPriority, newRule, newSet, placeOf, requestOf } from './routing-draft';
import { RoutingRuleRow } from './routing-rule';
import { RoutingTrialCard } from './routing-trial';
import { SaveBar, useWhole } from './whole';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL },
  set: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  head: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS, padding: tokens.spacingHorizontalL },
  name: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', '& .fui-Input, & .fui-Input__input': { minWidth: 0 } },
  buttons: { display: 'flex', flexShrink: 0, minHeight: '32px', alignItems: 'center' },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  rules: { listStyleType: 'none', margin: 0, padding: 0 },
  rule: { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}` },
  foot: { borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  empty: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
});

/** The rules that place conversations before somebody has them, and their dry run. */
export function AdminRouting() {
  const t = useText();
  const styles = useStyles();
  const page = useRef<HTMLDivElement>(null);
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  const whole = useWhole({ key: ['settings', 'routing'], load: admin.routing, draftOf, requestOf, save: (sets: SetDraft[], version) => admin.saveRouting(requestOf(sets), version) });
  const [tried, setTried] = useState<Fault | null>(null);
  const fault = whole.fault ?? tried;
  useTitle(t('routing.title'));
  useEffect(() => {
    if (fault) page.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [fault]);
  const { query, draft: sets } = whole;
  if (!sets) return query.isError ? <ErrorState title={t('failure.title')} text={failureText(query.error)} retry={t('common.retry')} onRetry={() => void query.refetch()} /> : <Loading label={t('common.loading')} />;
  const edit = (next: SetDraft[]) => {
    setTried(null);
    whole.edit(next);
  };
  const isWrong = sets.some((set) => set.rules.some(isWrongPriority));
  const shownAt = fault && placeOf(fault.field) ? [fault.field] : [];
  return (
    <div ref={page} className={styles.page}>
      <PageHead title={t('routing.title')} text={t('routing.text')}>
        <Button appearance={sets.length === 0 ? 'primary' : 'secondary'} icon={<AddRegular />} onClick={() => edit([...sets, newSet(freshKey())])}>{t('routing.add_set')}</Button>
      </PageHead>
      {sets.length === 0 && <div className={styles.empty}><EmptyState compact title={t('routing.none')} text={t('routing.none_text')} /></div>}
      {sets.map((set, index) => (
        <SetCard
          key={set.key}
          set={set}
          number={index + 1}
          count={sets.length}
          queues={queues.data ?? []}
          fault={fault}
          onChange={(next) => edit(sets.map((each, at) => (at === index ? next : each)))}
          onMove={(step) => edit(moved(sets, index, step))}
          onRemove={() => edit(sets.filter((_, at) => at !== index))}
        />
      ))}
      <RoutingTrialCard rulesets={whole.changed ? requestOf(sets) : null} ready={!isWrong} onFault={setTried} />
      <SaveBar whole={whole} wrong={isWrong} fields={shownAt} />
    </div>
  );
}

const withKey = (keys: readonly string[], key: string, inside: boolean) => [...keys.filter((each) => each !== key), ...(inside ? [key] : [])];

interface SetProps {
  set: SetDraft;
  number: number;
  count: number;
  queues: readonly Named[];
  fault: Fault | null;
  onChange: (set: SetDraft) => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

/** One set with its rules in order. */
function SetCard({ set, number, count, queues, fault, onChange, onMove, onRemove }: SetProps) {
  const t = useText();
  const styles = useStyles();
  const [opened, setOpened] = useState<readonly string[]>(() => set.rules.filter((rule) => rule.name === '').map((rule) => rule.key));
  const [told, setTold] = useState('');
  const place = fault ? placeOf(fault.field) : null;
  const own = place && place.set === number - 1 ? place : null;
  const wrong = own && own.rule === undefined ? fault?.text : undefined;
  const title = set.name.trim() || t('routing.set', { number });
  const last = set.rules.length;
  const put = (rules: RuleDraft[]) => onChange({ ...set, rules });
  const add = () => {
    const rule = newRule(freshKey());
    setOpened([...opened, rule.key]);
    put([...set.rules, rule]);
  };
  const move = (index: number, step: -1 | 1) => {
    setTold(t('routing.at', { name: set.rules[index]?.name ?? '', number: index + 1 + step, count: last }));
    put(moved(set.rules, index, step));
  };
  return (
    <section className={styles.set} aria-label={title}>
      <div className={styles.head}>
        <div className={styles.name}>
          <Input value={set.name} maxLength={100} autoComplete="off" placeholder={t('routing.set', { number })} aria-label={t('routing.set_name', { number })} aria-invalid={wrong !== undefined} onChange={(_, data) => onChange({ ...set, name: data.value })} />
          {wrong && <Text size={200} role="alert" className={styles.wrong}>{wrong}</Text>}
        </div>
        <div className={styles.buttons}><MoveButtons name={title} isFirst={number === 1} isLast={number === count} onMove={onMove} onRemove={onRemove} /></div>
      </div>
      <ol className={styles.rules} role="list">
        {set.rules.map((rule, index) => {
          const at = own?.rule === index ? own : null;
          return (
            <li key={rule.key} className={styles.rule}>
              <RoutingRuleRow
                rule={rule}
                number={index + 1}
                queues={queues}
                isOpen={at !== null || opened.includes(rule.key)}
                fault={at && fault ? { name: at.name, text: fault.text } : null}
                isFirst={index === 0}
                isLast={index + 1 === last}
                onOpen={(open) => setOpened(withKey(opened, rule.key, open))}
                onChange={(by) => {
                  setOpened(withKey(opened, rule.key, true));
                  put(set.rules.map((each, at) => (at === index ? { ...each, ...by } : each)));
                }}
                onMove={(step) => move(index, step)}
                onRemove={() => put(set.rules.filter((_, at) => at !== index))}
              />
            </li>
          );
        })}
      </ol>
      <div className={styles.foot}>
        <Button size="small" appearance="subtle" icon={<AddRegular />} aria-label={t('routing.add_rule_to', { name: title })} onClick={add}>{t('routing.add_rule')}</Button>
      </div>
      <Hidden live>{told}</Hidden>
    </section>
  );
}
