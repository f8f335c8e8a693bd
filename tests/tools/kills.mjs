// kill -9 at random moments under load, again and again on the same data; after each one the counts must agree.
import { Server, addUser, password } from "./server.mjs";
import { call, signIn } from "./client.mjs";
import { chance } from "./histories.mjs";

const lanes = 4;
const mostAnswers = 40;
const words = ["What time does the shop open on Monday?", "I am really angry about this.", "Many thanks, that was great!"];

/// One conversation of a lane: what was sent, what was answered, and the one whose answer never came.
class Talk {
  answered = new Map(); // client_id → id
  open;
  next = 0;
}

export class Kills {
  constructor({ data, environment = {}, seed = Date.now() }) {
    this.data = data;
    this.environment = { UNDERTONE_LIMITS_VISITOR_MESSAGES_PER_MINUTE: "0", UNDERTONE_LIMITS_VISITOR_CONVERSATIONS_PER_MINUTE: "0", ...environment };
    this.seed = seed;
    this.random = chance(seed);
    this.figures = { kills: 0, answered: 0, repeated: 0, stored: 0, conversations: 0, unanswered_but_stored: 0 };
  }

  /// `told` hears the figures after every round.
  async play(rounds, told = () => {}) {
    await addUser(this.data, "agent1", "agent", ["billing"], this.environment);
    await addUser(this.data, "admin", "administrator", [], this.environment);
    for (let round = 0; round < rounds; round++) {
      await this.#round();
      told(this.figures);
    }
    return this.figures;
  }

  async #ask(token, method, path, body) {
    const answer = await call(this.server.origin, method, `/api/v1${path}`, { token, body });
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer;
  }

  async #round() {
    await this.#start();
    const killAt = 1 + this.random(mostAnswers);
    const talks = Array.from({ length: lanes }, () => new Talk());
    this.answers = 0;
    this.killing = undefined;
    await Promise.all(talks.map((talk) => this.#talk(talk, killAt)));
    await this.killing;
    this.figures.kills++;
    await this.#start();
    for (const talk of talks) if (talk.id) await this.#settle(talk);
    await this.server.kill();
  }

  async #start() {
    this.server = await Server.start({ data: this.data, environment: this.environment });
    this.agent ??= await signIn(this.server.origin, "agent1", password);
    this.admin ??= await signIn(this.server.origin, "admin", password);
  }

  /// Opens a conversation and writes into it until the server is killed.
  async #talk(talk, killAt) {
    const { server } = this;
    try {
      const made = (await this.#ask(undefined, "POST", "/conversations", { queue: "billing", channel: "live_chat", customer: {} })).json;
      talk.id = made.conversation.id;
      talk.token = made.visitor_token;
      await this.#ask(this.agent, "POST", `/conversations/${talk.id}/accept`);
      talk.accepted = true;
      while (!this.killing) {
        await this.#say(talk, `message-${talk.next++}`);
        if (++this.answers >= killAt) this.killing ??= server.kill();
      }
    } catch (error) {
      if (!this.killing) throw error;
    }
  }

  async #say(talk, name) {
    talk.open = name;
    const number = Number(name.split("-")[1]);
    const answer = await this.#ask(talk.token, "POST", `/conversations/${talk.id}/messages`, { text: words[number % words.length], client_id: name });
    talk.answered.set(name, answer.json.id);
    talk.open = undefined;
    this.figures.answered++;
    return answer.status;
  }

  /// After the restart: what was answered is there once and in order, what was not can be sent again, and the conversation goes on to its end.
  async #settle(talk) {
    const path = `/conversations/${talk.id}`;
    const before = await this.#stored(talk);
    for (const [name, id] of talk.answered) if (before.get(name) !== id) throw this.#fault(talk, `${name} was answered and is gone or has another id`);
    if (talk.open) {
      const there = before.has(talk.open);
      const name = talk.open;
      const status = await this.#say(talk, name);
      if (status !== (there ? 200 : 201)) throw this.#fault(talk, `${name} was ${there ? "" : "not "}stored and answered ${status} the second time`);
      this.figures.repeated++;
      this.figures.unanswered_but_stored += there ? 1 : 0;
    }
    const { state } = (await this.#ask(this.admin, "GET", path)).json;
    if (state === "open") await this.#ask(this.agent, "POST", `${path}/accept`);
    await this.#say(talk, `message-${talk.next++}`);
    const after = await this.#stored(talk);
    if (after.size !== talk.answered.size) throw this.#fault(talk, `${after.size} messages are stored, ${talk.answered.size} were answered`);
    const points = (await this.#ask(this.agent, "GET", `${path}/sentiment?limit=500`)).json.items.length;
    if (points !== after.size) throw this.#fault(talk, `${points} points of the level, ${after.size} messages`);
    await this.#ask(this.agent, "POST", `${path}/end`);
    await this.#ask(this.agent, "POST", `${path}/close`);
    const closed = (await this.#ask(this.admin, "GET", path)).json;
    if (closed.state !== "closed") throw this.#fault(talk, `it is stuck in the state ${closed.state}`);
    this.figures.conversations++;
    this.figures.stored += after.size;
  }

  async #stored(talk) {
    const { items } = (await this.#ask(this.agent, "GET", `/conversations/${talk.id}/messages?limit=500`).catch(() => this.#ask(this.admin, "GET", `/conversations/${talk.id}/messages?limit=500`))).json;
    const found = new Map();
    for (const { client_id: name, id, reading } of items) {
      if (found.has(name)) throw this.#fault(talk, `${name} is stored twice`);
      if (!reading) throw this.#fault(talk, `${name} has no reading`);
      found.set(name, id);
    }
    return found;
  }

  #fault(talk, text) {
    return new Error(`conversation ${talk.id}, seed ${this.seed}, kill ${this.figures.kills}: ${text}`);
  }
}
