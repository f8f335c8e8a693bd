import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  frame: { position: 'relative', flexGrow: 1, minHeight: 0, display: 'flex', flexDirection: 'column' },
  log: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    overscrollBehavior: 'contain',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    display: 'flex',
    flexDirection: 'column',
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '-2px' },
  },
  spacer: { flexGrow: 1 },
  row: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', marginTop: tokens.spacingVerticalXXS, ':hover [data-quiet], &:focus-within [data-quiet]': { opacity: 1 } },
  first: { marginTop: tokens.spacingVerticalM },
  end: { alignItems: 'flex-end' },
  middle: { alignItems: 'center' },
  head: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, marginBottom: tokens.spacingVerticalXXS },
  line: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, maxWidth: '100%' },
  lineEnd: { flexDirection: 'row-reverse' },
  bubble: {
    maxWidth: 'min(62ch, 78vw)',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1,
    whiteSpace: 'pre-wrap',
    textAlign: 'start',
    overflowWrap: 'anywhere',
    lineHeight: tokens.lineHeightBase300,
  },
  large: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  own: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  filled: { backgroundColor: 'var(--chatBrand)', color: 'var(--chatOnBrand)' },
  note: {
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderRadius: tokens.borderRadiusMedium,
    borderInlineStartWidth: '3px', borderInlineStartStyle: 'solid', borderInlineStartColor: tokens.colorStatusWarningBorder2,
  },
  sought: { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineOffset: '2px', outlineColor: tokens.colorBrandStroke1 },
  quiet: {
    backgroundColor: 'transparent', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200, textAlign: 'center', padding: tokens.spacingVerticalXS,
  },
  quietLarge: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, color: tokens.colorNeutralForeground2 },
  pending: { outlineStyle: 'dashed', outlineWidth: tokens.strokeWidthThin, outlineOffset: '1px', outlineColor: tokens.colorNeutralStroke1 },
  foot: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, marginTop: tokens.spacingVerticalXXS, ':empty': { display: 'none' }, '& .fui-Link': { fontSize: 'inherit', lineHeight: 'inherit' } },
  jump: {
    position: 'absolute', insetInlineStart: '50%', transform: 'translateX(-50%)', bottom: tokens.spacingVerticalS,
    boxShadow: tokens.shadow8,
  },
});

export interface TranscriptItem {
  id: string;
  /** start: the customer on staff pages, the staff on the visitor's. */
  side: 'start' | 'end' | 'middle';
  look?: 'plain' | 'own' | 'filled' | 'note' | 'quiet';
  author: string;
  /** Shown above the first message of a group. */
  head?: ReactNode;
  body: ReactNode;
  edge?: ReactNode;
  foot?: ReactNode;
  pending?: boolean;
  language?: string;
}

interface TranscriptProps {
  label: string;
  latest: string;
  items: TranscriptItem[];
  empty?: ReactNode;
  large?: boolean;
  /** The message that the reader came for: it is ringed, and in view at first. */
  sought?: string;
}

/** The messages of one conversation; stays at the end unless the reader has scrolled back. */
export function Transcript({ label, latest, items, empty, large = false, sought }: TranscriptProps) {
  const styles = useStyles();
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(sought === undefined);
  const brought = useRef<HTMLDivElement>(null);
  const [behind, setBehind] = useState(false);
  const toEnd = () => {
    const element = log.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setBehind(false);
  };
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
  }, [items]);
  useLayoutEffect(() => {
    const [element, row] = [log.current, brought.current];
    if (element && row) element.scrollTop = row.offsetTop - (element.clientHeight - row.offsetHeight) / 2;
  }, [sought]);
  useEffect(() => {
    const element = log.current;
    if (!element || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const scrolled = () => {
    const element = log.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    setBehind(!atEnd.current);
  };
  return (
    <div className={styles.frame}>
      <div ref={log} className={styles.log} role="log" aria-label={label} tabIndex={0} onScroll={scrolled}>
        {items.length === 0 && empty}
        {items.length > 0 && <div className={styles.spacer} />}
        {items.map((item) => (
          <div
            key={item.id}
            ref={item.id === sought ? brought : undefined}
            aria-current={item.id === sought ? 'true' : undefined}
            className={mergeClasses(
              styles.row, item.head !== undefined && styles.first,
              item.side === 'end' && styles.end, item.side === 'middle' && styles.middle)}
          >
            {item.head && <div className={styles.head}>{item.head}</div>}
            <div className={mergeClasses(styles.line, item.side === 'end' && styles.lineEnd)}>
              <div
                dir="auto"
                lang={item.language || undefined}
                className={mergeClasses(
                  styles.bubble, large && styles.large, item.look === 'own' && styles.own, item.look === 'filled' && styles.filled,
                  item.look === 'note' && styles.note, item.look === 'quiet' && styles.quiet, large && item.look === 'quiet' && styles.quietLarge, item.pending && styles.pending,
                  item.id === sought && styles.sought)}
              >
                {item.body}
              </div>
              {item.edge}
            </div>
            {item.foot && <div className={styles.foot}>{item.foot}</div>}
          </div>
        ))}
      </div>
      {behind && items.length > 0 && (
        <Button className={styles.jump} size="small" shape="circular" icon={<ArrowDownRegular />} onClick={toEnd}>
          {latest}
        </Button>
      )}
    </div>
  );
}
