/** At least so long between two fetches of the same list because of events, in milliseconds; a little more by chance, so that not all pages ask at the same moment. */
const pause = 2000;

/** Does at once what an event after a quiet time asks for, and what others ask for during the pause after it once at its end; each key has its own pauses. */
export class Burst {
  private readonly pauses = new Map<string, { timer: ReturnType<typeof setTimeout>; again: boolean }>();

  constructor(private readonly act: (key: string) => void) {}

  ask(key: string): void {
    const resting = this.pauses.get(key);
    if (resting) {
      resting.again = true;
      return;
    }
    const timer = setTimeout(() => this.wake(key), pause * (1 + Math.random() / 4));
    this.pauses.set(key, { timer, again: false });
    this.act(key);
  }

  stop(): void {
    for (const { timer } of this.pauses.values()) clearTimeout(timer);
    this.pauses.clear();
  }

  private wake(key: string): void {
    const again = this.pauses.get(key)?.again;
    this.pauses.delete(key);
    if (again) this.ask(key);
  }
}
