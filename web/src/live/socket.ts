import type { LiveEvent } from '../api/model';
import { WideningStream } from './event-stream';
import { Pulse } from './pulse';

/** live: pushed now; delayed: the line is down and the page asks from time to time; offline: no answer. */
export type Lamp = 'live' | 'delayed' | 'offline';

export interface LiveOptions {
  /** Where the live endpoint is, an http(s) address. */
  address: string;
  /** A visitor's token; staff come with their cookie. */
  token?: string;
  topics: readonly string[];
  /** Fetches what the page shows; called after each subscription and while the line is down. */
  snapshot: () => Promise<void>;
  /** One event, in order. Events that came while the snapshot was fetched come through `onBuffered` first. */
  onEvent: (event: LiveEvent) => void;
  onBuffered: (events: LiveEvent[]) => void;
  onLamp: (lamp: Lamp) => void;
  /** Topics that were added later are followed from now on: what they missed can be fetched. */
  onFollowed?: (topics: string[]) => void;
  onRefused?: (topic: string, reason: string) => void;
  /** Waits in milliseconds; tests shorten them. */
  timing?: Partial<typeof defaultTiming>;
}

/** A socket that is silent is asked; a stream can only be waited for, and brings a comment each heartbeat of the server, 20 seconds unless changed. */
const defaultTiming = { firstRetry: 500, longestRetry: 15000, answer: 8000, burst: 50, overlap: 1000, silence: 25000, streamSilence: 60000 };

/** After so many WebSockets in a row that never opened, the next try is a Server-Sent Events stream. */
const closedDoorsBeforeStream = 2;
/** The close of a WebSocket that opened well, and of which there are too many of this person. */
const comeLater = 1013;
/** Events kept while a snapshot is on its way; more than this asks for a new one. */
const bufferLimit = 5000;

interface Line {
  send?: (frame: object) => void;
  /** Where nothing can be sent: adds topics. */
  follow?: (topics: readonly string[]) => void;
  unfollow?: (topics: readonly string[]) => void;
  close: () => void;
}

/**
 * One live line to the server: subscribes, then fetches, then applies what came meanwhile; comes back with growing
 * pauses, over a WebSocket or, where something blocks those, over a stream of Server-Sent Events.
 */
export class LiveConnection {
  private topics: Set<string>;
  private line: Line | null = null;
  private buffer: LiveEvent[] | null = [];
  /** What is fetched now has to be fetched once more. */
  private outdated = false;
  private failures = 0;
  private closedDoors = 0;
  private stopped = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private readonly timing: typeof defaultTiming;

  constructor(private readonly options: LiveOptions) {
    this.topics = new Set(options.topics);
    this.timing = { ...defaultTiming, ...options.timing };
  }

  start(): void {
    this.options.onLamp('delayed');
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    this.attempt += 1;
    this.line?.close();
    this.line = null;
  }

  /** Adds topics; those already followed are not asked for again. */
  subscribe(topics: readonly string[]): void {
    const fresh = topics.filter((topic) => !this.topics.has(topic));
    if (fresh.length === 0) return;
    for (const topic of fresh) this.topics.add(topic);
    if (this.line?.send) this.line.send({ subscribe: fresh });
    else this.line?.follow?.(fresh);
  }

  get followed(): readonly string[] {
    return [...this.topics];
  }

  /** Gives topics up, so that they count no more and can be followed anew, also those that the server has ended. */
  unsubscribe(topics: readonly string[]): void {
    const known = topics.filter((topic) => this.topics.delete(topic));
    if (known.length === 0) return;
    if (this.line?.send) this.line.send({ unsubscribe: known });
    else this.line?.unfollow?.(known);
  }

  /** Fetches anew what the page shows, as after a subscription; after a fetch that is on its way already, which may tell how it was before. */
  refresh(): void {
    this.outdated = this.buffer !== null;
    if (this.outdated) return;
    this.buffer = [];
    void this.settle(this.attempt);
  }

  /** Says something beside the subscriptions; false where the line is down or does not go both ways. */
  say(frame: object): boolean {
    if (this.buffer !== null || !this.line?.send) return false;
    this.line.send(frame);
    return true;
  }

  /** Events come, but nothing can be said on the line itself. */
  get listensOnly(): boolean {
    return this.buffer === null && this.line !== null && this.line.send === undefined;
  }

  /** Tries at once, for instance when the machine is back on the network. */
  reconnect(): void {
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.attempt += 1;
    this.line?.close();
    this.options.onLamp('delayed');
    this.connect();
  }

  private connect(): void {
    this.attempt += 1;
    this.buffer = [];
    this.outdated = false;
    if (this.closedDoors >= closedDoorsBeforeStream) this.openStream(this.attempt);
    else this.openSocket(this.attempt);
  }

  private openSocket(attempt: number): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.options.address.replace(/^http/, 'ws'));
    } catch {
      this.closedDoors += 1;
      this.lost(attempt);
      return;
    }
    let answered = false;
    const patience = setTimeout(() => socket.close(), this.timing.answer);
    const send = (frame: object) => { // before it is open the first frame is still to come, with all topics
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    };
    const pulse = new Pulse(this.timing, () => send({ subscribe: [] }), () => { // which is always answered
      socket.close(); // no answer comes to that either
      this.lost(attempt);
    });
    this.line = { send, close: () => { clearTimeout(patience); pulse.stop(); socket.close(); } };
    socket.onopen = () => {
      const first: Record<string, unknown> = { subscribe: [...this.topics] };
      if (this.options.token) first['token'] = this.options.token;
      socket.send(JSON.stringify(first));
    };
    socket.onmessage = (frame) => {
      if (attempt !== this.attempt) return;
      if (answered) pulse.heard();
      const subscribed = this.read(String(frame.data));
      if (!subscribed) return;
      if (answered) {
        if (subscribed.length > 0) this.options.onFollowed?.(subscribed);
        return;
      }
      answered = true;
      clearTimeout(patience);
      pulse.heard();
      this.closedDoors = 0;
      void this.settle(attempt);
    };
    socket.onclose = ({ code }) => {
      clearTimeout(patience);
      pulse.stop();
      if (!answered && code !== comeLater) this.closedDoors += 1;
      this.lost(attempt);
    };
  }

  private openStream(attempt: number): void {
    const stream = new WideningStream(this.options.address, this.options.token, this.topics, this.timing, {
      onOpen: () => void this.settle(attempt),
      onData: (data) => this.read(data),
      onFollowed: (topics) => this.options.onFollowed?.(topics),
      onEnd: () => {
        if (attempt === this.attempt) this.closedDoors = 0;
        this.lost(attempt);
      },
    });
    this.line = { follow: (topics) => stream.follow(topics), unfollow: (topics) => stream.unfollow(topics), close: () => stream.close() };
  }

  /** Takes one frame in; answers the topics where it is the reply to a subscription. */
  private read(text: string): string[] | undefined {
    let frame: Partial<LiveEvent> & { subscribed?: string[]; refused?: { topic: string; reason: string }[] };
    try {
      frame = JSON.parse(text) as typeof frame;
    } catch {
      return undefined;
    }
    for (const refused of frame.refused ?? []) {
      this.topics.delete(refused.topic);
      this.options.onRefused?.(refused.topic, refused.reason);
    }
    if (frame.event) {
      if (!this.buffer) this.options.onEvent(frame as LiveEvent);
      else if (this.buffer.length < bufferLimit) this.buffer.push(frame as LiveEvent);
      else this.reconnect();
    }
    return frame.subscribed;
  }

  private async settle(attempt: number): Promise<void> {
    try {
      await this.options.snapshot();
    } catch {
      if (attempt !== this.attempt) return;
      this.line?.close();
      this.lost(attempt);
      return;
    }
    if (attempt !== this.attempt) return;
    const waiting = this.buffer ?? [];
    this.buffer = null;
    this.failures = 0;
    if (this.outdated) this.refresh();
    this.options.onBuffered(waiting);
    this.options.onLamp('live');
  }

  /** The line ended: shows how things stand, keeps the page fresh by asking, and plans the next try. */
  private lost(attempt: number): void {
    if (this.stopped || attempt !== this.attempt) return;
    this.line = null;
    this.attempt += 1;
    const planned = this.attempt;
    const growing = Math.min(this.timing.longestRetry, this.timing.firstRetry * 2 ** this.failures);
    this.failures += 1;
    this.retry = setTimeout(() => this.connect(), growing * (0.75 + Math.random() / 2));
    if (this.failures === 1) {
      this.options.onLamp('delayed');
      return;
    }
    this.options.snapshot().then(
      () => planned === this.attempt && this.options.onLamp('delayed'),
      () => planned === this.attempt && this.options.onLamp('offline'),
    );
  }
}
