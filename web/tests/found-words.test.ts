import { describe, expect, it } from 'vitest';
import { excerpt, foundPieces } from '../src/ui/found-words';

const marked = (text: string, query: string) => foundPieces(text, query).map(({ text: part, found }) => (found ? `[${part}]` : part)).join('');
const cut = (text: string, query: string, longest: number) => excerpt(foundPieces(text, query), longest).map((piece) => piece.text).join('');

describe('the words of a search in a text', () => {
  it('are marked as the search compares them, the last one also as the begin of a longer one', () => {
    expect(marked('My Invoice, INVOICES and invoicing.', 'invoice')).toBe('My [Invoice], [INVOICES] and invoicing.');
    expect(marked('My Invoice, INVOICES and invoicing.', 'invoice my')).toBe('[My] [Invoice], INVOICES and invoicing.');
    expect(marked('Die Größe stimmt', 'GRÖSSE')).toBe('Die [Größe] stimmt');
    expect(marked('東京都の請求書', '請求書')).toBe('東京都の[請求書]');
  });
});

describe('the excerpt of a found message', () => {
  it('is the whole message when there is room', () => {
    expect(cut('What a disgrace of a company, number parcel4711', 'parcel4711', 60)).toBe('What a disgrace of a company, number parcel4711');
  });

  it('begins with a word a quarter before the found one, and says what is left out', () => {
    const text = `${'before '.repeat(20)}teapot${' after'.repeat(20)}`;
    const shown = cut(text, 'teapot', 80);
    expect(shown).toMatch(/^…before .*teapot after.*…$/);
    expect(shown.length).toBeLessThanOrEqual(82);
  });

  it('shows the end in full when the found word stands there', () => {
    expect(cut(`${'before '.repeat(20)}teapot`, 'teapot', 40)).toMatch(/^…before (before )+teapot$/);
  });

  it('never begins with half of a letter', () => {
    expect(cut(`${'😀'.repeat(50)} teapot`, 'teapot', 41)).toMatch(/^…(😀)+ teapot$/u);
  });
});
