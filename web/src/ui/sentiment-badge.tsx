import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { LevelKey, LevelLook } from './levels';
import { levelColour, levelLooks } from './levels';

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    verticalAlign: 'middle',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
  },
  changed: {
    animationName: { from: { opacity: 0.2 }, to: { opacity: 1 } },
    animationDuration: tokens.durationSlow,
    '@media (prefers-reduced-motion: reduce)': { animationDuration: '1ms' },
  },
  word: { fontWeight: tokens.fontWeightSemibold },
  small: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  medium: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  face: { flexShrink: 0, display: 'block' },
});

const sizes = { small: 18, medium: 22, large: 32 } as const;
const upperHalf = 'M3.5 12 A8.5 8.5 0 0 1 20.5 12';
const lowerHalf = 'M3.5 12 A8.5 8.5 0 0 0 20.5 12 Z';

interface FaceProps {
  level: LevelKey;
  size: number;
  className?: string;
}

/** The face of one level. It says nothing aloud: the badge around it does. */
export function SentimentFace({ level, size, className }: FaceProps) {
  const look: LevelLook = levelLooks[level];
  const colour = levelColour(level);
  const ground = tokens.colorNeutralBackground1;
  const onFill = look.fill === 'full' ? ground : colour;
  const mouthColour = look.fill === 'full' || look.fill === 'half' ? ground : colour;
  return (
    <svg className={className} style={{ flexShrink: 0 }} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false" data-level={level}>
      {look.ring && <circle cx="12" cy="12" r="11" fill="none" stroke={colour} strokeWidth="1.4" />}
      {look.fill === 'full' && <circle cx="12" cy="12" r="8.9" fill={colour} />}
      {look.fill === 'outline' && <circle cx="12" cy="12" r="8.9" fill="none" stroke={colour} strokeWidth="1.7" />}
      {look.fill === 'dotted' && (
        <circle cx="12" cy="12" r="8.9" fill="none" stroke={colour} strokeWidth="1.7" strokeDasharray="1.9 2.76" />
      )}
      {look.fill === 'half' && (
        <>
          <path d={lowerHalf} fill={colour} />
          <path d={upperHalf} fill="none" stroke={colour} strokeWidth="1.7" />
          <path d={lowerHalf} fill="none" stroke={colour} strokeWidth="1.7" />
        </>
      )}
      {level !== 'none' && (
        <>
          <circle cx="9" cy="9.6" r="1.25" fill={onFill} />
          <circle cx="15" cy="9.6" r="1.25" fill={onFill} />
        </>
      )}
      {look.brows && (
        <path d="M7 6.8 L10.2 8.2 M17 6.8 L13.8 8.2" stroke={onFill} strokeWidth="1.4" strokeLinecap="round" />
      )}
      <path
        d={look.mouth}
        fill={look.openMouth ? mouthColour : 'none'}
        stroke={mouthColour}
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

interface BadgeProps {
  level: LevelKey;
  /** The level in words. */
  word: string;
  /** What is read aloud; the word alone where nothing else is given. */
  label?: string;
  size?: keyof typeof sizes;
  /** Without the word beside the face, for narrow places. */
  faceOnly?: boolean;
  className?: string;
}

/** A level by shape, colour and word together; the only place that draws one. It fades over once when the level changes. */
export function SentimentBadge({ level, word, label, size = 'medium', faceOnly = false, className }: BadgeProps) {
  const styles = useStyles();
  const [drawn, setDrawn] = useState(level);
  const [fading, setFading] = useState(false);
  if (drawn !== level) {
    setDrawn(level);
    setFading(true);
  }
  return (
    <span
      role="img"
      aria-label={label ?? word}
      className={mergeClasses(styles.badge, fading && styles.changed, className)}
      onAnimationEnd={() => setFading(false)}
    >
      <SentimentFace level={level} size={sizes[size]} className={styles.face} />
      {!faceOnly && (
        <span
          className={mergeClasses(styles.word, size === 'small' ? styles.small : styles.medium)}
          style={{ color: levelColour(level) }}
        >
          {word}
        </span>
      )}
    </span>
  );
}
