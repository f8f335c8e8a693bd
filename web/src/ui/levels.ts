/**
 * The one table of the seven levels and of "no score": shape, colour and (through its key) word of each.
 * A shape differs from its neighbours in more than colour, so that it reads in greyscale and at 16 px.
 */
export type Fill = 'full' | 'half' | 'outline' | 'dotted';

export interface LevelLook {
  code: number;
  fill: Fill;
  /** A second ring marks the two ends of the scale. */
  ring: boolean;
  brows: boolean;
  /** The mouth as an SVG path on a 24 by 24 ground. */
  mouth: string;
  /** An open mouth is a filled shape. */
  openMouth?: boolean;
  light: string;
  dark: string;
}

export const levelLooks = {
  very_negative: { code: 7, fill: 'full', ring: true, brows: true, mouth: 'M8.2 16.6 Q12 12.8 15.8 16.6', light: '#8b1a1d', dark: '#ff9a9e' },
  negative: { code: 8, fill: 'full', ring: false, brows: false, mouth: 'M8 16.6 Q12 12.9 16 16.6', light: '#bc2f32', dark: '#f49094' },
  slightly_negative: { code: 9, fill: 'half', ring: false, brows: false, mouth: 'M8.2 16.4 L15.8 14.6', light: '#a33b04', dark: '#f4a27f' },
  neutral: { code: 10, fill: 'outline', ring: false, brows: false, mouth: 'M8 15.4 L16 15.4', light: '#5c5c5c', dark: '#bdbdbd' },
  slightly_positive: { code: 11, fill: 'half', ring: false, brows: false, mouth: 'M8.4 14.8 Q12 17 15.6 14.8', light: '#00666d', dark: '#5fd6dd' },
  positive: { code: 12, fill: 'full', ring: false, brows: false, mouth: 'M7.8 13.9 Q12 18.4 16.2 13.9', light: '#0e700e', dark: '#6cc46c' },
  very_positive: { code: 13, fill: 'full', ring: true, brows: false, mouth: 'M8 13.6 L16 13.6 Q15.2 18 12 18 Q8.8 18 8 13.6 Z', openMouth: true, light: '#0a5c0a', dark: '#9fd89f' },
  none: { code: 0, fill: 'dotted', ring: false, brows: false, mouth: 'M9 12.4 L15 12.4', light: '#616161', dark: '#adadad' },
} as const satisfies Record<string, LevelLook>;

export type LevelKey = keyof typeof levelLooks;

/** From the worst to the best, as lists and filters show them. */
export const scoredLevels = [
  'very_negative', 'negative', 'slightly_negative', 'neutral', 'slightly_positive', 'positive', 'very_positive',
] as const satisfies readonly LevelKey[];

/** The zones of several levels; the neutral one is the neutral level. */
export const zoneLevels = {
  all_negative: ['very_negative', 'negative', 'slightly_negative'],
  all_positive: ['slightly_positive', 'positive', 'very_positive'],
} as const satisfies Record<string, readonly LevelKey[]>;

const variables = {
  very_negative: 'levelVeryNegative', negative: 'levelNegative', slightly_negative: 'levelSlightlyNegative',
  neutral: 'levelNeutral', slightly_positive: 'levelSlightlyPositive', positive: 'levelPositive',
  very_positive: 'levelVeryPositive', none: 'levelNone',
} as const satisfies Record<LevelKey, string>;

/** The colour of a level as a CSS variable that the theme sets. */
export function levelColour(level: LevelKey): string {
  return `var(--${variables[level]})`;
}

/** The theme's own tokens beside Fluent's: one colour a level. */
export function levelTokens(shade: 'light' | 'dark'): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(levelLooks) as LevelKey[]).map((level) => [variables[level], levelLooks[level][shade]]));
}

export function isLevel(value: string | null | undefined): value is LevelKey {
  return value != null && value in levelLooks;
}

const cutOffs: readonly (readonly [number, LevelKey])[] = [[15, 'very_negative'], [30, 'negative'], [45, 'slightly_negative']];
const tops: readonly (readonly [number, LevelKey])[] = [[55, 'neutral'], [70, 'slightly_positive'], [85, 'positive']];

/** The level that a pulse stands for (B13). */
export function levelOfPulse(pulse: number): LevelKey {
  return cutOffs.find(([end]) => pulse < end)?.[1] ?? tops.find(([end]) => pulse <= end)?.[1] ?? 'very_positive';
}
