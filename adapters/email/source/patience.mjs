// Waiting that ends early when the program is told to stop, and trying again at growing distances.
import { log } from "./log.mjs";

const firstSeconds = 1;
const longestSeconds = 60;

/// Something that passes: trying again later is right. `seconds` is how long the other side wants to be left alone.
export class Passing extends Error {
  constructor(message, seconds = 0) {
    super(message);
    this.seconds = seconds;
  }
}

/// Nobody can go on before a person has changed something: a password, a key.
export class Hopeless extends Error {}

export function wait(seconds, stop) {
  return new Promise((done) => {
    if (stop.aborted) return done();
    const end = () => {
      clearTimeout(timer);
      stop.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, seconds * 1000);
    return stop.addEventListener("abort", end);
  });
}

/// Runs `work(progress)` again and again until `stop`. What fails is tried again after 1, 2, 4 … 60 seconds, or when the
/// other side wants it; `progress()` says that all is well again. Hopeless faults end it as long as nothing ever went well.
export async function keepDoing(what, work, stop) {
  let seconds = firstSeconds;
  let wentWell = false;
  const progress = () => {
    seconds = firstSeconds;
    wentWell = true;
  };
  while (!stop.aborted) {
    try {
      await work(progress);
    } catch (error) {
      if (stop.aborted) return;
      if (error instanceof Hopeless && !wentWell) throw error;
      const pause = Math.max(seconds, error.seconds ?? 0);
      const known = error instanceof Passing || error instanceof Hopeless;
      log.warn(`${what}: tried again later`, { why: known ? error.message : (error.code ?? error.name), seconds: pause });
      await wait(pause, stop);
      seconds = Math.min(seconds * 2, longestSeconds);
    }
  }
}
