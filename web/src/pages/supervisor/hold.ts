import { useEffect, useState } from 'react';

/** Without a movement or a key for so long nobody is on a row any more, wherever the pointer lies and the focus stays. */
export const restMilliseconds = 20_000;

/** Tells its listener whether somebody is on a row, by pointer or by focus, each time that changes. */
export function holdOf(listener: (held: boolean) => void = () => undefined) {
  let tell = listener;
  let pointed = false;
  let focused = false;
  let told = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  const say = (held: boolean) => {
    if (held === told) return;
    told = held;
    tell(held);
  };
  const stir = () => {
    clearTimeout(rest);
    const held = pointed || focused;
    if (held) rest = setTimeout(() => say(false), restMilliseconds);
    say(held);
  };
  return {
    point: (on: boolean) => {
      pointed = on;
      stir();
    },
    focus: (on: boolean) => {
      focused = on;
      stir();
    },
    stir,
    listen: (next: (held: boolean) => void) => {
      tell = next;
    },
    /** The rows are gone, and whoever was on them. */
    end: () => {
      pointed = false;
      focused = false;
      stir();
    },
  };
}

/** The hold of rows for as long as they are drawn. */
export function useHold(onHold: (held: boolean) => void): ReturnType<typeof holdOf> {
  const [hold] = useState(() => holdOf());
  useEffect(() => hold.listen(onHold), [hold, onHold]);
  useEffect(() => hold.end, [hold]);
  return hold;
}
