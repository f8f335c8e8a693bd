/** One figure of the summary with the one of the period before. */
export interface Figure {
  value: number | null;
  previous: number | null;
}

function figureOf(value: unknown): Figure | null {
  if (typeof value === 'number') return { value, previous: null };
  if (value === null || typeof value !== 'object' || !('value' in value)) return null;
  const number = (each: unknown) => (typeof each === 'number' && Number.isFinite(each) ? each : null);
  const { value: now, previous } = value as { value: unknown; previous?: unknown };
  return { value: number(now), previous: number(previous) };
}

/** The figures of a part of the summary, in the order the server names them. */
export function figuresOf(part: unknown): [string, Figure][] {
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part)
    .map(([name, value]): [string, Figure | null] => [name, figureOf(value)])
    .filter((entry): entry is [string, Figure] => entry[1] !== null);
}

/** How a figure moved, as a share of the earlier one; null where there is nothing to compare with. */
export function changeOf({ value, previous }: Figure): number | null {
  if (value === null || previous === null || previous === 0) return null;
  return (value - previous) / Math.abs(previous);
}

/** A name the server uses, as words, for figures this page has no own words for. */
export function wordsOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The start of a period that ends now, as the API takes it. */
export function periodStart(days: number, now: number): string {
  return new Date(now - days * 86400000).toISOString();
}
