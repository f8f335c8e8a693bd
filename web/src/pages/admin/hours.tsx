import { Button, Dropdown, Field, Input, Option, Switch, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { admin, weekDays } from '../../api/admin';
import type { Hours, Queue } from '../../api/admin';
import { fieldFault } from '../../staff/form';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { ClosedTexts } from './closed-texts';
import type { HoursDraft } from './hours-draft';
import { hoursChange, hoursDraft, hoursRequest, wrongHours } from './hours-draft';
import { Card } from './parts';
import { Saved } from './saving';
import { Conflict, useWhole } from './whole';

const useStyles = makeStyles({
  week: { display: 'grid', alignItems: 'start', gridTemplateColumns: 'repeat(auto-fit, minmax(260px, 1fr))', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalS, '& .fui-Input, & .fui-Dropdown': { minWidth: 0, width: '100%' }, '& .fui-Input__input': { minWidth: 0 } },
  hint: { color: tokens.colorNeutralForeground3 },
  save: { display: 'flex', justifyContent: 'flex-end' },
});

/** When a queue is open, and what happens to those who write at other times. */
export function HoursCard({ queue }: { queue: Queue }) {
  const t = useText();
  const whole = useWhole<Hours, HoursDraft>({
    key: ['hours', queue.id], load: () => admin.hours(queue.id), draftOf: hoursDraft, requestOf: hoursRequest,
    save: (draft, version) => admin.saveHours(queue.id, hoursChange(draft, version)),
  });
  const { query, draft } = whole;
  if (draft) return <HoursForm queue={queue} draft={draft} whole={whole} />;
  return query.isError ? <ErrorState compact title={t('failure.title')} text={failureText(query.error)} retry={t('common.retry')} onRetry={() => void query.refetch()} /> : <Loading label={t('common.loading')} />;
}

interface HoursFormProps {
  queue: Queue;
  draft: HoursDraft;
  whole: ReturnType<typeof useWhole<Hours, HoursDraft>>;
}

function HoursForm({ queue, draft, whole }: HoursFormProps) {
  const t = useText();
  const styles = useStyles();
  const queues = useQuery({ queryKey: ['queues'], queryFn: admin.queues });
  const { changed, busy, fault, outcome } = whole;
  const set = (by: Partial<HoursDraft>) => whole.edit({ ...draft, ...by });
  const wrong = wrongHours(draft);
  const told = (name: string, words: string) => (wrong.includes(name) ? { validationState: 'error' as const, validationMessage: words } : fieldFault(fault, name));
  const others = (queues.data ?? []).filter((each) => each.id !== queue.id);
  return (
    <Card title={t('manage.hours')}>
      <Text>{t('manage.hours_text')}</Text>
      <Switch checked={draft.always} label={t('manage.always')} onChange={(_, data) => set({ always: data.checked })} />
      {!draft.always && (
        <>
          <div className={styles.week}>
            {weekDays.map((day) => (
              <Field key={day} label={t(`manage.days.${day}`)} {...told(day, t('manage.spans_wrong'))}>
                <Input dir="ltr" value={draft.days[day]} placeholder={t('manage.day_closed')} onChange={(_, data) => set({ days: { ...draft.days, [day]: data.value } })} />
              </Field>
            ))}
          </div>
          <Text size={200} className={styles.hint}>{t('manage.spans_hint')}</Text>
        </>
      )}
      <div className={styles.week}>
        <Field label={t('insights.time_zone')} {...told('time_zone', '')}><Input value={draft.time_zone} onChange={(_, data) => set({ time_zone: data.value })} /></Field>
        <Field label={t('manage.closed_on')} hint={t('manage.closed_on_hint')} {...told('closed_on', t('manage.closed_on_wrong'))}>
          <Input dir="ltr" value={draft.closed_on} onChange={(_, data) => set({ closed_on: data.value })} />
        </Field>
      </div>
      <ClosedTexts texts={draft.texts} fault={fault} onChange={(texts) => set({ texts })} />
      <div className={styles.week}>
        <Field label={t('manage.overflow')} {...told('overflow', '')}>
          <Dropdown value={others.find((each) => each.id === draft.overflow)?.name ?? t('manage.no_overflow')} selectedOptions={[draft.overflow]} onOptionSelect={(_, data) => set({ overflow: data.optionValue ?? '' })}>
            {[{ id: '', name: t('manage.no_overflow') }, ...others].map((each) => <Option key={each.id} value={each.id} text={each.name}>{each.name}</Option>)}
          </Dropdown>
        </Field>
      </div>
      {outcome?.kind === 'conflict' && <div role="status"><Conflict busy={busy} wrong={wrong.length > 0} onTheirs={whole.discard} onMine={() => void whole.overwrite()} /></div>}
      <Saved saved={outcome?.kind === 'saved' && !changed} fault={fault} />
      <div className={styles.save}>
        <Button appearance="primary" disabled={!changed || wrong.length > 0 || outcome?.kind === 'conflict'} disabledFocusable={busy} onClick={() => void whole.save()}>{t('manage.save_hours')}</Button>
      </div>
    </Card>
  );
}
