import {
  Avatar, Button, Menu, MenuDivider, MenuGroup, MenuGroupHeader, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger,
  PresenceBadge, Text, Toast, ToastTitle, Toaster, Tooltip, makeStyles, mergeClasses, tokens, useId, useToastController,
} from '@fluentui/react-components';
import { BookRegular } from '@fluentui/react-icons/svg/book';
import { DesktopRegular } from '@fluentui/react-icons/svg/desktop';
import { KeyRegular } from '@fluentui/react-icons/svg/key';
import { NavigationRegular } from '@fluentui/react-icons/svg/navigation';
import { SignOutRegular } from '@fluentui/react-icons/svg/sign-out';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { NavLink, Outlet, useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Account, Colleague, LiveEvent, Presence, Role } from '../api/model';
import { callMe, followQueues, goLive, onLiveEvent, onReturn, useLive } from '../live/store';
import { useText } from '../text';
import { Lamp } from '../ui/lamp';
import { Mark } from '../ui/mark';
import { useMedia } from '../ui/now';
import { accountKey, useAccount, useSignOut } from './account';
import { AlertInbox } from './alert-inbox';
import { AlertStack } from './alert-stack';
import { Burst } from './burst';
import { outboxes } from './outboxes';
import { UseNotice } from './notice';
import { PasswordDialog, PasswordNotice } from './password';
import { presenceBadges, presences } from './presence';
import { ShellSearch } from './search-box';
import { OwnSignIns } from './sign-ins';
import { failureText } from './words';
import { wrapUps } from './wrap-ups';

const useStyles = makeStyles({
  shell: { height: '100%', display: 'flex', flexDirection: 'column', backgroundColor: tokens.colorNeutralBackground3, color: tokens.colorNeutralForeground1 },
  bar: {
    flexShrink: 0, minHeight: '48px', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalL}`, backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  brand: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400, color: tokens.colorNeutralForeground1, textDecorationLine: 'none', marginInlineEnd: tokens.spacingHorizontalM },
  nav: { display: 'flex', alignSelf: 'stretch', columnGap: tokens.spacingHorizontalXS },
  link: {
    display: 'flex', alignItems: 'center', padding: `0 ${tokens.spacingHorizontalM}`, color: tokens.colorNeutralForeground2, textDecorationLine: 'none',
    borderBottom: `${tokens.strokeWidthThick} solid transparent`, borderTop: `${tokens.strokeWidthThick} solid transparent`,
    '@media (forced-colors: active)': { borderTopColor: 'Canvas', borderBottomColor: 'Canvas' },
    ':hover': { color: tokens.colorNeutralForeground1, backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '-2px' },
  },
  here: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold, borderBottomColor: tokens.colorBrandStroke1, '@media (forced-colors: active)': { borderBottomColor: 'Highlight' } },
  gap: { flexGrow: 1 },
  main: { flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column', outlineStyle: 'none' },
  skip: {
    position: 'absolute', insetInlineStart: tokens.spacingHorizontalM, top: '-60px', zIndex: 10, padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1, boxShadow: tokens.shadow8, borderRadius: tokens.borderRadiusMedium,
    ':focus': { top: tokens.spacingVerticalXS },
  },
  who: { display: 'flex', flexDirection: 'column', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}` },
  muted: { color: tokens.colorNeutralForeground3 },
});

const places: { to: string; key: 'agent' | 'supervisor' | 'alerts' | 'insights' | 'blocks' | 'admin'; roles: readonly Role[] }[] = [
  { to: '/agent', key: 'agent', roles: ['agent'] },
  { to: '/supervisor', key: 'supervisor', roles: ['supervisor', 'administrator'] },
  { to: '/alerts', key: 'alerts', roles: ['agent', 'supervisor', 'administrator'] },
  { to: '/insights', key: 'insights', roles: ['supervisor', 'administrator'] },
  { to: '/blocks', key: 'blocks', roles: ['supervisor'] },
  { to: '/admin', key: 'admin', roles: ['administrator'] },
];

/** Why something failed takes longer to read than that it worked. */
const faultMilliseconds = 10000;

interface AccountMenuProps {
  account: Account;
  say: (words: string) => void;
  onSignIns: () => void;
  onPassword: () => void;
}

function AccountMenu({ account, say, onSignIns, onPassword }: AccountMenuProps) {
  const t = useText();
  const styles = useStyles();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const setPresence = async (presence: Presence) => {
    const before = account.presence;
    queries.setQueryData<Account>(accountKey, (known) => known && { ...known, presence });
    try {
      await api.setPresence(presence);
    } catch (cause) {
      queries.setQueryData<Account>(accountKey, (known) => known && { ...known, presence: before });
      say(`${t('presence.failed')} ${failureText(cause)}`);
    }
  };
  const signOut = useSignOut();
  const leave = () => signOut().catch((cause: unknown) => say(`${t('nav.still_signed_in')} ${failureText(cause)}`));
  const word = t(`presence.${account.presence}`);
  return (
    <Menu checkedValues={{ presence: [account.presence] }}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          shape="circular"
          aria-label={`${t('nav.account', { name: account.name })}. ${t('presence.label', { presence: word })}`}
          icon={<Avatar name={account.name} size={28} color="brand" badge={{ status: presenceBadges[account.presence] }} aria-hidden="true" />}
        />
      </MenuTrigger>
      <MenuPopover>
        <div className={styles.who}>
          <Text weight="semibold"><bdi>{account.name}</bdi></Text>
          <Text size={200} className={styles.muted}>{t(`role.${account.role}`)}</Text>
        </div>
        <MenuDivider />
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>{t('presence.set')}</MenuGroupHeader>
            {presences.map((presence) => (
              <MenuItemRadio
                key={presence}
                name="presence"
                value={presence}
                icon={<PresenceBadge status={presenceBadges[presence]} aria-hidden="true" />}
                onClick={() => void setPresence(presence)}
              >
                {t(`presence.${presence}`)}
              </MenuItemRadio>
            ))}
          </MenuGroup>
          <MenuDivider />
          <MenuItem icon={<BookRegular />} onClick={() => void navigate('/docs')}>{t('nav.docs')}</MenuItem>
          <MenuItem icon={<DesktopRegular />} onClick={onSignIns}>{t('sign_ins.own')}</MenuItem>
          <MenuItem icon={<KeyRegular />} onClick={onPassword}>{t('password.open')}</MenuItem>
          <MenuItem icon={<SignOutRegular />} onClick={() => void leave()}>{t('nav.sign_out')}</MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** A list of people that was fetched shows a person as an event tells, before it is fetched anew. */
function showPerson(queries: QueryClient, person: LiveEvent['user']): void {
  if (!person || !('role' in person)) return;
  queries.setQueryData<Colleague[]>(['users'], (known) => known?.map((each) => (each.id === person.id ? person : each)));
}

/** Opens the live line for as long as someone is signed in, and follows what concerns the account itself. */
function useLiveLine(account: Account) {
  const queries = useQueryClient();
  const everyQueue = useQuery({ queryKey: ['queues'], queryFn: api.queues, enabled: account.role === 'administrator' });
  const own = account.role === 'administrator' ? everyQueue.data : account.queues;
  const names = own?.map((queue) => queue.id).join(' ') ?? (everyQueue.isError ? '' : null);
  const known = names !== null;
  const { id, name, role } = account;
  useEffect(() => (known ? goLive({ id, followsOwn: role === 'agent' }) : undefined), [id, role, known]);
  const followed = useRef(names);
  useEffect(() => {
    if (names === null) return;
    followQueues(names ? names.split(' ') : []);
    if (followed.current !== null && followed.current !== names) void queries.invalidateQueries(); // what was fetched is of other queues
    followed.current = names;
  }, [id, role, names, queries]); // a line that began anew follows none yet
  useEffect(() => callMe(name), [name]);
  useEffect(() => outboxes.of(id), [id]);
  useEffect(() => wrapUps.of(id), [id]);
  useEffect(() => {
    const burst = new Burst((key) => void queries.invalidateQueries({ queryKey: [key] }));
    const deaf = onLiveEvent((event) => {
      if (event.queue || event.action === 'rename') {
        for (const key of ['queues', 'users', 'members', 'alerts', ...accountKey]) burst.ask(key);
      } else if (event.event === 'settings') { // also what is on its way for the first time may be of before
        void queries.cancelQueries({ queryKey: ['settings'] }).then(() => queries.invalidateQueries({ queryKey: ['settings'] }));
      }
      if (event.event === 'presence') {
        showPerson(queries, event.user);
        burst.ask('users');
        if (!event.user || event.user.id === id) void queries.invalidateQueries({ queryKey: accountKey });
      }
      if (event.event === 'alert') burst.ask('alerts');
    });
    return () => {
      deaf();
      burst.stop();
    };
  }, [queries, id]);
  useEffect(() => onReturn(() => void queries.invalidateQueries()), [queries]);
}

/** What surrounds every staff page: navigation, the live lamp, alerts, presence. */
export function Shell() {
  const t = useText();
  const styles = useStyles();
  const account = useAccount();
  const lamp = useLive((state) => state.lamp);
  const narrow = useMedia('(max-width: 760px)');
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [showsSignIns, setShowsSignIns] = useState(false);
  const [changesPassword, setChangesPassword] = useState(false);
  const toasterId = useId('toaster');
  const { dispatchToast } = useToastController(toasterId);
  useLiveLine(account);
  const say = (words: string, intent: 'error' | 'success' = 'error') => dispatchToast(<Toast><ToastTitle>{words}</ToastTitle></Toast>, { intent, ...(intent === 'error' && { timeout: faultMilliseconds }) });
  const mine = places.filter((place) => place.roles.includes(account.role));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">{t('nav.skip')}</a>
      <header className={styles.bar}>
        {narrow && mine.length > 1 && (
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button appearance="subtle" icon={<NavigationRegular />} aria-label={t('nav.menu')} />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {mine.map((place) => (
                  <MenuItem key={place.to} onClick={() => void navigate(place.to)}>{t(`nav.${place.key}`)}</MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        )}
        <NavLink to="/" className={styles.brand} aria-label={t('product')}>
          <Mark />
          {!narrow && t('product')}
        </NavLink>
        {!narrow && (
          <nav className={styles.nav} aria-label={t('nav.main')}>
            {mine.map((place) => (
              <NavLink
                key={place.to}
                to={place.to}
                className={({ isActive }) => mergeClasses(styles.link, isActive && styles.here)}
              >
                {t(`nav.${place.key}`)}
              </NavLink>
            ))}
          </nav>
        )}
        <span className={styles.gap} />
        <ShellSearch />
        <Tooltip relationship="description" content={t(`lamp.${lamp}_hint`)}>
          <span tabIndex={0}><Lamp state={lamp} word={t(`lamp.${lamp}`)} /></span>
        </Tooltip>
        {account.role !== 'agent' && <AlertInbox />}
        <AccountMenu account={account} say={say} onSignIns={() => setShowsSignIns(true)} onPassword={() => setChangesPassword(true)} />
      </header>
      {account.must_change_password && <PasswordNotice onChange={() => setChangesPassword(true)} />}
      <main id="content" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <UseNotice />
      {account.role !== 'agent' && <AlertStack />}
      {showsSignIns && <OwnSignIns onSignOut={signOut} onDone={() => setShowsSignIns(false)} />}
      {changesPassword && <PasswordDialog account={account} onChanged={() => say(t('password.done'), 'success')} onDone={() => setChangesPassword(false)} />}
      <Toaster toasterId={toasterId} position="top-end" />
    </div>
  );
}
