// A client that keeps one conversation as docs/live.md says: subscribe, then fetch, apply what is newer, fetch at a jump.
import { Agent } from "node:http";
import { Live, allMessages, call } from "./client.mjs";
import { patience } from "./server.mjs";

const reconnectMilliseconds = 25;
const waitSeconds = 20 * patience;

export class Follower {
  conversation = undefined;
  messages = new Map();
  fetches = 0;
  by = undefined; // "socket" or "stream"
  #closed = false;
  #woken = [];

  /// Through `origin`, as the owner of the token. WebSocket first; where that is refused, an event stream.
  constructor(origin, token, id) {
    Object.assign(this, { origin, token, id });
    this.agent = new Agent({ keepAlive: false });
    this.running = this.#run();
  }

  async #run() {
    while (!this.#closed) {
      try {
        await this.#session();
      } catch {
        // the network is as it is: once more
      }
      if (!this.#closed) await new Promise((next) => setTimeout(next, reconnectMilliseconds));
    }
  }

  async #open() {
    const topic = `conversation:${this.id}`;
    const live = Live.socket(this.origin, { token: this.token });
    try {
      await live.subscribe([topic]);
      this.by = "socket";
      return live;
    } catch (error) {
      live.close();
      if (live.log.closed?.reason !== "refused") throw error; // no network: that says nothing about sockets
    }
    const stream = await Live.stream(this.origin, { token: this.token, topics: [topic] });
    await stream.expect((frame) => frame.subscribed !== undefined, "the answer to subscribe");
    this.by = "stream";
    return stream;
  }

  async #session() {
    this.live = await this.#open();
    try {
      await this.#fetch();
      for (;;) {
        const event = await this.live.log.next(Date.now() + 24 * 3600 * 1000);
        if (event === undefined) return;
        await this.#apply(event);
        this.#wake();
      }
    } finally {
      this.live.close();
    }
  }

  async #ask(path) {
    const answer = await call(this.origin, "GET", `/api/v1${path}`, { token: this.token, agent: this.agent });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer.json;
  }

  async #fetch() {
    this.fetches++;
    const { conversation, messages } = await snapshot((path) => this.#ask(path), this.id);
    this.conversation = conversation;
    for (const message of messages) this.messages.set(message.id, message);
    this.#wake();
  }

  async #apply(event) {
    const { version } = event.conversation ?? {};
    if (version === undefined || version < this.conversation.version) return;
    if (version > this.conversation.version + 1) return this.#fetch();
    this.conversation = event.conversation;
    if (event.message) this.messages.set(event.message.id, event.message);
  }

  #wake() {
    for (const wake of this.#woken.splice(0)) wake();
  }

  /// Resolves when the client knows what the server holds, read past the proxy by `truth`.
  async upToDate(truth) {
    const deadline = Date.now() + waitSeconds * 1000;
    for (;;) {
      const wanted = await snapshot(truth, this.id);
      const have = [...this.messages.keys()].sort();
      const want = wanted.messages.map(({ id }) => id).sort();
      if (this.conversation?.version === wanted.conversation.version && this.conversation.level === wanted.conversation.level && have.join() === want.join()) return;
      await new Promise((done, fail) => {
        const timer = setTimeout(
          () => fail(new Error(`the client knows version ${this.conversation?.version} and ${have.length} messages, the server has ${wanted.conversation.version} and ${want.length}`)),
          Math.max(0, deadline - Date.now()),
        );
        this.#woken.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
  }

  async close() {
    this.#closed = true;
    this.live?.close();
    await this.running;
    this.agent.destroy();
  }
}

/// The conversation and all its messages.
async function snapshot(ask, id) {
  const conversation = await ask(`/conversations/${id}`);
  return { conversation, messages: await allMessages(ask, id) };
}
