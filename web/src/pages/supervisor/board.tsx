import {
  Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip, makeStyles, mergeClasses, tokens,
} from '@fluentui/react-components';
import { ArrowExitRegular } from '@fluentui/react-icons/svg/arrow-exit';
import { ChatLockRegular } from '@fluentui/react-icons/svg/chat-lock';
import { DismissCircleRegular } from '@fluentui/react-icons/svg/dismiss-circle';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { HandRightFilled } from '@fluentui/react-icons/svg/hand-right';
import { LinkRegular } from '@fluentui/react-icons/svg/link';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { OpenRegular } from '@fluentui/react-icons/svg/open';
import { PersonRegular } from '@fluentui/react-icons/svg/person';
import { PersonAddRegular } from '@fluentui/react-icons/svg/person-add';
import { PersonArrowLeftRegular } from '@fluentui/react-icons/svg/person-arrow-left';
import { PersonArrowRightRegular } from '@fluentui/react-icons/svg/person-arrow-right';
import { PersonProhibitedRegular } from '@fluentui/react-icons/svg/person-prohibited';
import { PersonSwapRegular } from '@fluentui/react-icons/svg/person-swap';
import { useQuery } from '@tanstack/react-query';
import { memo, useRef } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { Link, useNavigate } from 'react-router';
import { api } from '../../api/client';
import type { Conversation, Named, Point, SupervisorActions } from '../../api/model';
import { mergePoints } from '../../live/apply';
import { useAccount } from '../../staff/account';
import { mayBlock } from '../../staff/block';
import { isWaiting } from '../../staff/wait';
import { isShown, titleOf } from '../../staff/words';
import { duration, languageName, useText } from '../../text';
import { cutLine } from '../../ui/cut';
import { Hidden } from '../../ui/hidden';
import { SentimentBadge } from '../../ui/sentiment-badge';
import type { Act, Choice } from './acts';
import { actsFor, hasJoined, keyOf } from './acts';
import { Course } from './course';
import { useHold } from './hold';
import { needOf } from './need';
import type { Need } from './need';

const wide = '@container board (max-width: 1120px)';
const middle = '@container board (max-width: 860px)';
const narrow = '@container board (max-width: 560px)';

const useStyles = makeStyles({
  frame: { containerType: 'inline-size', containerName: 'board', flexGrow: 1, minHeight: '240px', overflow: 'auto', backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  table: { width: '100%', borderCollapse: 'separate', borderSpacing: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  head: {
    position: 'sticky', top: 0, zIndex: 1, backgroundColor: tokens.colorNeutralBackground1, textAlign: 'start', whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, [narrow]: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}` }, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    outlineStyle: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { boxShadow: `inset 0 0 0 2px ${tokens.colorStrokeFocus2}` },
  },
  chosen: { backgroundColor: tokens.colorNeutralBackground1Selected },
  ended: { opacity: 0.6 },
  cell: { padding: `0 ${tokens.spacingHorizontalM}`, height: '44px', whiteSpace: 'nowrap', borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, [narrow]: { padding: `0 ${tokens.spacingHorizontalXS} 0 ${tokens.spacingHorizontalS}` } },
  cut: { ...cutLine, maxWidth: '18ch', [narrow]: { maxWidth: '11ch' } },
  strong: { fontWeight: tokens.fontWeightSemibold },
  figure: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  muted: { color: tokens.colorNeutralForeground3 },
  hideWide: { [wide]: { display: 'none' } },
  hideMiddle: { [middle]: { display: 'none' } },
  hideNarrow: { [narrow]: { display: 'none' } },
  bars: { display: 'inline-flex', alignItems: 'flex-end', columnGap: '2px', verticalAlign: 'middle' },
  bar: { forcedColorAdjust: 'none', width: '5px', borderRadius: '1px', backgroundColor: tokens.colorNeutralStroke1 },
  on: { backgroundColor: tokens.colorNeutralForeground2 },
  high: { backgroundColor: 'var(--levelNegative)' },
  name: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS, minWidth: 0 },
  cutWord: { overflow: 'hidden', textOverflow: 'ellipsis' },
  agent: { color: 'inherit', textDecorationLine: 'none', ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' }, ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, borderRadius: tokens.borderRadiusSmall } },
  sign: { display: 'inline-flex', flexShrink: 0, fontSize: '16px', color: tokens.colorNeutralForeground2 },
  asking: { color: tokens.colorStatusDangerForeground1 },
  actions: { display: 'flex', justifyContent: 'flex-end', columnGap: tokens.spacingHorizontalXS },
});

/** A small sign beside the customer's name, with its words. */
function Sign({ icon, words: said, alarming = false }: { icon: ReactElement; words: string; alarming?: boolean }) {
  const styles = useStyles();
  return (
    <Tooltip relationship="inaccessible" content={said}>
      <span role="img" aria-label={said} className={mergeClasses(styles.sign, alarming && styles.asking)}>{icon}</span>
    </Tooltip>
  );
}

/** The agent's name, which leads to what the agent does. */
function WorkLink({ agent }: { agent: Named }) {
  const t = useText();
  const styles = useStyles();
  return <Link to={workOf(agent)} state={fromBoard} className={styles.agent} title={t('work.open', { name: agent.name })}><bdi>{agent.name}</bdi></Link>;
}

function WorkItem({ agent }: { agent: Named }) {
  const t = useText();
  const navigate = useNavigate();
  return <MenuItem icon={<PersonRegular />} onClick={() => void navigate(workOf(agent), { state: fromBoard })}>{t('work.open', { name: agent.name })}</MenuItem>;
}

const workOf = (agent: Named) => `/supervisor/agents/${encodeURIComponent(agent.id)}`;
const fromBoard = { from: '/supervisor' };

const words = ['none', 'low', 'medium', 'high'] as const;

/** How much help is needed, as three rising bars and a word. */
function NeedBars({ need }: { need: Need }) {
  const t = useText();
  const styles = useStyles();
  const word = t(`board.need_value.${words[need.bars]}`);
  return (
    <Tooltip relationship="inaccessible" content={`${t('board.need')}: ${word}`}>
      <span role="img" aria-label={word} className={styles.bars}>
        {[1, 2, 3].map((bar) => (
          <span
            key={bar}
            className={mergeClasses(styles.bar, bar <= need.bars && styles.on, bar <= need.bars && need.bars === 3 && styles.high)}
            style={{ height: `${4 + bar * 4}px` }}
          />
        ))}
      </span>
    </Tooltip>
  );
}

function Trend({ conversation, live, whole }: { conversation: Conversation; live: readonly Point[]; whole: boolean }) {
  const fetched = useQuery({ queryKey: ['points', conversation.id], queryFn: () => api.points(conversation.id), staleTime: Infinity, retry: false, enabled: whole });
  return <Course conversation={conversation} points={mergePoints(fetched.data ?? [], [...live])} />;
}

export interface RowActions {
  onAct: (act: Choice, key: string) => void;
  onCopy: (key: string) => void;
}

interface RowProps extends RowActions {
  conversation: Conversation;
  wait: number;
  live: readonly Point[];
  chosen: boolean;
  tabbable: boolean;
  /** With the course before this page came. */
  whole: boolean;
  me: string;
  switches?: SupervisorActions;
}

const icons: Record<Act, ReactElement> = {
  open: <OpenRegular />, monitor: <EyeRegular />, join: <PersonAddRegular />, whisper: <ChatLockRegular />, leave: <ArrowExitRegular />,
  take_over: <PersonArrowLeftRegular />, assign: <PersonArrowRightRegular />, transfer: <PersonSwapRegular />, force_close: <DismissCircleRegular />,
};

const noPoints: readonly Point[] = [];
/** Rows for which the course so far is fetched; rows below show what comes live. */
const fetchedCourses = 60;

/** Rights are looked at when the menu opens, not by every row. */
function BlockItem({ conversation, onBlock }: { conversation: Conversation; onBlock: () => void }) {
  const t = useText();
  const account = useAccount();
  return mayBlock(conversation, account) ? <MenuItem icon={<PersonProhibitedRegular />} onClick={onBlock}>{t('block.act')}</MenuItem> : null;
}

const Row = memo(function Row({ conversation, wait, live, chosen, tabbable, whole, me, switches, onAct, onCopy }: RowProps) {
  const t = useText();
  const styles = useStyles();
  const title = titleOf(conversation);
  const ended = conversation.state === 'closed';
  const level = conversation.level ?? 'none';
  const unanswered = conversation.unanswered ?? 0;
  const transfers = conversation.transfers ?? 0;
  return (
    <tr
      className={mergeClasses(styles.row, chosen && styles.chosen, ended && styles.ended)}
      tabIndex={tabbable ? 0 : -1}
      data-conversation={conversation.id}
    >
      <td className={styles.cell}><NeedBars need={needOf(conversation, wait)} /></td>
      <td className={mergeClasses(styles.cell, styles.cut, styles.strong)} title={title}>
        <span className={styles.name}>
          <span dir="auto" className={styles.cutWord}>{title}</span>
          {conversation.raised_hand && <Sign icon={<HandRightFilled />} words={t('board.asks_for_help', { agent: conversation.agent?.name ?? t('transcript.agent') })} alarming />}
          {hasJoined(conversation, me) && <Sign icon={<PersonAddRegular />} words={t('board.joined')} />}
        </span>
      </td>
      <td className={styles.cell}>{isShown(conversation) ? <SentimentBadge level={level} word={t(`level.${level}`)} size="medium" /> : <span title={t('board.not_monitored')}>{t('common.dash')}</span>}</td>
      <td className={mergeClasses(styles.cell, styles.hideMiddle)}>{isShown(conversation) ? <Trend conversation={conversation} live={live} whole={whole} /> : t('common.dash')}</td>
      <td className={mergeClasses(styles.cell, styles.cut, styles.hideNarrow, !conversation.agent && styles.muted)}>{conversation.agent ? <WorkLink agent={conversation.agent} /> : t('board.unassigned')}</td>
      <td className={mergeClasses(styles.cell, styles.cut, styles.hideMiddle)} title={conversation.queue.name}><bdi>{conversation.queue.name}</bdi></td>
      <td className={mergeClasses(styles.cell, styles.hideNarrow)}>{ended ? t('board.ended') : conversation.bot ? t('board.with_bot') : conversation.awaiting_acceptance ? t('board.offered', { state: t(`state.${conversation.state}`) }) : t(`state.${conversation.state}`)}</td>
      <td className={mergeClasses(styles.cell, styles.figure, styles.hideNarrow)}>{ended || !isWaiting(conversation) ? t('common.dash') : duration(wait)}</td>
      <td className={mergeClasses(styles.cell, styles.figure, styles.hideWide, unanswered === 0 && styles.muted)}>{unanswered}</td>
      <td className={mergeClasses(styles.cell, styles.figure, styles.hideWide, transfers === 0 && styles.muted)}>{transfers}</td>
      <td className={mergeClasses(styles.cell, styles.hideWide)}>{languageName(conversation.language) || t('common.dash')}</td>
      <td className={styles.cell}>
        <div className={styles.actions}>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <Button appearance="subtle" size="small" icon={<MoreHorizontalRegular />} aria-label={t('board.actions_for', { title })} />
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {actsFor(conversation, me, switches).map((act) => (
                  <MenuItem key={act} icon={icons[act]} secondaryContent={keyOf[act]} onClick={() => onAct(act, conversation.id)}>
                    {t(`supervise.${act}`)}
                  </MenuItem>
                ))}
                <BlockItem conversation={conversation} onBlock={() => onAct('block', conversation.id)} />
                {conversation.agent && <WorkItem agent={conversation.agent} />}
                <MenuItem icon={<LinkRegular />} onClick={() => onCopy(conversation.id)}>{t('board.copy')}</MenuItem>
              </MenuList>
            </MenuPopover>
          </Menu>
        </div>
      </td>
    </tr>
  );
});

interface BoardProps extends RowActions {
  rows: Conversation[];
  waitFor: (conversation: Conversation) => number;
  points: Record<string, readonly Point[]>;
  chosen: string | null;
  me: string;
  switches?: SupervisorActions;
  /** Told whether the pointer or the focus is on a row. */
  onHold: (held: boolean) => void;
}

/** Every running conversation of the reader's queues, most in need of help first. */
export function Board({ rows, waitFor, points, chosen, me, switches, onHold, onAct, onCopy }: BoardProps) {
  const t = useText();
  const styles = useStyles();
  const body = useRef<HTMLTableSectionElement>(null);
  const hold = useHold(onHold);
  const keys = (event: KeyboardEvent) => {
    hold.stir();
    const row = (event.target as HTMLElement).closest('tr');
    if (!row || event.target !== row || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: body.current?.firstElementChild, End: body.current?.lastElementChild }[event.key];
    if (to instanceof HTMLElement) {
      event.preventDefault();
      to.focus();
      return;
    }
    const found = rows.find((each) => each.id === row.dataset['conversation']);
    const letter = event.key === 'Enter' ? 'M' : event.key.toUpperCase();
    const act = found && actsFor(found, me, switches).find((each) => keyOf[each] === letter);
    if (!found || !act) return;
    event.preventDefault();
    onAct(act, found.id);
  };
  const columns: { name: string; className?: string }[] = [
    { name: t('board.need_short') },
    { name: t('board.customer') },
    { name: t('board.sentiment') },
    { name: t('board.trend'), className: styles.hideMiddle },
    { name: t('board.agent'), className: styles.hideNarrow },
    { name: t('board.queue'), className: styles.hideMiddle },
    { name: t('board.status'), className: styles.hideNarrow },
    { name: t('board.waiting'), className: mergeClasses(styles.figure, styles.hideNarrow) },
    { name: t('board.unanswered'), className: mergeClasses(styles.figure, styles.hideWide) },
    { name: t('board.transfers'), className: mergeClasses(styles.figure, styles.hideWide) },
    { name: t('board.language'), className: styles.hideWide },
  ];
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={t('board.table')}>
        <thead>
          <tr>
            {columns.map((column) => <th key={column.name} scope="col" className={mergeClasses(styles.head, column.className)}>{column.name}</th>)}
            <th scope="col" className={mergeClasses(styles.head, styles.figure)}><Hidden>{t('board.actions')}</Hidden></th>
          </tr>
        </thead>
        <tbody
          ref={body}
          onKeyDown={keys}
          onPointerMove={() => hold.point(true)}
          onPointerLeave={() => hold.point(false)}
          onFocus={() => hold.focus(true)}
          onBlur={() => hold.focus(false)}
        >
          {rows.map((each, index) => (
            <Row
              key={each.id}
              conversation={each}
              wait={Math.floor(waitFor(each))}
              live={points[each.id] ?? noPoints}
              chosen={each.id === chosen}
              tabbable={index === 0 || each.id === chosen}
              whole={index < fetchedCourses}
              me={me}
              switches={switches}
              onAct={onAct}
              onCopy={onCopy}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
