import { Button, Field, Input, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router';
import { ApiError, api } from '../../api/client';
import { rememberSignedIn } from '../../staff/account';
import { usePasswordLength, useSetUp } from '../../staff/set-up';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { Sheet } from '../../ui/sheet';
import { useTitle } from '../../ui/title';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  link: { color: tokens.colorBrandForegroundLink },
});

/** Makes the first account of a fresh server, reached by the one-time link in its log. */
export function SetUpPage() {
  const t = useText();
  const styles = useStyles();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const token = search.get('token');
  const { least, hint, isShort } = usePasswordLength();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [refused, setRefused] = useState(false);
  const done = useSetUp().data?.needed === false || refused;
  useTitle(t('set_up.title'));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!token || !name.trim() || isShort(password) || busy) return;
    setBusy(true);
    setFault('');
    try {
      await api.setUp(token, name.trim(), password);
      await api.signIn(name.trim(), password);
      rememberSignedIn(true);
      await navigate('/', { replace: true });
    } catch (cause) {
      const status = cause instanceof ApiError ? cause.status : 0;
      setRefused(status === 409);
      setFault(status === 403 ? t('set_up.wrong_link') : t('set_up.failed', { reason: failureText(cause) }));
      setBusy(false);
    }
  };
  if (done && !busy) {
    return (
      <Sheet title={t('set_up.title')} intro={t('set_up.done')}>
        <RouterLink to="/sign-in" className={styles.link}>{t('sign_in.submit')}</RouterLink>
      </Sheet>
    );
  }
  const trouble = token ? fault : t('set_up.no_token');
  return (
    <Sheet title={t('set_up.title')} intro={t('set_up.intro')}>
      {trouble && <div role="alert"><MessageBar intent={token ? 'error' : 'warning'} layout="multiline"><MessageBarBody>{trouble}</MessageBarBody></MessageBar></div>}
      {token && (
        <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
          <Field label={t('set_up.name')} validationMessage={tried && !name.trim() ? t('sign_in.missing_name') : undefined}>
            <Input size="large" autoComplete="username" autoCapitalize="none" autoFocus maxLength={100} value={name} onChange={(_, data) => setName(data.value)} />
          </Field>
          <Field label={t('set_up.password')} hint={hint} validationMessage={tried && isShort(password) ? t('password.short', { least }) : undefined}>
            <Input size="large" type="password" autoComplete="new-password" maxLength={1024} value={password} onChange={(_, data) => setPassword(data.value)} />
          </Field>
          <Button type="submit" appearance="primary" size="large" disabled={busy}>{busy ? t('set_up.busy') : t('set_up.submit')}</Button>
        </form>
      )}
    </Sheet>
  );
}
