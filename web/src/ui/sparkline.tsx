import { makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { LevelKey } from './levels';
import { levelColour } from './levels';

const useStyles = makeStyles({
  root: { display: 'inline-block', position: 'relative', verticalAlign: 'middle', lineHeight: 0, borderRadius: tokens.borderRadiusSmall },
  focusable: {
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2, outlineOffset: '2px' },
  },
  hint: {
    position: 'absolute',
    insetInlineEnd: 0,
    top: 'calc(100% + 4px)',
    zIndex: 1,
    pointerEvents: 'none',
    whiteSpace: 'nowrap',
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

export interface SparkPoint {
  /** 0…100, or null where the message had no score. */
  pulse: number | null;
  level: LevelKey;
  /** What is read for this point. */
  text: string;
}

interface SparklineProps {
  points: SparkPoint[];
  /** What the whole line says, for those who do not see it. */
  label: string;
  width?: number;
  height?: number;
  /** With keyboard and pointer reading of each point. */
  interactive?: boolean;
}

const most = 40;

/** The pulse over the messages: neutral band shaded, one dot a message, gaps where there was no score. */
export function Sparkline({ points, label, width = 88, height = 24, interactive = false }: SparklineProps) {
  const styles = useStyles();
  const hintId = useId();
  const [chosen, setChosen] = useState<number | null>(null);
  const shown = points.slice(-most);
  const inset = 4;
  const step = shown.length > 1 ? (width - 2 * inset) / (shown.length - 1) : 0;
  const x = (index: number) => (shown.length > 1 ? inset + index * step : width - inset);
  const y = (pulse: number) => height - 3 - (pulse / 100) * (height - 6);
  let path = '';
  let open = false;
  shown.forEach((point, index) => {
    if (point.pulse === null) {
      open = false;
      return;
    }
    path += `${open ? 'L' : 'M'}${x(index).toFixed(1)} ${y(point.pulse).toFixed(1)}`;
    open = true;
  });
  const last = shown.length - 1;
  const move = (event: KeyboardEvent) => {
    const change = { ArrowLeft: -1, ArrowRight: 1, Home: -last, End: last }[event.key];
    if (change === undefined || last < 0) return;
    event.preventDefault();
    setChosen((now) => Math.min(last, Math.max(0, (now ?? last) + change)));
  };
  const read = chosen === null ? undefined : shown[chosen];
  const reading = interactive && last >= 0;
  return (
    <span
      className={reading ? `${styles.root} ${styles.focusable}` : styles.root}
      dir="ltr"
      role="img"
      aria-label={read ? `${label}. ${read.text}` : label}
      aria-describedby={read ? hintId : undefined}
      tabIndex={reading ? 0 : undefined}
      onKeyDown={reading ? move : undefined}
      onFocus={reading ? () => setChosen(last) : undefined}
      onBlur={reading ? () => setChosen(null) : undefined}
      onPointerLeave={reading ? () => setChosen(null) : undefined}
      onPointerMove={reading
        ? (event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const at = step > 0 ? Math.round((event.clientX - box.left - inset) / step) : last;
            setChosen(Math.min(last, Math.max(0, at)));
          }
        : undefined}
    >
      <svg width={width} height={height} aria-hidden="true" focusable="false">
        <rect x="0" y={y(55)} width={width} height={y(45) - y(55)} rx="1" fill={tokens.colorNeutralBackground1Selected} />
        <path d={path} fill="none" stroke={tokens.colorNeutralStrokeAccessible} strokeWidth="1.25" strokeLinejoin="round" />
        {shown.map((point, index) =>
          point.pulse === null ? null : (
            <circle
              key={index}
              cx={x(index)}
              cy={y(point.pulse)}
              r={index === last || index === chosen ? 3 : 1.6}
              fill={levelColour(point.level)}
            />
          ))}
      </svg>
      {read && <span id={hintId} className={styles.hint}>{read.text}</span>}
    </span>
  );
}
