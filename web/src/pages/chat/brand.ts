import { tokens } from '@fluentui/react-components';

/** The colours of the chat's head: what the embedding page asks for, with the text colour that can be read on it. */
export function brandOf(asked: string | null): { '--chatBrand': string; '--chatOnBrand': string } {
  const standard = { '--chatBrand': tokens.colorBrandBackground, '--chatOnBrand': tokens.colorNeutralForegroundOnBrand };
  if (!asked || !/^#?[0-9a-f]{6}$/i.test(asked)) return standard;
  const digits = asked.replace('#', '');
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const share = parseInt(digits.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return { '--chatBrand': `#${digits}`, '--chatOnBrand': 1.05 / (luminance + 0.05) >= 4.5 ? '#ffffff' : '#000000' };
}
