import { Button, Field, Input, MessageBar, MessageBarBody, MessageBarTitle, Text, Tooltip, makeStyles, tokens } from '@fluentui/react-components';
import { EyeOffRegular } from '@fluentui/react-icons/svg/eye-off';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { ApiError, api } from '../../api/client';
import { accountKey, mayBeSignedIn, rememberSignedIn, safeNext, startPageOf, useMe, welcome } from '../../staff/account';
import { useSetUp } from '../../staff/set-up';
import { useText } from '../../text';
import { Sheet } from '../../ui/sheet';
import { filtersOf, keepFilters, liveFilterKey } from '../../staff/live-filters';
import { useTitle } from '../../ui/title';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  steps: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS, paddingBlockEnd: tokens.spacingVerticalS },
  command: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

type Fault = { kind: 'wrong' | 'offline' | 'throttled'; seconds?: number } | null;

/** The board begins with the filters that this person keeps on the server; without any, or without an answer, as it was left here. */
async function beginWithDefault(user: string, queries: QueryClient): Promise<void> {
  const kept = await api.liveFilter().catch(() => null);
  if (kept === null) return;
  queries.setQueryData(liveFilterKey(user), kept);
  if (Object.keys(kept).length > 0) keepFilters(user, filtersOf(kept));
}

const command = 'undertone user add NAME --role administrator';

/** Tells who opens a fresh server how its first account is made. */
function NoAccountYet() {
  const t = useText();
  const styles = useStyles();
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody className={styles.steps}>
        <MessageBarTitle>{t('sign_in.no_account')}</MessageBarTitle>
        <span>{t('sign_in.no_account_link')}</span>
        <span>{t('sign_in.no_account_command')}</span>
        <code className={styles.command} dir="ltr">{command}</code>
      </MessageBarBody>
    </MessageBar>
  );
}

/** Signs people in and takes them to where they wanted to go, or to the start page of their role. */
export function SignInPage() {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const next = safeNext(search.get('next'));
  const me = useMe(mayBeSignedIn());
  const setUp = useSetUp();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  useTitle(t('sign_in.submit'));
  useEffect(() => {
    if (fault?.kind !== 'wrong') return;
    passwordBox.current?.focus();
    passwordBox.current?.select();
  }, [fault]);
  if (me.data) return <Navigate to={next ?? startPageOf(me.data.role)} replace />;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!name.trim() || !password || busy) return;
    setBusy(true);
    setFault(null);
    try {
      await api.signIn(name.trim(), password);
      const account = welcome(await api.me(), queries);
      if (account.role !== 'agent') await beginWithDefault(account.id, queries);
      rememberSignedIn(true);
      queries.setQueryData(accountKey, account);
      await navigate(next ?? startPageOf(account.role), { replace: true });
    } catch (cause) {
      const status = cause instanceof ApiError ? cause.status : 0;
      if (status === 429) setFault({ kind: 'throttled', seconds: cause instanceof ApiError ? cause.retryAfter : undefined });
      else setFault({ kind: status >= 400 && status < 500 ? 'wrong' : 'offline' });
      setBusy(false);
    }
  };
  const words = fault === null ? '' : fault.kind === 'wrong' ? t('sign_in.wrong') : fault.kind === 'offline' ? t('sign_in.offline')
    : fault.seconds ? t('sign_in.throttled', { count: Math.ceil(fault.seconds) }) : t('sign_in.throttled_open');
  return (
    <Sheet title={t('sign_in.title')} intro={t('sign_in.intro')}>
      {setUp.data?.needed && <NoAccountYet />}
      {next && !fault && <Text size={200}>{t('sign_in.expired')}</Text>}
      {fault && <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{words}</MessageBarBody></MessageBar></div>}
      <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <Field label={t('sign_in.name')} validationMessage={tried && !name.trim() ? t('sign_in.missing_name') : undefined}>
          <Input name="username" size="large" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus value={name} onChange={(_, data) => setName(data.value)} />
        </Field>
        <Field label={t('sign_in.password')} validationMessage={tried && !password ? t('sign_in.missing_password') : undefined}>
          <Input
            name="password"
            size="large"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            input={{ ref: passwordBox }}
            value={password}
            onChange={(_, data) => setPassword(data.value)}
            contentAfter={
              <Tooltip relationship="inaccessible" content={shown ? t('sign_in.hide') : t('sign_in.show')}>
                <Button
                  appearance="transparent"
                  size="small"
                  type="button"
                  icon={shown ? <EyeOffRegular /> : <EyeRegular />}
                  aria-label={t('sign_in.reveal')}
                  aria-pressed={shown}
                  onClick={() => setShown(!shown)}
                />
              </Tooltip>
            }
          />
        </Field>
        <Button type="submit" appearance="primary" size="large" disabled={busy}>{busy ? t('sign_in.busy') : t('sign_in.submit')}</Button>
      </form>
    </Sheet>
  );
}
