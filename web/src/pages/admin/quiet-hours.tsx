import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import type { QuietHours } from '../../api/model';
import type { Fault } from '../../staff/form';
import { fieldFault } from '../../staff/form';
import { useText } from '../../text';

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(160px, 1fr))', gap: tokens.spacingHorizontalL, alignItems: 'start', '& .fui-Input': { minWidth: 0, width: '100%' }, '& .fui-Input__input': { minWidth: 0 } },
});

/** What the fields hold where nobody has chosen yet. */
export function nightHere(): QuietHours {
  return { from: '22:00', to: '06:00', time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

export function hoursText({ from, to, time_zone }: QuietHours): string {
  return `${from}–${to} ${time_zone}`;
}

interface QuietFieldsProps {
  hours: QuietHours;
  fault: Fault | null;
  disabled?: boolean;
  onChange: (hours: QuietHours) => void;
}

/** Begin, end and time zone of quiet hours, of a rule or of the thresholds. */
export function QuietFields({ hours: { from, to, time_zone }, fault, disabled, onChange }: QuietFieldsProps) {
  const t = useText();
  const styles = useStyles();
  const set = (change: Partial<QuietHours>) => onChange({ from, to, time_zone, ...change });
  return (
    <div className={styles.fields}>
      <Field label={t('insights.from')} {...fieldFault(fault, 'quiet_hours.from')}><Input type="time" disabled={disabled} value={from} onChange={(_, data) => set({ from: data.value })} /></Field>
      <Field label={t('insights.to')} {...fieldFault(fault, 'quiet_hours.to')}><Input type="time" disabled={disabled} value={to} onChange={(_, data) => set({ to: data.value })} /></Field>
      <Field label={t('insights.time_zone')} {...fieldFault(fault, 'quiet_hours.time_zone')}><Input disabled={disabled} value={time_zone} onChange={(_, data) => set({ time_zone: data.value })} /></Field>
    </div>
  );
}
