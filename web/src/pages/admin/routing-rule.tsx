import { Button, Dropdown, Field, Input, Option, Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRightRegular } from '@fluentui/react-icons/svg/arrow-right';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronUpRegular } from '@fluentui/react-icons/svg/chevron-up';
import type { Named } from '../../api/model';
import { languageName, listed, useText } from '../../text';
import { scoredLevels } from '../../ui/levels';
import { Mirrored } from '../../ui/mirrored';
import { languageCodes } from './language-codes';
import type { MoveProps } from './order';
import { MoveButtons } from './order';
import type { RuleDraft } from './routing-draft';
import { doesNothing, isWrongPriority } from './routing-draft';

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, rowGap: tokens.spacingVerticalXS, flexWrap: 'wrap' },
  number: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', minWidth: '20px', textAlign: 'end', alignSelf: 'flex-start' },
  main: { flexGrow: 1, flexBasis: '150px', minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  sentence: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, color: tokens.colorNeutralForeground2 },
  effect: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  arrow: { flexShrink: 0, marginTop: '2px', color: tokens.colorNeutralForeground3 },
  idle: { color: tokens.colorStatusDangerForeground1 },
  actions: { display: 'flex', flexShrink: 0, marginInlineStart: 'auto' },
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, marginTop: tokens.spacingVerticalM, paddingInlineStart: '32px', '@media (max-width: 640px)': { paddingInlineStart: 0 } },
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  title: { margin: 0, color: tokens.colorNeutralForeground2 },
  grid: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'start', '& .fui-Dropdown, & .fui-Input': { minWidth: 0, width: '100%' }, '& .fui-Input__input': { minWidth: 0 } },
  halves: { gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))' },
  list: { maxHeight: '320px' },
});

interface RuleProps extends Omit<MoveProps, 'name'> {
  rule: RuleDraft;
  number: number;
  queues: readonly Named[];
  isOpen: boolean;
  /** What is wrong: at which field, or at the whole rule where that is empty. */
  fault: { name: string; text: string } | null;
  onOpen: (open: boolean) => void;
  onChange: (by: Partial<RuleDraft>) => void;
}

/** One rule as a sentence, and as a form where it is open. */
export function RoutingRuleRow({ rule, number, queues, isOpen, fault, onOpen, onChange, ...move }: RuleProps) {
  const t = useText();
  const styles = useStyles();
  const name = rule.name.trim() || t('routing.new_rule');
  return (
    <>
      <div className={styles.row}>
        <Text className={styles.number} aria-hidden="true">{number}</Text>
        <div className={styles.main}>
          <Text weight="semibold">{name}</Text>
          <Sentence rule={rule} queues={queues} />
        </div>
        <div className={styles.actions}>
          <Button size="small" appearance="subtle" icon={isOpen ? <ChevronUpRegular /> : <ChevronDownRegular />} aria-expanded={isOpen} aria-label={t('routing.edit', { name })} onClick={() => onOpen(!isOpen)} />
          <MoveButtons name={name} {...move} />
        </div>
      </div>
      {isOpen && <RoutingRuleForm rule={rule} queues={queues} fault={fault} onChange={onChange} />}
    </>
  );
}

function useQueueName(queues: readonly Named[]) {
  const t = useText();
  return (id: string) => queues.find((each) => each.id === id)?.name ?? t('common.unknown');
}

function Sentence({ rule, queues }: { rule: RuleDraft; queues: readonly Named[] }) {
  const t = useText();
  const styles = useStyles();
  const queueName = useQueueName(queues);
  const when = [
    rule.level && t('manage.at_level', { level: t(`level.${rule.level}`) }), listed(rule.languages.map(languageName)), rule.channels.trim(), rule.hours && t(`routing.hours_${rule.hours}`),
  ].filter(Boolean);
  const then = [
    rule.queue && t('routing.to_queue', { name: queueName(rule.queue) }), rule.priority.trim() && t('routing.with_priority', { value: rule.priority.trim() }), rule.skill.trim() && t('routing.with_skill', { name: rule.skill.trim() }),
  ].filter(Boolean);
  return (
    <Text size={200} className={styles.sentence}>
      <span>{when.join(' · ') || t('routing.everything')}</span>
      <span className={mergeClasses(styles.effect, then.length === 0 && styles.idle)}><span className={styles.arrow}><Mirrored of={ArrowRightRegular} /></span>{then.join(' · ') || t('routing.nothing')}</span>
    </Text>
  );
}

function RoutingRuleForm({ rule, queues, fault, onChange }: Pick<RuleProps, 'rule' | 'queues' | 'fault' | 'onChange'>) {
  const t = useText();
  const styles = useStyles();
  const queueName = useQueueName(queues);
  const shown = (name: string) => (fault?.name === name ? { validationState: 'error' as const, validationMessage: fault.text } : {});
  const levelWord = (level: string) => (level ? t('manage.at_level', { level: t(`level.${level as 'negative'}`) }) : t('routing.any_level'));
  const hoursWord = (hours: RuleDraft['hours']) => t(`routing.hours_${hours || 'any'}`);
  const priority = isWrongPriority(rule) ? { validationState: 'error' as const, validationMessage: t('routing.priority_wrong') } : shown('priority');
  return (
    <div className={styles.form}>
      <Field label={t('admin.name')} required {...shown('name')}>
        <Input value={rule.name} maxLength={100} autoComplete="off" onChange={(_, data) => onChange({ name: data.value })} />
      </Field>
      <div className={styles.group} role="group" aria-label={t('routing.when')}>
        <Text as="h3" weight="semibold" className={styles.title}>{t('routing.when')}</Text>
        <div className={mergeClasses(styles.grid, styles.halves)}>
          <Field label={t('routing.level')} {...shown('level_at_most')}>
            <Dropdown value={levelWord(rule.level)} selectedOptions={[rule.level]} onOptionSelect={(_, data) => onChange({ level: data.optionValue as RuleDraft['level'] })}>
              {['', ...scoredLevels].map((level) => <Option key={level} value={level} text={levelWord(level)}>{levelWord(level)}</Option>)}
            </Dropdown>
          </Field>
          <Field label={t('routing.languages')} {...shown('languages')}>
            <Dropdown
              multiselect
              listbox={{ className: styles.list }}
              value={rule.languages.map(languageName).join(', ')}
              placeholder={t('routing.any_language')}
              selectedOptions={rule.languages}
              onOptionSelect={(_, data) => onChange({ languages: data.selectedOptions })}
            >
              {languageCodes(rule.languages).map((code) => <Option key={code} value={code} text={languageName(code)}>{`${languageName(code)} · ${code}`}</Option>)}
            </Dropdown>
          </Field>
          <Field label={t('routing.channels')} hint={t('routing.channels_hint')} {...shown('channels')}>
            <Input dir="ltr" value={rule.channels} placeholder={t('routing.any_channel')} onChange={(_, data) => onChange({ channels: data.value })} />
          </Field>
          <Field label={t('routing.hours')} {...shown('out_of_hours')}>
            <Dropdown value={hoursWord(rule.hours)} selectedOptions={[rule.hours]} onOptionSelect={(_, data) => onChange({ hours: data.optionValue as RuleDraft['hours'] })}>
              {(['', 'open', 'closed'] as const).map((hours) => <Option key={hours} value={hours} text={hoursWord(hours)}>{hoursWord(hours)}</Option>)}
            </Dropdown>
          </Field>
        </div>
      </div>
      <div className={styles.group} role="group" aria-label={t('routing.then')}>
        <Text as="h3" weight="semibold" className={styles.title}>{t('routing.then')}</Text>
        {fault?.name === '' && <Text size={200} role="alert" className={styles.idle}>{doesNothing(rule) ? t('routing.nothing') : fault.text}</Text>}
        <div className={styles.grid}>
          <Field label={t('routing.queue')} {...shown('queue')}>
            <Dropdown value={rule.queue ? queueName(rule.queue) : t('routing.queue_kept')} selectedOptions={[rule.queue]} onOptionSelect={(_, data) => onChange({ queue: data.optionValue ?? '' })}>
              {[{ id: '', name: t('routing.queue_kept') }, ...queues].map((each) => <Option key={each.id} value={each.id} text={each.name}>{each.name}</Option>)}
            </Dropdown>
          </Field>
          <Field label={t('routing.priority')} hint={t('routing.priority_hint')} {...priority}>
            <Input inputMode="numeric" value={rule.priority} placeholder={t('routing.priority_kept')} onChange={(_, data) => onChange({ priority: data.value })} />
          </Field>
          <Field label={t('routing.skill')} hint={t('routing.skill_hint')} {...shown('skill')}>
            <Input value={rule.skill} maxLength={100} placeholder={t('routing.skill_none')} onChange={(_, data) => onChange({ skill: data.value })} />
          </Field>
        </div>
      </div>
    </div>
  );
}
