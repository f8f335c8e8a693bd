import { Pulse } from './pulse';

interface Heard {
  onOpen: () => void;
  /** The data of one event. */
  onData: (data: string) => void;
  /** It ended, or was never answered; not called after `close`. */
  onEnd: () => void;
}

export interface EventStream {
  close: () => void;
}

interface StreamTiming {
  /** How long the server may take to answer, in milliseconds. */
  answer: number;
  /** How long it may bring nothing, not even the comment of a heartbeat. */
  streamSilence: number;
}

/** Reads a stream of Server-Sent Events for these topics; one that is not answered, or brings nothing more, has ended. */
export function openEventStream(address: string, topics: readonly string[], token: string | undefined, timing: StreamTiming, heard: Heard): EventStream {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timing.answer);
  const pulse = new Pulse({ silence: timing.streamSilence, answer: timing.answer }, () => undefined, () => abort.abort());
  let closed = false;
  const run = async () => {
    const headers: Record<string, string> = { Accept: 'text/event-stream' };
    if (token) headers['Authorization'] = `Bearer ${token}`;
    const response = await fetch(`${address}?topics=${topics.map(encodeURIComponent).join(',')}`, {
      headers, signal: abort.signal, cache: 'no-store', credentials: token ? 'omit' : 'same-origin',
    });
    if (!response.ok || !response.body || closed) return;
    clearTimeout(timer);
    pulse.heard();
    heard.onOpen();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    const parser = new EventStreamParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      pulse.heard();
      for (const data of parser.feed(value)) if (!closed) heard.onData(data);
    }
  };
  void run().catch(() => undefined).then(() => {
    clearTimeout(timer);
    pulse.stop();
    abort.abort();
    if (!closed) heard.onEnd();
  });
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      pulse.stop();
      abort.abort();
    },
  };
}

interface WideningHeard extends Heard {
  /** Topics that were added later are followed from now on. */
  onFollowed: (topics: string[]) => void;
}

interface Timing extends StreamTiming {
  /** Topics that come within it are followed together. */
  burst: number;
  /** How long a stream is still read beside the one that took its place. */
  overlap: number;
}

/**
 * A stream that follows more topics later. The server cannot be asked for them on a stream that runs: another one for all topics
 * takes its place, and both are read for a while, so that nothing is missed; what came over both is heard once.
 */
export class WideningStream {
  private readonly wanted: Set<string>;
  private followed: Set<string> = new Set();
  private current: EventStream;
  private next: EventStream | undefined;
  private former: EventStream | undefined;
  private opened = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** How often a text came over the older stream more than over the newer one. */
  private readonly ahead = new Map<string, number>();

  constructor(private readonly address: string, private readonly token: string | undefined, topics: Iterable<string>, private readonly timing: Timing, private readonly heard: WideningHeard) {
    this.wanted = new Set(topics);
    this.current = this.open((followed) => {
      this.opened = true;
      this.followed = followed;
      heard.onOpen();
      this.plan();
    });
  }

  follow(topics: readonly string[]): void {
    for (const topic of topics) this.wanted.add(topic);
    this.plan();
  }

  /** Topics that are not in the next stream any more; who follows one again gets a new stream for it. */
  unfollow(topics: readonly string[]): void {
    for (const topic of topics) {
      this.wanted.delete(topic);
      this.followed.delete(topic);
    }
  }

  close(): void {
    clearTimeout(this.timer);
    for (const stream of [this.former, this.current, this.next]) stream?.close();
  }

  private open(onOpen: (followed: Set<string>) => void): EventStream {
    const topics = new Set(this.wanted);
    const stream: EventStream = openEventStream(this.address, [...topics], this.token, this.timing, {
      onOpen: () => onOpen(new Set([...topics].filter((topic) => this.wanted.has(topic)))), onData: (data) => this.take(stream, data), onEnd: () => this.ended(stream),
    });
    return stream;
  }

  private missing(): string[] {
    return [...this.wanted].filter((topic) => !this.followed.has(topic));
  }

  private plan(): void {
    if (!this.opened || this.timer !== undefined || this.next || this.missing().length === 0) return;
    this.timer = setTimeout(() => this.widen(), this.timing.burst);
  }

  private widen(): void {
    this.timer = undefined;
    this.next = this.open((followed) => {
      const fresh = [...followed].filter((topic) => !this.followed.has(topic));
      this.followed = followed;
      this.former = this.current;
      this.current = this.next!;
      this.next = undefined;
      this.timer = setTimeout(() => this.settle(), this.timing.overlap);
      this.heard.onFollowed(fresh);
    });
  }

  private settle(): void {
    this.timer = undefined;
    this.former?.close();
    this.former = undefined;
    this.ahead.clear();
    this.plan();
  }

  private take(stream: EventStream, data: string): void {
    if (!this.next && !this.former) {
      this.heard.onData(data);
      return;
    }
    const side = this.former && stream === this.current ? -1 : 1;
    const lead = (this.ahead.get(data) ?? 0) * side;
    this.ahead.set(data, (lead + 1) * side);
    if (lead >= 0) this.heard.onData(data);
  }

  private ended(stream: EventStream): void {
    if (stream === this.former) return;
    this.close();
    this.heard.onEnd();
  }
}

/** Cuts a stream of Server-Sent Events into the data of its events. */
export class EventStreamParser {
  private rest = '';

  feed(chunk: string): string[] {
    this.rest += chunk.replaceAll('\r', '');
    const blocks = this.rest.split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks
      .map((block) =>
        block
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).replace(/^ /, ''))
          .join('\n'))
      .filter((data) => data !== '');
  }
}
