import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { admin } from '../../api/admin';
import type { Rule } from '../../api/admin';
import { ApiError } from '../../api/client';
import type { Fault } from '../../staff/form';
import { faultOf, fieldFault } from '../../staff/form';
import { useText } from '../../text';
import type { Draft, NumberName } from './rule-draft';
import { draftOf, dropNames, requestOf, wrongNumbers } from './rule-draft';
import { useUnsaved } from './unsaved';

export type RuleEdits = ReturnType<typeof useRuleEdits>;

/** The edits of an alert rule and what each field shows of them. */
export function useRuleEdits(rule: Rule | undefined) {
  const t = useText();
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [before] = useState<Draft>(() => draftOf(rule ?? {}, zone));
  const [draft, setDraft] = useState(before);
  const [fault, setFault] = useState<Fault | null>(null);
  const set = (by: Partial<Draft>) => setDraft((present) => ({ ...present, ...by }));
  const wrong = wrongNumbers(draft);
  const needed = (name: string) => (draft.by === 'pulse' ? name === 'pulse' : draft.by === 'drop' && dropNames.includes(name as NumberName));
  const shown = (name: string) => (wrong.includes(name) ? { validationState: 'error' as const, validationMessage: t(needed(name) ? 'manage.a_number' : 'manage.no_number') } : fieldFault(fault, name));
  return { draft, before, zone, set, wrong, needed, shown, fault, setFault };
}

/** Saves the edits and goes back to the rules. Where somebody else has saved the rule meanwhile the edits stay and `onStale` brings what is stored. */
export function useRuleSaving({ draft, before, setFault }: RuleEdits, rule: Rule | undefined, onStale?: () => Promise<unknown>) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [began] = useState(rule?.version ?? 0);
  const [stale, setStale] = useState(false);
  const [busy, setBusy] = useState(false);
  const letGo = useUnsaved(JSON.stringify(draft) !== JSON.stringify(before));
  const toRules = () => {
    letGo();
    return navigate('/admin/rules');
  };
  const save = async (version = began) => {
    setBusy(true);
    setFault(null);
    try {
      const request = requestOf(draft);
      if (rule) await admin.saveRule(rule.id, { ...request, version });
      else await admin.addRule(request);
      await queries.invalidateQueries({ queryKey: ['rules'], exact: true });
      await toRules();
    } catch (cause) {
      const late = rule && cause instanceof ApiError && cause.status === 409 && cause.field !== 'name';
      if (late) await onStale?.();
      setStale(late === true);
      setFault(late ? null : faultOf(cause));
      setBusy(false);
    }
  };
  return { stale, busy, save, toRules };
}
