export interface PulseTiming {
  /** After so many milliseconds without a word something is wrong, perhaps. */
  silence: number;
  /** How long the other side may take to answer. */
  answer: number;
}

/**
 * Watches that a line lives: asks when nothing was heard for a while, and calls it dead when nothing comes then either.
 * A timer that comes much too late has slept with its machine or tab, and what came meanwhile may still have to be read: then it asks once more.
 */
export class Pulse {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly timing: PulseTiming, private readonly ask: () => void, private readonly onDead: () => void) {}

  heard(): void {
    this.after(this.timing.silence, () => this.question());
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private question(again = false): void {
    const asked = Date.now();
    this.ask();
    this.after(this.timing.answer, () => {
      const slept = Date.now() - asked > 2 * this.timing.answer;
      if (slept && !again) this.question(true);
      else this.onDead();
    });
  }

  private after(milliseconds: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(then, milliseconds);
  }
}
