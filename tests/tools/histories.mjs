// Random histories: some people and their customers do thousands of things in a random order. Whoever only applied the
// live events to what was there at the begin knows in the end what a fresh fetch gives, and two databases end equal.
import { deepStrictEqual } from "node:assert";
import { allMessages, call, Live, signIn } from "./client.mjs";
import { Server, addUser, password, patience } from "./server.mjs";

const queues = ["billing", "support"];
const agents = ["agent1", "agent2"];
const staff = [...agents, "supervisor1"];
const threshold = "slightly_negative";
const order = ["very_negative", "negative", "slightly_negative", "neutral", "slightly_positive", "positive", "very_positive"];
const words = [
  "What time does the shop open on Monday?", "I am really angry about this.", "Many thanks, that was great!", "ok", "The invoice is from March.",
  "I am unhappy about your response times", "Das ist eine Frechheit, ich bin stinksauer!", "Todo perfecto, muchas gracias", "12345678", "This is damn annoying",
];
const mostLive = 10;
const eventSeconds = 20 * patience;

/// Numbers that follow from the seed.
export function chance(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/// What time alone changes is left out of every comparison.
function timeless({ wait_seconds: _, queue_position: _position, expected_wait_seconds: _wait, ...rest }) {
  return rest;
}

/// What one live connection has told so far: conversations as they are, messages in their order.
class Picture {
  conversations = new Map();
  messages = new Map();
  alerts = new Map();

  constructor(live) {
    this.live = live;
  }

  apply(frame) {
    if (frame.queue) this.#queue(frame.queue);
    if (frame.conversation) this.#conversation(frame.conversation, frame);
    if (frame.event === "message") {
      const known = this.messages.get(frame.conversation.id) ?? [];
      if (known.some(({ id }) => id === frame.message.id)) throw new Error(`message ${frame.message.id} came twice`);
      this.messages.set(frame.conversation.id, [...known, frame.message]);
    }
    if (frame.event === "alert") {
      const { notify: _, ...alert } = frame.alert;
      this.alerts.set(alert.id, alert);
    }
  }

  /// One event for all conversations of the queue; customers hear of its name alone.
  #queue({ id, name, units }) {
    for (const [key, each] of this.conversations)
      if (each.queue.id === id && each.units !== undefined) this.conversations.set(key, { ...each, queue: { id, name }, units });
  }

  #conversation(next, frame) {
    const before = this.conversations.get(next.id)?.version;
    if (before !== undefined && next.version < before) throw new Error(`version ${next.version} of ${next.id} came after ${before}`);
    if (before !== undefined && next.version > before + 1) throw new Error(`${next.id} jumps from version ${before} to ${next.version} with ${frame.event} ${frame.action ?? ""}`);
    this.conversations.set(next.id, next);
  }

  /// Takes what came until the conversation has reached a version, its units and the latest of its messages are there.
  async until({ id, version, units }, messages) {
    const deadline = Date.now() + eventSeconds * 1000;
    const last = messages.at(-1)?.id;
    while ((this.conversations.get(id)?.version ?? 0) < version || this.conversations.get(id).units !== units || (last && this.messages.get(id)?.at(-1)?.id !== last)) {
      const frame = await this.live.log.next(deadline);
      if (frame === undefined) throw new Error(`the connection ended: ${JSON.stringify(this.live.log.closed)}`);
      this.apply(frame);
    }
  }
}

/// One server with its people, its customers, and what they were told.
class Stage {
  talks = [];
  tokens = {};

  constructor(name, { data, environment }) {
    this.name = name;
    this.data = data;
    this.environment = { UNDERTONE_LIMITS_VISITOR_MESSAGES_PER_MINUTE: "0", UNDERTONE_LIMITS_VISITOR_CONVERSATIONS_PER_MINUTE: "0", UNDERTONE_LIVE_FRAMES: "100000", ...environment };
  }

  async begin() {
    for (const agent of agents) await addUser(this.data, agent, "agent", queues, this.environment);
    await addUser(this.data, "supervisor1", "supervisor", queues, this.environment);
    await addUser(this.data, "admin", "administrator", [], this.environment);
    this.server = await Server.start({ data: this.data, environment: this.environment });
    for (const person of [...staff, "admin"]) this.tokens[person] = await signIn(this.server.origin, person, password);
    await this.ask("admin", "PUT", "/settings/sentiment", { agent_threshold: threshold, supervisor_threshold: threshold });
    const live = Live.socket(this.server.origin, { token: this.tokens.supervisor1 });
    await live.subscribe([...queues.map((queue) => `queue:${queue}`), "me"]);
    this.picture = new Picture(live);
    await this.open();
  }

  request(who, method, path, body) {
    return call(this.server.origin, method, `/api/v1${path}`, { token: this.tokens[who] ?? who, body });
  }

  async ask(...words) {
    const answer = await this.request(...words);
    if (answer.status >= 400) throw new Error(`${words[1]} ${words[2]} by ${words[0]} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  }

  async open(queue = queues[0]) {
    const made = await this.ask(undefined, "POST", "/conversations", { queue, channel: "live_chat", customer: {} });
    const { id } = made.conversation;
    const live = Live.socket(this.server.origin, { token: made.visitor_token });
    await live.subscribe([`conversation:${id}`]);
    const picture = new Picture(live);
    picture.conversations.set(id, made.conversation);
    this.talks.push({ id, token: made.visitor_token, picture });
  }

  /// One step; the status of its answer.
  async play(step) {
    if (step.kind === "open") {
      await this.open(step.queue);
      return 201;
    }
    if (step.kind === "presence") return (await this.request(step.who, "PUT", "/me/presence", { presence: step.presence })).status;
    if (step.kind === "units") return (await this.request("admin", "PATCH", `/queues/${step.queue}`, { units: step.units })).status;
    if (step.kind === "acknowledge") return this.#acknowledge(step);
    const talk = this.talks[step.talk];
    const who = step.who === "visitor" ? talk.token : step.who;
    const answer = await this.request(who, "POST", `/conversations/${talk.id}/${step.call}`, step.body);
    if (answer.status >= 500) throw new Error(`${step.call} answered ${answer.status}: ${answer.text}`);
    return answer.status;
  }

  async #acknowledge(step) {
    const { items } = await this.ask("supervisor1", "GET", "/alerts?state=open");
    if (items.length === 0) return 0;
    return (await this.request("supervisor1", "POST", `/alerts/${items[step.index % items.length].id}/${step.call}`)).status;
  }

  messages(who, id) {
    return allMessages((path) => this.ask(who, "GET", path), id);
  }

  /// Everybody's picture is what a fetch gives now.
  async compare() {
    for (const talk of this.talks.filter(({ done }) => !done)) {
      const fetched = await this.ask("supervisor1", "GET", `/conversations/${talk.id}`);
      await this.#compare(talk, "supervisor1", this.picture, fetched);
      await this.#compare(talk, talk.token, talk.picture, await this.ask(talk.token, "GET", `/conversations/${talk.id}`));
      if (fetched.state === "closed") {
        talk.done = true;
        talk.picture.live.close();
      }
    }
  }

  async #compare({ id }, who, picture, fetched) {
    const messages = await this.messages(who, id);
    await picture.until(fetched, messages);
    const name = `${this.name}: what ${who === "supervisor1" ? "the supervisor" : "the customer"} heard of ${id}`;
    deepStrictEqual(timeless(picture.conversations.get(id)), timeless(fetched), name);
    deepStrictEqual(picture.messages.get(id) ?? [], messages, name);
  }

  /// Ids and times of two stages differ; everything else must not.
  async account() {
    const lines = [];
    for (const [number, { id }] of this.talks.entries()) {
      const one = await this.ask("admin", "GET", `/conversations/${id}`);
      const texts = (await this.messages("admin", id)).map(({ sender, text, visibility, reading }) => ({ sender, text, visibility, level: reading?.level, pulse: reading?.pulse }));
      const points = (await this.ask("admin", "GET", `/conversations/${id}/sentiment?limit=500`)).items;
      const alerts = (await this.ask("admin", "GET", `/alerts?conversation=${id}&limit=500`)).items.reverse();
      this.#check(id, points, alerts);
      const { state, version, level, pulse, trend, unanswered, messages, customer, language } = one;
      lines.push({
        number, state, version, level, pulse, trend, unanswered, messages, customer, language, queue: one.queue.name, agent: one.agent?.name, texts,
        points: points.map((point) => [point.level, point.pulse]),
        alerts: alerts.map((alert) => [alert.audience, alert.before, alert.level, alert.state, alert.agent?.name, alert.handled_by?.name]),
      });
    }
    return lines;
  }

  /// No alert a second time at the same level, unless the level was above the threshold in between (D10).
  #check(id, points, alerts) {
    const rank = (level) => (level === "none" ? order.length : order.indexOf(level)); // before the first reading the level counts as above
    for (const audience of ["agent", "supervisor"]) {
      let before;
      for (const alert of alerts.filter((each) => each.audience === audience)) {
        const at = points.findIndex((point) => point.message === alert.message);
        if (at < 0 || points[at].level !== alert.level) throw new Error(`${this.name}: the alert ${alert.id} of ${id} is about no message of that level`);
        if (rank(alert.level) > rank(threshold)) throw new Error(`${this.name}: an alert at ${alert.level}`);
        const rose = before && points.slice(before.at + 1, at).some((point) => rank(point.level) > rank(threshold));
        if (before && !rose && rank(alert.level) >= rank(before.level)) throw new Error(`${this.name}: ${audience} of ${id} was alerted twice at ${alert.level} and it was not armed again`);
        before = { at, level: alert.level };
      }
    }
    const crossed = points.filter((point, index) => rank(point.level) <= rank(threshold) && (index === 0 || rank(points[index - 1].level) > rank(threshold))).length;
    const told = alerts.filter((alert) => alert.audience === "supervisor" && rank(alert.before) > rank(threshold)).length;
    if (told !== crossed) throw new Error(`${this.name}: ${id} came down to ${threshold} ${crossed} times, its supervisor was alerted ${told} times`);
  }

  async end() {
    this.picture?.live.close();
    for (const { picture } of this.talks) picture.live.close();
    const code = await this.server?.stop();
    if (code) throw new Error(`${this.name}: SIGTERM ended the server with ${code}`);
  }
}

/// One random thing that somebody does; `talks`: how many conversations there are, the latest `mostLive` are played with.
function draw(random, talks) {
  const pick = (list) => list[random(list.length)];
  const talk = Math.max(0, talks - mostLive) + random(Math.min(talks, mostLive));
  const on = (who, call, body) => ({ kind: "talk", talk, who, call, body });
  const die = random(100);
  if (die < 34) return on("visitor", "messages", { text: pick(words) });
  if (die < 48) return on(pick(agents), "messages", { text: pick(words) });
  if (die < 51) return on(pick(staff), "messages", { text: pick(words), visibility: "internal" });
  if (die < 62) return on(pick(agents), "accept");
  if (die < 66) return { kind: "open", queue: pick(queues) };
  if (die < 69) return on(pick([...agents, "visitor"]), "end");
  if (die < 72) return on(pick(agents), "close");
  if (die < 74) return on(pick(agents), pick(["release", "reject"]));
  if (die < 77) return on(pick(agents), "transfer", random(2) ? { agent: pick(agents) } : { queue: pick(queues) });
  if (die < 79) return on(pick(agents), pick(["raise_hand", "leave"]));
  if (die < 81) return on(pick(agents), "consult", { agent: pick(agents) });
  if (die < 89) return on("supervisor1", pick(["monitor", "join", "leave", "take_over"]));
  if (die < 91) return on("supervisor1", "assign", random(2) ? { agent: pick(agents) } : { queue: pick(queues) });
  if (die < 92) return on("supervisor1", "force_close");
  if (die < 93) return { kind: "units", queue: pick(queues), units: 1 + random(3) };
  if (die < 96) return { kind: "acknowledge", index: random(50), call: pick(["acknowledge", "ignore", "resolve"]) };
  return { kind: "presence", who: pick(staff), presence: pick(["available", "busy", "away", "do_not_disturb"]) };
}

/// Plays `steps` random steps on each stage ({ name: { data, environment } }), compares pictures with fetches every
/// `every` steps, and the stages with each other. Gives figures; a fault names the seed's step.
export async function playHistory({ stages: wanted, steps, seed, every = 100 }) {
  const stages = Object.entries(wanted).map(([name, options]) => new Stage(name, options));
  const random = chance(seed);
  const figures = { steps, done: 0, refused: 0, conversations: 0, messages: 0, alerts: 0 };
  try {
    for (const stage of stages) await stage.begin();
    for (let number = 1; number <= steps; number++) {
      const step = draw(random, stages[0].talks.length);
      const statuses = [];
      for (const stage of stages) statuses.push(await stage.play(step));
      if (new Set(statuses).size > 1) throw new Error(`step ${number} of seed ${seed} (${JSON.stringify(step)}) answered ${statuses.join(" and ")} on ${stages.map(({ name }) => name).join(" and ")}`);
      figures[statuses[0] < 400 ? "done" : "refused"]++;
      if (number % every === 0 || number === steps) for (const stage of stages) await stage.compare().catch((error) => { throw new Error(`after step ${number} of seed ${seed}: ${error.message}`); });
    }
    const [first, ...others] = await Promise.all(stages.map((stage) => stage.account()));
    for (const other of others) deepStrictEqual(other, first, `the stages ${stages.map(({ name }) => name).join(" and ")} ended differently (seed ${seed})`);
    for (const { texts, alerts } of first) {
      figures.conversations++;
      figures.messages += texts.length;
      figures.alerts += alerts.length;
    }
    return figures;
  } finally {
    for (const stage of stages) await stage.end();
  }
}
