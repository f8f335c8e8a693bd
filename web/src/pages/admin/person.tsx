import { Dropdown, Field, Input, Option } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import type { Colleague, Role } from '../../api/model';
import { FormDialog, fieldFault } from '../../staff/form';
import { usePasswordLength } from '../../staff/set-up';
import { useText } from '../../text';
import { CheckGroup } from './parts';
import type { PersonDraft } from './person-draft';
import { isWrongCapacity, personDraft } from './person-draft';
import { SkillsField } from './skills';

const roles: readonly Role[] = ['agent', 'supervisor', 'administrator'];
const fields = ['name', 'password', 'role', 'queues', 'capacity', 'skills'] as const;

/** A new account with its first password, or what is told of one that exists. */
export function PersonDialog({ person, onSave, onDone }: { person?: Colleague; onSave: (draft: PersonDraft) => Promise<void>; onDone: () => void }) {
  const t = useText();
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  const [draft, setDraft] = useState(() => personDraft(person));
  const set = (by: Partial<PersonDraft>) => setDraft((before) => ({ ...before, ...by }));
  const { hint, isShort } = usePasswordLength();
  const wrongCapacity = isWrongCapacity(draft);
  return (
    <FormDialog
      title={person ? t('manage.edit_title', { name: person.name }) : t('manage.add_person')}
      submit={person ? t('admin.save') : t('manage.add')}
      fields={fields}
      ready={draft.name.trim() !== '' && (person !== undefined || !isShort(draft.password)) && !wrongCapacity}
      run={() => onSave(draft)}
      onDone={onDone}
    >
      {(fault) => (
        <>
          <Field label={t('admin.name')} required {...fieldFault(fault, 'name')}>
            <Input value={draft.name} autoComplete="off" maxLength={100} onChange={(_, data) => set({ name: data.value })} />
          </Field>
          {!person && (
            <Field label={t('manage.password')} required hint={hint} {...fieldFault(fault, 'password')}>
              <Input type="password" autoComplete="new-password" value={draft.password} onChange={(_, data) => set({ password: data.value })} />
            </Field>
          )}
          <Field label={t('admin.role')} hint={t(`manage.role_${draft.role}`)} {...fieldFault(fault, 'role')}>
            <Dropdown value={t(`role.${draft.role}`)} selectedOptions={[draft.role]} onOptionSelect={(_, data) => set({ role: data.optionValue as Role })}>
              {roles.map((role) => <Option key={role} value={role} text={t(`role.${role}`)}>{t(`role.${role}`)}</Option>)}
            </Dropdown>
          </Field>
          <CheckGroup
            label={t('admin.queues')}
            options={(queues.data ?? []).map((queue) => ({ key: queue.id, name: queue.name }))}
            chosen={draft.queues}
            wrong={fault?.field === 'queues' ? fault.text : undefined}
            onChange={(next) => set({ queues: next })}
          />
          {draft.role === 'agent' && (
            <>
              <Field label={t('manage.capacity')} hint={t('manage.capacity_hint')} {...(wrongCapacity ? { validationMessage: t('manage.no_number') } : fieldFault(fault, 'capacity'))}>
                <Input inputMode="numeric" value={draft.capacity} maxLength={4} autoComplete="off" placeholder={t('manage.capacity_inherited')} onChange={(_, data) => set({ capacity: data.value })} />
              </Field>
              <SkillsField
                label={t('manage.skills')}
                hint={t('manage.skills_hint')}
                draft={draft.skills}
                wrong={fault?.field === 'skills' ? fault.text : undefined}
                onChange={(skills) => set({ skills })}
              />
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}
