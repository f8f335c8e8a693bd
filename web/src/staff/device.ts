/** Browsers by the word they call themselves; one that says it is another as well stands before it. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/(?:Firefox|FxiOS)\//, 'Firefox'], [/(?:Chrome|CriOS)\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone|iPad|iPod/, 'iOS'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
];

export interface Device {
  /** Empty where nothing is known. */
  program: string;
  system: string;
  isSmall: boolean;
}

/** What a person would call the device that calls itself this. */
export function deviceOf(text: string): Device {
  const found = (table: typeof programs) => table.find(([sign]) => sign.test(text))?.[1] ?? '';
  return { program: found(programs) || (text.trim().split(/\s+/)[0] ?? ''), system: found(systems), isSmall: /Mobi|Android|iPhone|iPad|iPod/.test(text) };
}
