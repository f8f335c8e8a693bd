import { describe, expect, it } from 'vitest';
import { beyondWords, loadWords, loadsOf, noLoad } from '../src/staff/load';
import { conversation } from './samples';

const twice = loadsOf([conversation('1', 1, { units: 1 }), conversation('2', 1, { units: 1 }), conversation('3', 1, { state: 'wrap_up', units: 1 })])['u1']!;
const heavy = loadsOf([conversation('1', 1, { units: 3 }), conversation('2', 1, { units: 3, awaiting_acceptance: true })])['u1']!;

describe('what an agent has', () => {
  it('counts as the server counts it: the units of what is active, also before it is accepted', () => {
    expect(twice).toEqual({ sessions: 2, units: 2 });
    expect(heavy).toEqual({ sessions: 2, units: 6 });
    expect(loadsOf([conversation('1', 1, { state: 'open', agent: null })])).toEqual({});
  });

  it('is told in sessions where each takes one unit, else in units', () => {
    expect(loadWords(twice, 5)).toBe('2 of 5 sessions');
    expect(loadWords(heavy, 5)).toBe('6 of 5 units');
    expect(loadWords(heavy, undefined)).toBe('2 sessions');
  });

  it('says by how much one more goes beyond the capacity', () => {
    expect(beyondWords(twice, conversation('4', 1), 3, 'agent1')).toBe('');
    expect(beyondWords(twice, conversation('4', 1), 2, 'agent1')).toBe('That is 1 session more than agent1 is meant to hold.');
    expect(beyondWords(noLoad, conversation('4', 1, { units: 3 }), 2, 'agent1')).toBe('That is 1 unit more than agent1 is meant to hold.');
    expect(beyondWords(noLoad, conversation('4', 1, { units: 3 }), undefined, 'agent1')).toBe('');
  });
});
