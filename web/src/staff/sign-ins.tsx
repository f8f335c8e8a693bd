import {
  Badge, Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, MessageBar, MessageBarBody, Text, makeStyles, tokens,
} from '@fluentui/react-components';
import { DesktopRegular } from '@fluentui/react-icons/svg/desktop';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError, api } from '../api/client';
import type { SignIn } from '../api/model';
import { dateAndTime, useText } from '../text';
import { EmptyState, ErrorState, Loading } from '../ui/empty-state';
import { Confirm } from './confirm';
import { deviceOf } from './device';
import { failureText } from './words';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  list: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '50vh', overflowY: 'auto' },
  row: {
    display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, ':first-child': { borderTopStyle: 'none' },
  },
  icon: { flexShrink: 0, fontSize: '20px', lineHeight: 0, color: tokens.colorNeutralForeground3 },
  what: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  name: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  muted: { color: tokens.colorNeutralForeground3 },
});

interface SignInsProps {
  title: string;
  text?: string;
  queryKey: readonly string[];
  load: () => Promise<SignIn[]>;
  /** Ends one; without it none has a button. */
  end?: (signIn: SignIn) => Promise<void>;
  /** What is asked before all of them end. */
  asked: { title: string; text: string };
  signOut: () => Promise<void>;
  onDone: () => void;
}

/** Where an account is signed in, with the way to end it. */
export function SignInsDialog({ title, text, queryKey, load, end, asked, signOut, onDone }: SignInsProps) {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const [fault, setFault] = useState('');
  const signIns = useQuery({ queryKey, queryFn: load, staleTime: 0, gcTime: 0, retry: false });
  const fresh = () => queries.invalidateQueries({ queryKey });
  const endOne = async (signIn: SignIn) => {
    setFault('');
    try {
      await end?.(signIn);
    } catch (cause) {
      setFault(t('common.failed', { reason: failureText(cause) }));
    }
    await fresh();
  };
  if (asks) return <Confirm title={asked.title} text={asked.text} proceed={t('sign_ins.everywhere')} run={async () => { await signOut(); await fresh(); }} onDone={() => setAsks(false)} />;
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onDone()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {text && <Text>{text}</Text>}
            {signIns.isPending && <Loading label={t('common.loading')} />}
            {signIns.isError && <ErrorState compact title={t('failure.title')} text={failureText(signIns.error)} retry={t('common.retry')} onRetry={() => void signIns.refetch()} />}
            {signIns.data?.length === 0 && <EmptyState compact title={t('sign_ins.none')} text={t('sign_ins.none_text')} />}
            {signIns.data && signIns.data.length > 0 && (
              <ul className={styles.list} aria-label={title} tabIndex={0}>
                {signIns.data.map((each) => <SignInRow key={each.id} signIn={each} onEnd={end && !each.current ? () => void endOne(each) : undefined} />)}
              </ul>
            )}
            {fault && <div role="alert"><MessageBar intent="error" layout="multiline"><MessageBarBody>{fault}</MessageBarBody></MessageBar></div>}
          </DialogContent>
          <DialogActions>
            <Button disabled={!signIns.data?.length} onClick={() => setAsks(true)}>{t('sign_ins.everywhere')}</Button>
            <Button appearance="primary" onClick={onDone}>{t('common.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function SignInRow({ signIn, onEnd }: { signIn: SignIn; onEnd?: () => void }) {
  const t = useText();
  const styles = useStyles();
  const { program, system, isSmall } = deviceOf(signIn.device);
  const name = program && system ? t('sign_ins.device', { program, system }) : program || system || t('sign_ins.unknown');
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden="true">{isSmall ? <PhoneRegular /> : <DesktopRegular />}</span>
      <span className={styles.what} title={signIn.device}>
        <span className={styles.name}>
          <Text weight="semibold"><bdi>{name}</bdi></Text>
          {signIn.current && <Badge appearance="tint" color="brand">{t('sign_ins.current')}</Badge>}
        </span>
        <Text size={200} className={styles.muted}>{t('sign_ins.where', { since: dateAndTime(signIn.created_at), address: signIn.address || t('common.unknown'), until: dateAndTime(signIn.expires_at) })}</Text>
      </span>
      {onEnd && <Button size="small" aria-label={t('sign_ins.end_named', { name })} onClick={onEnd}>{t('sign_ins.end')}</Button>}
    </li>
  );
}

/** Ends one of the own; one that has ended already is as good. */
async function endOwn(signIn: SignIn): Promise<void> {
  try {
    await api.endSignIn(signIn.id);
  } catch (cause) {
    if (!(cause instanceof ApiError && cause.status === 404)) throw cause;
  }
}

/** The own sign-ins, from the menu of the account; `onSignOut` ends that of this page. */
export function OwnSignIns({ onSignOut, onDone }: { onSignOut: () => Promise<void>; onDone: () => void }) {
  const t = useText();
  const everywhere = async () => {
    for (const each of await api.signIns()) if (!each.current) await endOwn(each);
    await onSignOut();
  };
  return (
    <SignInsDialog
      title={t('sign_ins.own')}
      text={t('sign_ins.own_text')}
      queryKey={['sign-ins', 'own']}
      load={api.signIns}
      end={endOwn}
      asked={{ title: t('sign_ins.out_own_title'), text: t('sign_ins.out_own_text') }}
      signOut={everywhere}
      onDone={onDone}
    />
  );
}
