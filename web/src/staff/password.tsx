import { Button, Field, Input, MessageBar, MessageBarActions, MessageBarBody, Text, makeStyles, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { api } from '../api/client';
import type { Account } from '../api/model';
import { useText } from '../text';
import { Sheet } from '../ui/sheet';
import { useTitle } from '../ui/title';
import { accountKey, useAccount, useSignOut } from './account';
import { Refusal, useDeed } from './deed';
import type { Fault } from './form';
import { FaultBar, FormDialog, fieldFault, useSubmit } from './form';
import { usePasswordLength } from './set-up';

const useStyles = makeStyles({
  notice: { flexShrink: 0, borderRadius: 0, borderInlineStyle: 'none', borderTopStyle: 'none' },
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  muted: { color: tokens.colorNeutralForeground3 },
});

interface Draft {
  current: string;
  wanted: string;
  repeated: string;
}

const empty: Draft = { current: '', wanted: '', repeated: '' };
const fields = ['current_password', 'password'] as const;
const isReady = ({ current, wanted, repeated }: Draft) => current !== '' && wanted !== '' && wanted === repeated;

/** Changes the own password, and the page knows that it is one's own. */
function useChange(): (draft: Draft) => Promise<void> {
  const queries = useQueryClient();
  return async ({ current, wanted }) => {
    await api.changePassword(current, wanted);
    queries.setQueryData<Account>(accountKey, (known) => known && { ...known, must_change_password: false, password_change_enforced: false });
    void queries.invalidateQueries({ queryKey: accountKey }); // who could do nothing before is available now
  };
}

interface FieldsProps {
  name: string;
  draft: Draft;
  fault: Fault | null;
  onChange: (draft: Draft) => void;
}

/** The present password and twice the new one; the name is there for programs that keep passwords. */
function PasswordFields({ name, draft, fault, onChange }: FieldsProps) {
  const t = useText();
  const styles = useStyles();
  const { hint } = usePasswordLength();
  const differs = !draft.wanted.startsWith(draft.repeated);
  const set = (by: Partial<Draft>) => onChange({ ...draft, ...by });
  return (
    <>
      <input type="text" autoComplete="username" value={name} readOnly hidden />
      <Field label={t('password.current')} {...fieldFault(fault && { ...fault, text: t('password.wrong') }, 'current_password')}>
        <Input type="password" autoComplete="current-password" autoFocus maxLength={1024} value={draft.current} onChange={(_, data) => set({ current: data.value })} />
      </Field>
      <Field label={t('password.wanted')} hint={hint} {...fieldFault(fault, 'password')}>
        <Input type="password" autoComplete="new-password" maxLength={1024} value={draft.wanted} onChange={(_, data) => set({ wanted: data.value })} />
      </Field>
      <Field label={t('password.repeated')} validationMessage={differs ? t('password.differs') : undefined}>
        <Input type="password" autoComplete="new-password" maxLength={1024} value={draft.repeated} onChange={(_, data) => set({ repeated: data.value })} />
      </Field>
      <Text size={200} className={styles.muted}>{t('password.effect')}</Text>
    </>
  );
}

/** Asks for the new password over the page. */
export function PasswordDialog({ account, onChanged, onDone }: { account: Account; onChanged: () => void; onDone: () => void }) {
  const t = useText();
  const change = useChange();
  const [draft, setDraft] = useState(empty);
  const asked = account.must_change_password;
  const run = async () => {
    await change(draft);
    onChanged();
    onDone();
  };
  return (
    <FormDialog
      title={asked ? t('password.own_title') : t('password.title')}
      submit={t('password.submit')}
      fields={fields}
      ready={isReady(draft)}
      run={run}
      onDone={onDone}
    >
      {(fault) => (
        <>
          {asked && <Text>{t('password.set_by_other')}</Text>}
          <PasswordFields name={account.name} draft={draft} fault={fault} onChange={setDraft} />
        </>
      )}
    </FormDialog>
  );
}

/** Stands over every page until somebody has a password of their own. */
export function PasswordNotice({ onChange }: { onChange: () => void }) {
  const t = useText();
  const styles = useStyles();
  return (
    <MessageBar intent="warning" className={styles.notice}>
      <MessageBarBody>{t('password.set_by_other')}</MessageBarBody>
      <MessageBarActions><Button size="small" onClick={onChange}>{t('password.open')}</Button></MessageBarActions>
    </MessageBar>
  );
}

/** What is inside, for those whom the server lets in; who must choose a password first sees that alone. */
export function OwnPasswordFirst({ children }: { children: ReactNode }) {
  const account = useAccount();
  return account.password_change_enforced ? <PasswordFirst account={account} /> : <>{children}</>;
}

function PasswordFirst({ account }: { account: Account }) {
  const t = useText();
  const styles = useStyles();
  const change = useChange();
  const signOut = useSignOut();
  const leaving = useDeed();
  const [draft, setDraft] = useState(empty);
  const ready = isReady(draft);
  const { busy, fault, submit } = useSubmit(ready, () => change(draft));
  useTitle(t('password.own_title'));
  return (
    <Sheet title={t('password.own_title')} intro={t('password.first')}>
      <form className={styles.form} noValidate onSubmit={submit}>
        <PasswordFields name={account.name} draft={draft} fault={fault} onChange={setDraft} />
        <FaultBar fault={fault} fields={fields} />
        <Button type="submit" appearance="primary" size="large" disabled={!ready} disabledFocusable={busy}>{t('password.submit')}</Button>
        <Button type="button" appearance="subtle" disabledFocusable={leaving.busy} onClick={() => void leaving.act(signOut)}>{t('nav.sign_out')}</Button>
        <Refusal fault={leaving.fault} />
      </form>
    </Sheet>
  );
}
