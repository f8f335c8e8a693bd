import {
  Accordion, AccordionHeader, AccordionItem, AccordionPanel, Button, Dropdown, Field, Input, Option, Switch, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { admin } from '../../api/admin';
import { api } from '../../api/client';
import type { NotificationField, NotificationTemplate } from '../../api/model';
import { fieldFault } from '../../staff/form';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { ErrorState, Loading } from '../../ui/empty-state';
import { Saved, useSaving } from './saving';
import { useUnsaved } from './unsaved';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  short: { maxWidth: '320px', minWidth: 0 },
  field: { display: 'flex', alignItems: 'end', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  grow: { flexGrow: 1, flexBasis: '160px' },
  muted: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  save: { display: 'flex', justifyContent: 'flex-end', columnGap: tokens.spacingHorizontalS },
});

const desktops = ['never', 'in_background', 'always'] as const;
const key = ['settings', 'notification'];
type Edited = Partial<NotificationTemplate>;

/** The template of what a supervisor is shown, folded until somebody wants to see it (E8). */
export function NotificationSettings() {
  const t = useText();
  const template = useQuery({ queryKey: key, queryFn: api.notificationTemplate });
  return (
    <Accordion collapsible>
      <AccordionItem value="notification">
        <AccordionHeader as="h3">{t('admin.notification')}</AccordionHeader>
        <AccordionPanel>
          {template.data ? (
            <Form inForce={template.data} refetch={() => template.refetch()} />
          ) : template.isError ? (
            <ErrorState compact title={t('failure.title')} text={failureText(template.error)} retry={t('common.retry')} onRetry={() => void template.refetch()} />
          ) : (
            <Loading label={t('common.loading')} />
          )}
        </AccordionPanel>
      </AccordionItem>
    </Accordion>
  );
}

function Form({ inForce, refetch }: { inForce: NotificationTemplate; refetch: () => Promise<unknown> }) {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const [edited, setEdited] = useState<Edited>({});
  const saving = useSaving(async (changes: Edited) => {
    queries.setQueryData(key, await admin.saveNotification({ ...changes, version: inForce.version }));
    setEdited({});
  }, refetch);
  const shown = { ...inForce, ...edited };
  const edit = (change: Edited) => setEdited((before) => ({ ...before, ...change }));
  const changed = Object.keys(edited).length > 0;
  useUnsaved(changed);
  const word = (name: 'title' | 'accept_label' | 'reject_label', label: string) => (
    <Field className={styles.short} label={label} {...fieldFault(saving.fault, name)}>
      <Input value={shown[name]} onChange={(_, data) => edit({ [name]: data.value })} />
    </Field>
  );
  const flag = (name: 'show_timeout' | 'reject_visible', label: string) => (
    <Switch checked={shown[name]} label={label} onChange={(_, data) => edit({ [name]: data.checked })} />
  );
  const desktopWord = (name: (typeof desktops)[number]) => t(`admin.notification_${name}`);
  return (
    <div className={styles.form}>
      <Text size={200} className={styles.muted}>{t('admin.notification_text')}</Text>
      {word('title', t('admin.notification_title'))}
      <Field className={styles.short} label={t('admin.notification_seconds')} {...fieldFault(saving.fault, 'countdown_seconds')}>
        <Input type="number" min={1} value={String(shown.countdown_seconds)} onChange={(_, data) => edit({ countdown_seconds: Number(data.value) })} />
      </Field>
      {flag('show_timeout', t('admin.notification_timeout'))}
      {word('accept_label', t('admin.notification_accept'))}
      {word('reject_label', t('admin.notification_reject'))}
      {flag('reject_visible', t('admin.notification_reject_visible'))}
      <Field label={t('admin.notification_desktop')}>
        <Dropdown
          className={styles.short}
          value={desktopWord(shown.desktop_notification)}
          selectedOptions={[shown.desktop_notification]}
          onOptionSelect={(_, data) => edit({ desktop_notification: data.optionValue as NotificationTemplate['desktop_notification'] })}
        >
          {desktops.map((each) => <Option key={each} value={each}>{desktopWord(each)}</Option>)}
        </Dropdown>
      </Field>
      <Fields fields={shown.fields} fault={saving.fault} onChange={(fields) => edit({ fields })} />
      <Text size={200} className={styles.muted}>{t('admin.notification_placeholders', { list: shown.placeholders.map((each) => `{${each}}`).join(' ') })}</Text>
      <Saved saved={saving.saved && !changed} fault={saving.fault} />
      <div className={styles.save}>
        {changed && <Button onClick={() => setEdited({})}>{t('admin.discard')}</Button>}
        <Button appearance="primary" disabled={!changed} disabledFocusable={saving.busy} onClick={() => void saving.run(edited)}>{t('admin.notification_save')}</Button>
      </div>
    </div>
  );
}

interface FieldsProps {
  fields: readonly NotificationField[];
  fault: Parameters<typeof fieldFault>[0];
  onChange: (fields: NotificationField[]) => void;
}

/** What stands in the notification beside agent, customer and level. */
function Fields({ fields, fault, onChange }: FieldsProps) {
  const t = useText();
  const styles = useStyles();
  const put = (index: number, change: Partial<NotificationField>) => onChange(fields.map((each, at) => (at === index ? { ...each, ...change } : each)));
  return (
    <>
      {fields.map((field, index) => (
        <div key={index} className={styles.field}>
          <Field className={styles.grow} label={t('admin.notification_header', { number: index + 1 })} {...fieldFault(fault, `fields[${index}].header`)}>
            <Input value={field.header} onChange={(_, data) => put(index, { header: data.value })} />
          </Field>
          <Field className={styles.grow} label={t('admin.notification_value', { number: index + 1 })} {...fieldFault(fault, `fields[${index}].value`)}>
            <Input value={field.value} onChange={(_, data) => put(index, { value: data.value })} />
          </Field>
          <Button appearance="subtle" icon={<DeleteRegular />} aria-label={t('admin.notification_remove', { number: index + 1 })} onClick={() => onChange(fields.filter((_, at) => at !== index))} />
        </div>
      ))}
      <div><Button icon={<AddRegular />} onClick={() => onChange([...fields, { header: '', value: '' }])}>{t('admin.notification_add')}</Button></div>
    </>
  );
}
