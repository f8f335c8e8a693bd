// Finds sentences that bring a conversation through given levels, one message a step. A model may read a sentence a little
// differently after training, so a story never trusts a sentence: it asks the server first.
import { levelOf, levels, pulseOf } from "./window.mjs";

const bound = 200000;
const margin = 0.2;
const centres = [7, 22, 37, 50, 62, 78, 93];

/// `candidates`: [{text, pulse}]. Gives one text a level, or undefined when no sequence leads there.
export function plan(candidates, wanted) {
  let tried = 0;
  const step = (pulses, texts) => {
    if (texts.length === wanted.length) return texts;
    const level = wanted[texts.length];
    const centre = centres[levels.indexOf(level)];
    const fitting = candidates
      .filter(({ text }) => !texts.includes(text))
      .map((candidate) => ({ ...candidate, mood: pulseOf([...pulses, candidate.pulse]) }))
      .filter(({ mood }) => levelOf(mood - margin) === level && levelOf(mood + margin) === level)
      .sort((left, right) => Math.abs(left.mood - centre) - Math.abs(right.mood - centre));
    for (const { text, pulse } of fitting) {
      if (++tried > bound) return undefined;
      const found = step([...pulses, pulse], [...texts, text]);
      if (found) return found;
    }
    return undefined;
  };
  return step([], []);
}
