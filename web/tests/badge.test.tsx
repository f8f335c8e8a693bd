import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { levelNames } from '../src/api/model';
import { codeOf } from '../src/live/apply';
import type { LevelLook } from '../src/ui/levels';
import { isLevel, levelLooks, levelTokens, scoredLevels } from '../src/ui/levels';
import { SentimentBadge, SentimentFace } from '../src/ui/sentiment-badge';

const looks: [string, LevelLook][] = Object.entries(levelLooks);
const light = { light: ['#ffffff', '#fafafa', '#f5f5f5', '#ebebeb'], dark: ['#292929', '#1f1f1f', '#141414', '#383838', '#3d3d3d'] };

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

describe('the table of levels', () => {
  it('holds the eight levels of the server with their codes', () => {
    expect(looks.map(([name]) => name).sort()).toEqual([...levelNames].sort());
    for (const [name, look] of looks) expect(look.code).toBe(codeOf(name));
  });

  it('lists the seven from the worst to the best', () => {
    expect(scoredLevels.map((name) => levelLooks[name].code)).toEqual([7, 8, 9, 10, 11, 12, 13]);
  });

  it('gives no two levels the same shape, so that colour is never needed', () => {
    const shapes = looks.map(([, look]) => `${look.fill} ${look.ring} ${look.brows} ${look.mouth}`);
    expect(new Set(shapes).size).toBe(8);
  });

  it.each(['light', 'dark'] as const)('has at least 4.5 : 1 on every %s surface', (shade) => {
    for (const [name, look] of looks) {
      for (const surface of light[shade]) expect(contrast(look[shade], surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('becomes one theme token a level', () => {
    expect(Object.keys(levelTokens('light'))).toHaveLength(8);
    expect(levelTokens('dark')['levelNegative']).toBe(levelLooks.negative.dark);
  });

  it('knows a level from other words', () => {
    expect(isLevel('negative')).toBe(true);
    expect(isLevel('sad')).toBe(false);
    expect(isLevel(null)).toBe(false);
  });
});

describe('the badge', () => {
  it('says its label aloud and its word in text, the face nothing', () => {
    const markup = renderToStaticMarkup(<SentimentBadge level="negative" word="Negative" label="Customer sentiment: Negative" />);
    expect(markup).toContain('role="img"');
    expect(markup).toContain('aria-label="Customer sentiment: Negative"');
    expect(markup).toContain('>Negative</span>');
    expect(markup).toContain('aria-hidden="true"');
  });

  it('says the word alone where no label is given, also without room for it', () => {
    const markup = renderToStaticMarkup(<SentimentBadge level="neutral" word="Neutral" faceOnly />);
    expect(markup).toContain('aria-label="Neutral"');
    expect(markup).not.toContain('>Neutral<');
  });

  it('draws eight different faces', () => {
    const drawn = looks.map(([name]) => (isLevel(name) ? renderToStaticMarkup(<SentimentFace level={name} size={16} />).replaceAll(/var\(--level\w+\)|data-level="\w+"/g, '') : ''));
    expect(new Set(drawn).size).toBe(8);
  });
});
