import { useEffect, useRef } from 'react';

/** The most that a place to write takes of the page, in pixels; beyond, it scrolls. */
const highest = 160;

/** A place to write that is as high as its text, up to a bound. */
export function useGrowing(text: string): React.RefObject<HTMLTextAreaElement | null> {
  const ref = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const area = ref.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(highest, area.scrollHeight)}px`;
  }, [text]);
  return ref;
}
