import { Button, Input, Label, Text, ToggleButton, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useId } from 'react';
import { admin } from '../../api/admin';
import { useText } from '../../text';
import { isComposing } from '../../ui/composing';
import type { SkillsDraft } from './skills-draft';
import { added, skillsIn } from './skills-draft';

const useStyles = makeStyles({
  group: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS },
  skills: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS, maxHeight: '140px', overflowY: 'auto', padding: tokens.spacingVerticalXXS },
  skill: { minWidth: 'auto', maxWidth: '100%', overflowWrap: 'anywhere' },
  line: { display: 'flex', columnGap: tokens.spacingHorizontalS },
  input: { flexGrow: 1, minWidth: 0 },
  muted: { color: tokens.colorNeutralForeground3 },
  wrong: { color: tokens.colorStatusDangerForeground1 },
});

interface SkillsProps {
  label: string;
  hint: string;
  draft: SkillsDraft;
  /** What is wrong with them. */
  wrong?: string;
  onChange: (draft: SkillsDraft) => void;
}

/** The skills that are known, each switched on or off, and the way to a new one. */
export function SkillsField({ label, hint, draft, wrong, onChange }: SkillsProps) {
  const t = useText();
  const styles = useStyles();
  const id = useId();
  const people = useQuery({ queryKey: ['users'], queryFn: admin.people });
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  const rules = useQuery({ queryKey: ['settings', 'routing'], queryFn: admin.routing });
  const known = skillsIn(people.data ?? [], queues.data ?? [], rules.data);
  const shown = [...known, ...draft.chosen.filter((each) => !known.includes(each))];
  const toggle = (skill: string) => {
    const { chosen } = draft;
    onChange({ ...draft, chosen: chosen.includes(skill) ? chosen.filter((each) => each !== skill) : [...chosen, skill] });
  };
  const add = () => onChange({ chosen: added(draft, known), typed: '' });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent) || draft.typed.trim() === '') return;
    event.preventDefault();
    add();
  };
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <Label id={id}>{label}</Label>
      {shown.length > 0 && (
        <div className={styles.skills}>
          {shown.map((each) => <ToggleButton key={each} size="small" shape="circular" className={styles.skill} appearance={draft.chosen.includes(each) ? 'primary' : 'secondary'} checked={draft.chosen.includes(each)} onClick={() => toggle(each)}>{each}</ToggleButton>)}
        </div>
      )}
      <div className={styles.line}>
        <Input
          className={styles.input} value={draft.typed} maxLength={100} autoComplete="off" aria-label={t('manage.new_skill')} placeholder={t('manage.new_skill')} input={{ dir: 'auto' }}
          onChange={(_, data) => onChange({ ...draft, typed: data.value })} onKeyDown={onKeyDown}
        />
        <Button disabled={draft.typed.trim() === ''} onClick={add}>{t('manage.add_skill')}</Button>
      </div>
      {wrong && <Text size={200} role="alert" className={styles.wrong}>{wrong}</Text>}
      <Text size={200} className={styles.muted}>{hint}</Text>
    </div>
  );
}
