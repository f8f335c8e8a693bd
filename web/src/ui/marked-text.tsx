import { makeStyles } from '@fluentui/react-components';

export interface Mark {
  /** UTF-8 byte offsets. */
  start: number;
  end: number;
  /** Negative lowers the pulse. */
  weight: number;
}

export interface Segment {
  text: string;
  weight: number | null;
}

/** Cuts a text at marks given in UTF-8 bytes; marks that overlap or lie outside are left out. */
export function segments(text: string, marks: readonly Mark[]): Segment[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const pieces: Segment[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end <= mark.start || mark.end > bytes.length) continue;
    if (mark.start > at) pieces.push({ text: decoder.decode(bytes.subarray(at, mark.start)), weight: null });
    pieces.push({ text: decoder.decode(bytes.subarray(mark.start, mark.end)), weight: mark.weight });
    at = mark.end;
  }
  if (at < bytes.length) pieces.push({ text: decoder.decode(bytes.subarray(at)), weight: null });
  return pieces;
}

const useStyles = makeStyles({
  mark: {
    backgroundColor: 'transparent',
    color: 'inherit',
    textDecorationLine: 'underline',
    textDecorationThickness: '2px',
    textUnderlineOffset: '3px',
    '@media (forced-colors: active)': { backgroundColor: 'Canvas', color: 'CanvasText' },
  },
  lowers: { textDecorationStyle: 'wavy', textDecorationThickness: '1px', textDecorationColor: 'var(--levelNegative)' },
  raises: { textDecorationStyle: 'solid', textDecorationColor: 'var(--levelPositive)' },
});

/** A message with the phrases underlined that moved its score. */
export function MarkedText({ text, marks }: { text: string; marks: readonly Mark[] }) {
  const styles = useStyles();
  if (marks.length === 0) return <>{text}</>;
  return (
    <>
      {segments(text, marks).map((segment, index) =>
        segment.weight === null ? (
          <span key={index}>{segment.text}</span>
        ) : (
          <mark key={index} className={`${styles.mark} ${segment.weight < 0 ? styles.lowers : styles.raises}`}>
            {segment.text}
          </mark>
        ))}
    </>
  );
}
