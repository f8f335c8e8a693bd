import { Button, Field, Input, MessageBar, MessageBarBody, Radio, RadioGroup, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { Queue, QueueChange } from '../../api/admin';
import type { Colleague } from '../../api/model';
import { useText } from '../../text';
import { Card } from './parts';
import { Saved, useSaving } from './saving';
import { SkillsField } from './skills';
import type { SkillsDraft } from './skills-draft';
import { areSame, skillsOf } from './skills-draft';
import { useUnsaved } from './unsaved';

const useStyles = makeStyles({
  save: { display: 'flex', justifyContent: 'flex-end' },
  way: { display: 'flex', flexDirection: 'column' },
  number: { maxWidth: '120px' },
  muted: { color: tokens.colorNeutralForeground3 },
});

const ways = ['pick', 'push'] as const;

/** Whether this person could be offered a conversation that needs these skills. */
const fits = (person: Colleague, queue: Queue, skills: readonly string[]) =>
  person.role === 'agent' && !person.disabled && (person.queues ?? []).some((own) => own.id === queue.id) && skills.every((each) => person.skills?.includes(each));

/** How a queue's conversations come to agents, and what these must know. */
export function DistributionCard({ queue }: { queue: Queue }) {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const people = useQuery({ queryKey: ['users'], queryFn: admin.people });
  const [edited, setEdited] = useState<{ routing?: Queue['routing']; units?: string; skills?: SkillsDraft }>({});
  const routing = edited.routing ?? queue.routing;
  const units = edited.units ?? String(queue.units);
  const draft = edited.skills ?? { chosen: queue.skills, typed: '' };
  const skills = skillsOf(draft);
  const change: QueueChange = { ...(routing !== queue.routing && { routing }), ...(units !== String(queue.units) && { units: Number(units) }), ...(!areSame(skills, queue.skills) && { skills }) };
  const changed = Object.keys(change).length > 0;
  useUnsaved(changed);
  const saving = useSaving(async (next: QueueChange) => {
    queries.setQueryData(['queues', queue.id], await admin.changeQueue(queue.id, next));
    setEdited({});
    await queries.invalidateQueries({ queryKey: ['queues'] });
  });
  const nobodyFits = routing === 'push' && people.data !== undefined && !people.data.some((each) => fits(each, queue, skills));
  return (
    <Card title={t('manage.distribution')}>
      <Field label={t('manage.distribution_way')}>
        <RadioGroup value={routing} onChange={(_, data) => setEdited({ ...edited, routing: data.value as Queue['routing'] })}>
          {ways.map((way) => (
            <Radio
              key={way}
              value={way}
              label={<span className={styles.way}>{t(`manage.way_${way}`)}<Text size={200} className={styles.muted}>{t(`manage.way_${way}_text`)}</Text></span>}
            />
          ))}
        </RadioGroup>
      </Field>
      <Field label={t('manage.units')} hint={t('manage.units_hint')} {...(saving.fault?.field === 'units' && { validationState: 'error', validationMessage: saving.fault.text })}>
        <Input className={styles.number} type="number" min={1} max={1000} value={units} onChange={(_, data) => setEdited({ ...edited, units: data.value })} />
      </Field>
      <SkillsField
        label={t('manage.needed_skills')}
        hint={t('manage.needed_skills_hint')}
        draft={draft}
        wrong={saving.fault?.field === 'skills' ? saving.fault.text : undefined}
        onChange={(next) => setEdited({ ...edited, skills: next })}
      />
      {nobodyFits && (
        <MessageBar intent="warning" layout="multiline"><MessageBarBody>{skills.length > 0 ? t('manage.nobody_knows') : t('manage.nobody_there')}</MessageBarBody></MessageBar>
      )}
      <Saved saved={saving.saved && !changed} fault={saving.fault?.field === 'skills' || saving.fault?.field === 'units' ? null : saving.fault} />
      <div className={styles.save}>
        <Button appearance="primary" disabled={!changed} disabledFocusable={saving.busy} onClick={() => void saving.run(change)}>{t('manage.save_distribution')}</Button>
      </div>
    </Card>
  );
}
