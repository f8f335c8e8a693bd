import { describe, expect, it } from 'vitest';
import type { Colleague } from '../src/api/model';
import { isWrongCapacity, newPerson, personChange, personDraft } from '../src/pages/admin/person-draft';
import { added, skillsIn, skillsOf } from '../src/pages/admin/skills-draft';

const agent: Colleague = { id: 'a', name: 'agent1', role: 'agent', queues: [{ id: 'q', name: 'billing' }], skills: ['Spanish', 'Returns'], capacity: 3 };

describe('what is saved of a person', () => {
  it('is nothing while nothing is changed, in whatever order', () => {
    expect(personChange(personDraft(agent), agent)).toEqual({});
    expect(personChange({ ...personDraft(agent), name: ' agent1 ', skills: { chosen: ['Returns', 'Spanish'], typed: '' } }, agent)).toEqual({});
  });

  it('is only what is different', () => {
    const draft = personDraft(agent);
    expect(personChange({ ...draft, capacity: '' }, agent)).toEqual({ capacity: null });
    expect(personChange({ ...draft, capacity: '0' }, agent)).toEqual({ capacity: 0 });
    expect(personChange({ ...draft, skills: { chosen: ['Spanish'], typed: ' Invoices ' } }, agent)).toEqual({ skills: ['Spanish', 'Invoices'] });
    expect(personChange({ ...draft, role: 'supervisor', queues: [] }, agent)).toEqual({ role: 'supervisor', queues: [] });
  });

  it('of a new one has capacity and skills for agents alone', () => {
    const draft = { ...personDraft(), name: 'agent2', password: 'secret', capacity: '5', skills: { chosen: [], typed: 'Returns' } };
    expect(newPerson(draft)).toEqual({ name: 'agent2', password: 'secret', role: 'agent', queues: [], capacity: 5, skills: ['Returns'] });
    expect(newPerson({ ...draft, role: 'supervisor' })).toEqual({ name: 'agent2', password: 'secret', role: 'supervisor', queues: [] });
  });

  it('never holds a capacity that is no number', () => {
    for (const capacity of ['many', '-1', '1.5']) expect(isWrongCapacity({ ...personDraft(), capacity })).toBe(true);
    for (const capacity of ['', ' 7 ']) expect(isWrongCapacity({ ...personDraft(), capacity })).toBe(false);
  });
});

describe('skills', () => {
  it('that are typed take the spelling that is known, and none stands twice', () => {
    expect(added({ chosen: [], typed: ' returns' }, ['Returns'])).toEqual(['Returns']);
    expect(skillsOf({ chosen: ['Returns'], typed: 'returns' })).toEqual(['Returns']);
  });

  it('are those of people, queues and rules', () => {
    const queue = { id: 'q', name: 'billing', created_at: '', routing: 'push' as const, units: 1, skills: ['Invoices'] };
    const rules = { version: 1, rulesets: [{ name: 's', rules: [{ name: 'r', if: {}, then: { skill: 'Calm' } }, { name: 'p', if: {}, then: {} }] }] };
    expect(skillsIn([agent], [queue], rules)).toEqual(['Calm', 'Invoices', 'Returns', 'Spanish']);
  });
});
