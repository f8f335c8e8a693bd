import { patience } from "../../../tests/tools/server.mjs";

const waitSeconds = 20 * patience;

/// Things that arrive one after the other; whoever wants one waits for it.
export class Arrivals {
  all = [];
  #taken = new Set();
  #waiting = [];

  constructor(what) {
    this.what = what;
  }

  add(thing) {
    this.all.push(thing);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /// The first that fits and that nobody took yet.
  async take(fits = () => true, what = this.what) {
    const end = Date.now() + waitSeconds * 1000;
    for (;;) {
      const found = this.all.find((thing) => !this.#taken.has(thing) && fits(thing));
      if (found !== undefined) {
        this.#taken.add(found);
        return found;
      }
      await new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error(`no ${what} within ${waitSeconds} s`)), Math.max(0, end - Date.now()));
        this.#waiting.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
  }
}
