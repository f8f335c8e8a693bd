import type { NewPerson, PersonChange } from '../../api/admin';
import type { Colleague, Role } from '../../api/model';
import type { SkillsDraft } from './skills-draft';
import { areSame, skillsOf } from './skills-draft';

/** A person as the dialog shows it. */
export interface PersonDraft {
  name: string;
  password: string;
  role: Role;
  queues: string[];
  /** Empty for that of the organisation. */
  capacity: string;
  skills: SkillsDraft;
}

export function personDraft(person?: Colleague): PersonDraft {
  return {
    name: person?.name ?? '', password: '', role: person?.role ?? 'agent', queues: person?.queues?.map((queue) => queue.id) ?? [],
    capacity: person?.capacity === undefined ? '' : String(person.capacity), skills: { chosen: person?.skills ?? [], typed: '' },
  };
}

export const isWrongCapacity = ({ capacity }: PersonDraft) => !/^\d*$/.test(capacity.trim());

const capacityOf = ({ capacity }: PersonDraft) => (capacity.trim() === '' ? null : Number(capacity.trim()));

export function newPerson(draft: PersonDraft): NewPerson {
  const { password, role, queues } = draft;
  const ofAgents = role === 'agent' ? { capacity: capacityOf(draft), skills: skillsOf(draft.skills) } : {};
  return { name: draft.name.trim(), password, role, queues, ...ofAgents };
}

/** Only what is different from the person as it was opened, so that nobody's other change is written over. */
export function personChange(draft: PersonDraft, person: Colleague): PersonChange {
  const before = personDraft(person);
  const change: PersonChange = {};
  if (draft.name.trim() !== before.name) change.name = draft.name.trim();
  if (draft.role !== before.role) change.role = draft.role;
  if (!areSame(draft.queues, before.queues)) change.queues = draft.queues;
  if (capacityOf(draft) !== capacityOf(before)) change.capacity = capacityOf(draft);
  if (!areSame(skillsOf(draft.skills), before.skills.chosen)) change.skills = skillsOf(draft.skills);
  return change;
}
