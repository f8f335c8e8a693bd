import { makeStyles, tokens } from '@fluentui/react-components';

export interface Piece {
  text: string;
  found: boolean;
}

const word = /[\p{L}\p{M}\p{N}]+/gu;
const written = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Words as the search compares them: without case, width and compatibility forms. */
function folded(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

function wordsIn(text: string): string[] {
  return folded(text).match(word) ?? [];
}

/** Where, in a run that is written without blanks, one of the words stands. */
function spansInRun(run: string, asked: readonly string[]): [number, number][] {
  const signs = folded(run);
  if (signs.length !== run.length) return asked.some((each) => signs.includes(each)) ? [[0, run.length]] : [];
  const spans: [number, number][] = [];
  for (const each of asked) {
    for (let at = signs.indexOf(each); at >= 0; at = signs.indexOf(each, at + each.length)) spans.push([at, at + each.length]);
  }
  return spans.sort((a, b) => a[0] - b[0]);
}

/** Cuts a text at the words of a search; the last word of it may be the begin of one in the text. */
export function foundPieces(text: string, query: string): Piece[] {
  const asked = wordsIn(query);
  const last = asked.at(-1);
  const spans: [number, number][] = [];
  for (const match of text.matchAll(word)) {
    const [at, end] = [match.index, match.index + match[0].length];
    if (written.test(match[0])) spans.push(...spansInRun(match[0], asked).map(([from, to]): [number, number] => [at + from, at + to]));
    else if (wordsIn(match[0]).some((each) => asked.includes(each) || (last !== undefined && each.startsWith(last)))) spans.push([at, end]);
  }
  const pieces: Piece[] = [];
  let done = 0;
  for (const [from, to] of spans) {
    if (from < done) continue;
    if (from > done) pieces.push({ text: text.slice(done, from), found: false });
    pieces.push({ text: text.slice(from, to), found: true });
    done = to;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), found: false });
  return pieces;
}

/** Where the part begins that has room: a quarter of it before the found word, at the begin of a word where one is near. */
function beginOf(text: string, found: number, longest: number): number {
  const from = Math.min(found - Math.floor(longest / 4), text.length - longest);
  if (from <= 0) return 0;
  const blank = text.indexOf(' ', from);
  if (blank >= 0 && blank < Math.min(found, from + longest / 4)) return blank + 1;
  return /[\uDC00-\uDFFF]/.test(text[from] ?? '') ? from + 1 : from;
}

/** The part of a long text around the first word that was found, with an ellipsis where something is left out. */
export function excerpt(pieces: readonly Piece[], longest: number): Piece[] {
  const first = pieces.findIndex((piece) => piece.found);
  const before = pieces.slice(0, Math.max(0, first)).reduce((sum, piece) => sum + piece.text.length, 0);
  const from = beginOf(pieces.map((piece) => piece.text).join(''), before, longest);
  const to = from + longest;
  const shown: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const text = piece.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (text) shown.push({ text, found: piece.found });
    at += piece.text.length;
  }
  const more = { text: '…', found: false };
  return [...(from > 0 ? [more] : []), ...shown, ...(at > to ? [more] : [])];
}

const useStyles = makeStyles({
  found: { backgroundColor: tokens.colorPaletteYellowBackground2, color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold, borderRadius: tokens.borderRadiusSmall },
});

/** A text with the words marked that a search found in it. */
export function FoundWords({ text, query, longest }: { text: string; query: string; longest: number }) {
  const styles = useStyles();
  return (
    <>
      {excerpt(foundPieces(text, query), longest).map((piece, index) =>
        piece.found ? <mark key={index} className={styles.found}>{piece.text}</mark> : <span key={index}>{piece.text}</span>)}
    </>
  );
}
