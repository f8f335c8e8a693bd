import { Text, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { Presence, Work } from '../../api/model';
import { clock, dayName, duration, useText } from '../../text';
import { levelColour } from '../../ui/levels';
import { SentimentFace } from '../../ui/sentiment-badge';
import { useWidth } from '../../ui/use-width';
import { presenceSpans, sessionLanes, ticksOf, wasMissed } from './timeline';
import type { Span } from './timeline';

const tickWidth = 72;
const faceWidth = 24;
const wordWidth = 88;
const day = 24 * 60 * 60 * 1000;

const useStyles = makeStyles({
  root: { position: 'relative', display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  lane: { position: 'relative', height: '24px' },
  presence: { position: 'absolute', top: 0, bottom: 0, boxSizing: 'border-box', overflow: 'hidden', borderRadius: tokens.borderRadiusSmall, fontSize: tokens.fontSizeBase200, lineHeight: '22px', paddingInlineStart: tokens.spacingHorizontalXS, whiteSpace: 'nowrap', border: `${tokens.strokeWidthThin} solid currentColor` },
  available: { backgroundColor: tokens.colorPaletteGreenBackground2, color: tokens.colorPaletteGreenForeground2 },
  busy: { backgroundColor: tokens.colorPaletteRedBackground2, color: tokens.colorPaletteRedForeground2 },
  do_not_disturb: { backgroundColor: tokens.colorPaletteCranberryBackground2, color: tokens.colorPaletteCranberryForeground2 },
  away: { backgroundColor: tokens.colorPaletteMarigoldBackground2, color: tokens.colorPaletteMarigoldForeground2 },
  offline: { top: '11px', bottom: '11px', backgroundColor: tokens.colorNeutralStroke1, color: 'transparent' },
  sessions: { position: 'relative', borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`, borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}` },
  grid: { position: 'absolute', top: 0, bottom: 0, width: tokens.strokeWidthThin, backgroundColor: tokens.colorNeutralStroke3 },
  bar: {
    position: 'absolute', boxSizing: 'border-box', height: '20px', minWidth: '4px', display: 'flex', alignItems: 'center', overflow: 'hidden', borderRadius: tokens.borderRadiusSmall, border: `${tokens.strokeWidthThin} solid transparent`,
    backgroundColor: tokens.colorNeutralBackground3, borderInlineStartWidth: tokens.strokeWidthThickest,
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '1px', zIndex: 1 },
  },
  missed: { border: `${tokens.strokeWidthThin} dashed transparent`, backgroundColor: 'transparent' },
  face: { marginInlineStart: '1px' },
  axis: { position: 'relative', height: '20px', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, fontVariantNumeric: 'tabular-nums' },
  tick: { position: 'absolute', transform: 'translateX(-50%) /* @noflip */', whiteSpace: 'nowrap' },
  hint: {
    position: 'absolute', zIndex: 2, pointerEvents: 'none', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, borderRadius: tokens.borderRadiusMedium, width: 'max-content', maxWidth: '260px', whiteSpace: 'pre-line',
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1, boxShadow: tokens.shadow8, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200,
  },
  muted: { color: tokens.colorNeutralForeground3 },
});

interface Hint {
  at: number;
  top: number;
  text: string;
}

/** When the agent was there, and the sessions under it by the time they took; the arrow keys walk along them. */
export function WorkTimeline({ work, whole, addressOf }: { work: Work; whole: Span; addressOf: (conversation: string) => string }) {
  const t = useText();
  const styles = useStyles();
  const { ref, width } = useWidth<HTMLDivElement>();
  const bars = useRef<HTMLDivElement>(null);
  const [hint, setHint] = useState<Hint | null>(null);
  const [stop, setStop] = useState('');
  const spans = presenceSpans(work.presences, whole);
  const placed = sessionLanes(work.sessions, whole);
  const lanes = Math.max(1, ...placed.map(({ lane }) => lane + 1));
  const share = (at: number) => ((at - whole.from) / (whole.to - whole.from)) * 100;
  const pixels = ({ from, to }: Span) => ((to - from) / (whole.to - whole.from)) * width;
  const { step, ticks } = ticksOf(whole, Math.max(2, Math.floor(width / tickWidth)));
  const times = ({ from, to }: Span) => ({
    from: named(from), to: to === whole.to ? t('work.still') : named(to), length: duration((to - from) / 1000),
  });
  const named = (at: number) => (whole.to - whole.from > day ? `${dayName(at, zone())}, ${clock(at)}` : clock(at));
  const read = (at: number, top: number, text: string) => setHint({ at, top, text });
  const place = (span: Span) => ({ insetInlineStart: `min(${share(span.from)}%, calc(100% - 5px))`, width: `${share(span.to) - share(span.from)}%` });
  const walk = (event: KeyboardEvent) => {
    const links = [...(bars.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const now = links.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowLeft: now - 1, ArrowUp: now - 1, ArrowRight: now + 1, ArrowDown: now + 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || now < 0) return;
    event.preventDefault();
    links[Math.min(links.length - 1, Math.max(0, to))]?.focus();
  };
  const first = placed.some(({ session }) => session.id === stop) ? stop : placed.at(-1)?.session.id;
  return (
    <div ref={ref} className={styles.root} dir="ltr" onPointerLeave={() => setHint(null)}>
      <div className={styles.lane} role="list" aria-label={t('work.presence_lane')}>
        {spans.map((span) => {
          const word = t(`presence.${span.presence}`);
          const text = t('work.span', { word, ...times(span) });
          return (
            <span
              key={span.from}
              role="listitem"
              aria-label={text}
              className={mergeClasses(styles.presence, presenceStyle(styles, span.presence))}
              style={place(span)}
              onPointerEnter={() => read(share((span.from + span.to) / 2), 28, text)}
              onPointerLeave={() => setHint(null)}
            >
              <span aria-hidden="true">{pixels(span) > wordWidth ? word : ''}</span>
            </span>
          );
        })}
        {spans.length === 0 && <Text size={200} className={styles.muted}>{t('work.presence_none')}</Text>}
      </div>
      <div ref={bars} className={styles.sessions} style={{ height: `${lanes * 24 + 4}px` }} role="group" aria-label={t('work.sessions_lane')} onKeyDown={walk}>
        {ticks.map((at) => <span key={at} className={styles.grid} style={{ insetInlineStart: `${share(at)}%` }} aria-hidden="true" />)}
        {placed.map(({ session, lane, ...span }) => {
          const text = t('work.bar', { customer: session.customer.name, queue: session.queue.name, level: t(`level.${session.level}`), ...times(span) });
          const told = session.ended_by ? `${text}\n${t(`work.end.${session.ended_by}`)}` : text;
          const show = () => read(share((span.from + span.to) / 2), 32 + (lane + 1) * 24 + 4, told);
          return (
            <Link
              key={session.id}
              to={addressOf(session.conversation)}
              aria-label={told}
              tabIndex={session.id === first ? 0 : -1}
              className={mergeClasses(styles.bar, wasMissed(session) && styles.missed)}
              style={{ ...place(span), top: `${lane * 24 + 4}px`, borderColor: levelColour(session.level) }}
              onPointerEnter={show}
              onPointerLeave={() => setHint(null)}
              onFocus={() => { setStop(session.id); show(); }}
              onBlur={() => setHint(null)}
            >
              {pixels(span) > faceWidth && <SentimentFace level={session.level} size={16} className={styles.face} />}
            </Link>
          );
        })}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {ticks.filter((at) => share(at) * width / 100 > tickWidth / 3 && (100 - share(at)) * width / 100 > tickWidth / 3)
          .map((at) => <span key={at} className={styles.tick} style={{ insetInlineStart: `${share(at)}%` }}>{step >= day ? dayName(at, zone()) : clock(at)}</span>)}
      </div>
      {hint && (
        <span className={styles.hint} style={{ top: `${hint.top}px`, ...(hint.at > 50 ? { insetInlineEnd: `${100 - hint.at}%` } : { insetInlineStart: `${hint.at}%` }) }} aria-hidden="true">{hint.text}</span>
      )}
    </div>
  );
}

function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function presenceStyle(styles: ReturnType<typeof useStyles>, presence: Presence): string {
  return styles[presence];
}
