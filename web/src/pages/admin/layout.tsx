import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { AlertOnRegular } from '@fluentui/react-icons/svg/alert-on';
import { BranchRegular } from '@fluentui/react-icons/svg/branch';
import { HistoryRegular } from '@fluentui/react-icons/svg/history';
import { KeyRegular } from '@fluentui/react-icons/svg/key';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { PeopleQueueRegular } from '@fluentui/react-icons/svg/people-queue';
import { PersonProhibitedRegular } from '@fluentui/react-icons/svg/person-prohibited';
import { PlugConnectedRegular } from '@fluentui/react-icons/svg/plug-connected';
import { TagMultipleRegular } from '@fluentui/react-icons/svg/tag-multiple';
import { ToggleMultipleRegular } from '@fluentui/react-icons/svg/toggle-multiple';
import { TextQuoteRegular } from '@fluentui/react-icons/svg/text-quote';
import { LightbulbRegular } from '@fluentui/react-icons/svg/lightbulb';
import { TargetRegular } from '@fluentui/react-icons/svg/target';
import { HomeRegular } from '@fluentui/react-icons/svg/home';
import { Fragment, useEffect, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Link, Outlet, useLocation } from 'react-router';
import { useText } from '../../text';
import { AskBeforeLeaving } from './unsaved';

const useStyles = makeStyles({
  page: { flexGrow: 1, minHeight: 0, display: 'grid', gridTemplateColumns: '220px minmax(0, 1fr)', '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'auto minmax(0, 1fr)' } },
  map: {
    padding: tokens.spacingHorizontalM, backgroundColor: tokens.colorNeutralBackground2, borderInlineEndWidth: tokens.strokeWidthThin, borderInlineEndStyle: 'solid', borderInlineEndColor: tokens.colorNeutralStroke2,
    display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS,
    '@media (max-width: 700px)': { flexDirection: 'row', flexWrap: 'nowrap', overflowX: 'auto', columnGap: tokens.spacingHorizontalS, borderInlineEndStyle: 'none', borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, padding: tokens.spacingHorizontalS },
  },
  group: { padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground3, '@media (max-width: 700px)': { display: 'none' } },
  link: {
    position: 'relative', display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: '36px', flexShrink: 0, whiteSpace: 'nowrap', padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium, color: tokens.colorNeutralForeground1, textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected, fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { textDecorationLine: 'underline' },
    '::before': { content: '""', position: 'absolute', insetInlineStart: 0, top: '8px', bottom: '8px', width: '3px', borderRadius: tokens.borderRadiusCircular, backgroundColor: tokens.colorBrandStroke1, '@media (max-width: 700px)': { display: 'none' } },
  },
  list: { maxWidth: '1040px' },
  lone: { flexGrow: 1 },
  middle: { margin: '0 auto' },
  scroll: { minHeight: 0, overflowY: 'auto' },
  body: { maxWidth: '720px', padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXL}`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXL, '& > [role="status"]:empty': { marginTop: `calc(-1 * ${tokens.spacingVerticalXL})` }, '@media (max-width: 700px)': { padding: tokens.spacingHorizontalL } },
});

const size = { fontSize: 20, 'aria-hidden': true } as const;
const map = [
  { group: '', links: [{ to: '/admin', word: 'admin.overview', icon: <HomeRegular {...size} /> }] },
  {
    group: 'manage.organisation', links: [
      { to: '/admin/people', word: 'manage.people', icon: <PeopleRegular {...size} /> },
      { to: '/admin/queues', word: 'admin.queues', icon: <PeopleQueueRegular {...size} /> },
    ],
  },
  {
    group: 'admin.operations', links: [
      { to: '/admin/insights', word: 'admin.insights', icon: <LightbulbRegular {...size} /> },
      { to: '/admin/phrases', word: 'phrases.title', icon: <TextQuoteRegular {...size} /> },
      { to: '/admin/routing', word: 'routing.title', icon: <BranchRegular {...size} /> },
      { to: '/admin/rules', word: 'manage.rules', icon: <AlertOnRegular {...size} /> },
      { to: '/admin/supervision', word: 'manage.supervision', icon: <ToggleMultipleRegular {...size} /> },
      { to: '/admin/wrap-up', word: 'manage.wrap_up_codes', icon: <TagMultipleRegular {...size} /> },
      { to: '/admin/blocks', word: 'manage.blocks', icon: <PersonProhibitedRegular {...size} /> },
      { to: '/admin/accuracy', word: 'accuracy.title', icon: <TargetRegular {...size} /> },
      { to: '/admin/audit', word: 'manage.audit', icon: <HistoryRegular {...size} /> },
    ],
  },
  {
    group: 'manage.connections', links: [
      { to: '/admin/keys', word: 'manage.keys', icon: <KeyRegular {...size} /> },
      { to: '/admin/webhooks', word: 'manage.webhooks', icon: <PlugConnectedRegular {...size} /> },
    ],
  },
] as const satisfies readonly { group: string; links: readonly { to: string; word: string; icon: ReactElement }[] }[];

/** Pages that show a list use more of the window than forms. */
const lists = ['/admin/people', '/admin/queues', '/admin/rules', '/admin/keys', '/admin/webhooks', '/admin/blocks', '/admin/audit', '/admin/phrases'];
const isList = (pathname: string) => lists.includes(pathname) || pathname.startsWith('/admin/webhooks/');

/** Pages without a place of their own in the map, and where they belong. */
const within: Readonly<Record<string, string>> = { '/admin/sentiment': '/admin/insights' };

/** One list of the administration by itself, for those who have no other page of it. */
export function LonePage({ label, children }: { label: string; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.scroll, styles.lone)} tabIndex={0} role="region" aria-label={label}>
      <div className={mergeClasses(styles.body, styles.list, styles.middle)}>{children}</div>
    </div>
  );
}

/** The site map beside the pages of the administration. */
export function AdminLayout() {
  const t = useText();
  const styles = useStyles();
  const { pathname } = useLocation();
  const strip = useRef<HTMLElement>(null);
  useEffect(() => { // on a narrow screen the map is a strip that scrolls
    const [here, whole] = [strip.current?.querySelector('[aria-current]')?.getBoundingClientRect(), strip.current?.getBoundingClientRect()];
    if (here && whole) strip.current!.scrollLeft += here.left + here.width / 2 - whole.left - whole.width / 2;
  }, [pathname]);
  const isHere = (to: string) => pathname === to || within[pathname] === to || (to !== '/admin' && pathname.startsWith(`${to}/`));
  return (
    <div className={styles.page}>
      <nav ref={strip} className={styles.map} aria-label={t('admin.site_map')}>
        {map.map(({ group, links }) => (
          <Fragment key={group}>
            {group && <Text size={200} weight="semibold" className={styles.group}>{t(group)}</Text>}
            {links.map(({ to, word, icon }) => <Link key={to} to={to} aria-current={isHere(to) ? 'page' : undefined} className={mergeClasses(styles.link, isHere(to) && styles.here)}>{icon}{t(word)}</Link>)}
          </Fragment>
        ))}
      </nav>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('admin.title')}>
        <div className={mergeClasses(styles.body, isList(pathname) && styles.list)}>
          <AskBeforeLeaving><Outlet /></AskBeforeLeaving>
        </div>
      </div>
    </div>
  );
}
