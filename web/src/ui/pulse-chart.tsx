import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useState } from 'react';
import { levelColour, levelOfPulse } from './levels';
import { useWidth } from './use-width';

const useStyles = makeStyles({
  root: { position: 'relative', lineHeight: 0, borderRadius: tokens.borderRadiusMedium, cursor: 'pointer', touchAction: 'pan-y', ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '2px' } },
  label: { fill: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, fontFamily: tokens.fontFamilyBase },
  hint: {
    position: 'absolute', top: 0, zIndex: 1, pointerEvents: 'none', padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`, borderRadius: tokens.borderRadiusMedium, width: 'max-content', maxWidth: '220px',
    backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1, boxShadow: tokens.shadow8, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, whiteSpace: 'pre-line',
  },
  before: { transform: 'translateX(calc(-100% - 10px))' },
  after: { transform: 'translateX(10px) /* @noflip */' },
});

export interface ChartPoint {
  key: string;
  /** 0…100, or null where there is nothing to show. */
  pulse: number | null;
  previous: number | null;
  /** How many conversations stand behind it. */
  amount: number;
  /** Under the axis. */
  tick: string;
  /** What is read for this point. */
  text: string;
}

interface PulseChartProps {
  points: readonly ChartPoint[];
  /** What the chart shows, and what the arrow keys choose. */
  label: string;
  chosen: string | null;
  onChoose: (key: string) => void;
  /** The point that the page is filtered by. */
  filtered?: string;
  /** Told after a click, Enter or the space bar on the chosen point. */
  onPick?: (key: string) => void;
}

const height = 240;
const left = 32;
const right = 12;
const lineTop = 12;
const lineBottom = 168;
const barTop = 180;
const barBottom = 212;
const tickWidth = 64;

/** The pieces of a line between gaps. */
function pathOf(values: readonly (number | null)[], x: (index: number) => number, y: (pulse: number) => number): string {
  let path = '';
  let open = false;
  values.forEach((value, index) => {
    if (value !== null) path += `${open ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    open = value !== null;
  });
  return path;
}

/** A pulse over time with the period before dashed and the amounts under it; arrow keys, pointer and a click choose a point. */
export function PulseChart({ points, label, chosen, onChoose, filtered, onPick }: PulseChartProps) {
  const styles = useStyles();
  const { ref, width } = useWidth<HTMLDivElement>();
  const [hovered, setHovered] = useState<number | null>(null);
  const last = points.length - 1;
  const step = last > 0 ? (width - left - right) / last : 0;
  const x = (index: number) => (last > 0 ? left + index * step : (width + left) / 2);
  const y = (pulse: number) => lineBottom - (pulse / 100) * (lineBottom - lineTop);
  const most = Math.max(1, ...points.map((each) => each.amount));
  const every = Math.max(1, Math.ceil(tickWidth / Math.max(1, step)));
  const bar = Math.max(2, Math.min(18, step * 0.6));
  const picked = points.findIndex((each) => each.key === chosen);
  const read = hovered ?? (picked >= 0 ? picked : null);
  const indexAt = (event: MouseEvent<HTMLDivElement>) => {
    const at = step > 0 ? Math.round((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / step) : 0;
    return Math.min(last, Math.max(0, at));
  };
  const held = points.findIndex((each) => each.key === filtered);
  const move = (event: KeyboardEvent) => {
    if ((event.key === 'Enter' || event.key === ' ') && picked >= 0) {
      event.preventDefault();
      onPick?.(points[picked]!.key);
      return;
    }
    const now = picked >= 0 ? picked : last;
    const to = { ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1, Home: 0, End: last, PageUp: now + 7, PageDown: now - 7 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const first = picked < 0 && event.key.startsWith('Arrow') ? last : to;
    onChoose(points[Math.min(last, Math.max(0, first))]!.key);
  };
  return (
    <div
      ref={ref}
      className={styles.root}
      dir="ltr"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={picked >= 0 ? picked : Math.max(0, last)}
      aria-valuetext={points[picked >= 0 ? picked : last]?.text ?? label}
      onKeyDown={move}
      onPointerMove={(event) => setHovered(indexAt(event))}
      onPointerLeave={() => setHovered(null)}
      onClick={(event) => {
        const { key } = points[indexAt(event)]!;
        onChoose(key);
        onPick?.(key);
      }}
    >
      <svg width={width} height={height} aria-hidden="true" focusable="false">
        <rect x={left} y={y(55)} width={Math.max(0, width - left - right)} height={y(45) - y(55)} fill={tokens.colorNeutralBackground3} />
        {held >= 0 && <rect x={x(held) - Math.max(8, step / 2)} width={Math.max(16, step)} y={lineTop} height={barBottom - lineTop} rx="4" fill={tokens.colorBrandBackground2} />}
        {[0, 50, 100].map((pulse) => (
          <g key={pulse}>
            <line x1={left} x2={width - right} y1={y(pulse)} y2={y(pulse)} stroke={tokens.colorNeutralStroke3} />
            <text className={styles.label} x={left - 8} y={y(pulse) + 4} textAnchor="end">{pulse}</text>
          </g>
        ))}
        {picked >= 0 && <line x1={x(picked)} x2={x(picked)} y1={lineTop} y2={barBottom} stroke={tokens.colorBrandStroke1} strokeWidth="1.5" />}
        <path d={pathOf(points.map((each) => each.previous), x, y)} fill="none" stroke={tokens.colorNeutralStroke1} strokeWidth="1.5" strokeDasharray="4 3" />
        <path d={pathOf(points.map((each) => each.pulse), x, y)} fill="none" stroke={tokens.colorNeutralStrokeAccessible} strokeWidth="1.75" strokeLinejoin="round" />
        {points.map((each, index) => (
          <g key={each.key}>
            {each.pulse !== null && <circle cx={x(index)} cy={y(each.pulse)} r={index === read ? 5 : 3} fill={levelColour(levelOfPulse(each.pulse))} stroke={tokens.colorNeutralBackground1} strokeWidth="1" />}
            {each.amount > 0 && (
              <rect x={x(index) - bar / 2} width={bar} rx="1" y={barBottom - (each.amount / most) * (barBottom - barTop)} height={(each.amount / most) * (barBottom - barTop)} fill={index === read ? tokens.colorNeutralForeground3 : tokens.colorNeutralStroke1} />
            )}
            {(last - index) % every === 0 && x(index) > left && (
              <text className={styles.label} x={Math.min(width - right, x(index))} y={height - 8} textAnchor={index === last && last > 0 ? 'end' : 'middle'}>{each.tick}</text>
            )}
          </g>
        ))}
      </svg>
      {read !== null && points[read] && (
        <span className={mergeClasses(styles.hint, x(read) > width / 2 ? styles.before : styles.after)} style={{ insetInlineStart: `${x(read)}px` }} aria-hidden="true">{points[read].text}</span>
      )}
    </div>
  );
}
