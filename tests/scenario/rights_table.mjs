// The table of rights: every call of the interface as every kind of caller (tests/scenario/rights/table.txt says which answers).
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Live, call, signIn } from "../tools/client.mjs";
import { pick } from "../tools/sentences.mjs";
import { password, patience } from "../tools/server.mjs";
import { changeStored } from "../tools/stored.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const words = ["ok", "401", "403", "404", "409", "422", "no"];
const socketSeconds = 15 * patience;

/// The callers (columns) and the rows: { line, method, path, object, cells, body }.
export function tableOf(text) {
  let callers;
  const rows = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const found = line.replaceAll("|", " ").match(/^(\S+)\s+(\S+)\s+(\S+)\s+(.*)$/);
    const at = found[4].search(/\{/);
    const cells = (at < 0 ? found[4] : found[4].slice(0, at)).trim().split(/\s+/);
    const body = at < 0 ? undefined : found[4].slice(at);
    if (!callers) callers = cells;
    else rows.push({ line: index + 1, method: found[1], path: found[2], object: found[3], cells, body });
  }
  for (const { line, cells } of rows)
    if (cells.length !== callers.length || !cells.every((cell) => words.includes(cell)))
      throw new Error(`line ${line} of the table needs ${callers.length} cells, each one of ${words.join(" ")}`);
  return { callers, rows };
}

/// "POST /login", … as the server itself describes them.
export function callsOf(description) {
  const calls = [];
  let path;
  for (const line of description.split("\n")) {
    const place = /^ {2}(\/[^:]*):/.exec(line);
    if (place) path = place[1];
    else if (/^\S/.test(line)) path = undefined;
    const method = /^ {4}(get|put|post|patch|delete):/.exec(line);
    if (path && method) calls.push(`${method[1].toUpperCase()} ${path}`);
  }
  return calls;
}

/// The call that a row tests, as the description names it.
function callOf({ method, path }) {
  if (method === "LIVE" || method === "STREAM") return "GET /live";
  return `${method} ${path.replace(/\?.*$/, "").replace(/^\^/, "")}`;
}

/// What a row is about, made anew for every cell; each gives the values of the path's {…} and the body's $….
class Things {
  #made = 0;

  constructor(player, negative) {
    this.player = player;
    this.negative = negative;
  }

  async ask(caller, method, path, body) {
    const answer = await this.player.request(method, caller, path, body === undefined ? [] : [JSON.stringify(body)]);
    if (answer.status >= 300) throw new Error(`${method} ${path} by ${caller} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  }

  name(kind) {
    return `${kind} ${++this.#made}`;
  }

  async make(kind, caller) {
    const made = await this[kind](caller);
    return typeof made === "string" ? { id: made } : made;
  }

  async step(kind, caller, action, body) {
    const { id } = await this.make(kind);
    await this.ask(caller, "POST", `/conversations/${id}/${action}`, body);
    return id;
  }

  nothing() {
    return {};
  }

  async open() {
    const made = await this.ask("nobody", "POST", "/conversations", { queue: "billing", channel: "live_chat", customer: {} });
    this.player.tokens.set("visitor", made.visitor_token);
    return made.conversation.id;
  }

  async bot() {
    const made = await this.ask("key", "POST", "/conversations", { queue: "billing", channel: "live_chat", customer: {}, bot: true });
    this.player.tokens.set("visitor", made.visitor_token);
    return made.conversation.id;
  }

  active() {
    return this.step("open", "holder", "accept");
  }

  async written(_, body = { text: "Where is my parcel?" }, by = "visitor") {
    const { id } = await this.make("active");
    const { id: message } = await this.ask(by, "POST", `/conversations/${id}/messages`, body);
    return { id, message };
  }

  noted() {
    return this.written(undefined, { text: "for us alone", visibility: "internal" }, "holder");
  }

  async judged() {
    const made = await this.written();
    await this.ask("holder", "PUT", `/conversations/${made.id}/messages/${made.message}/feedback`, { level: "neutral" });
    return made;
  }

  offered() {
    return this.step("open", "supervisor", "assign", { agent: "holder" });
  }

  handed_on() {
    return this.step("active", "holder", "transfer", { agent: "colleague" });
  }

  consulted() {
    return this.step("active", "holder", "consult", { agent: "colleague" });
  }

  watched() {
    return this.step("active", "supervisor", "monitor");
  }

  joined() {
    return this.step("active", "supervisor", "join");
  }

  wrap_up() {
    return this.step("active", "holder", "end");
  }

  closed() {
    return this.step("wrap_up", "holder", "close");
  }

  async alert(audience) {
    const id = await this.active();
    await this.ask("visitor", "POST", `/conversations/${id}/messages`, { text: this.negative });
    const { items } = await this.ask("admin", "GET", `/alerts?conversation=${id}`);
    const found = items.find((item) => item.audience === audience);
    if (!found) throw new Error(`no alert for ${audience} among ${JSON.stringify(items)}`);
    return found.id;
  }

  agent_alert() {
    return this.alert("agent");
  }

  supervisor_alert() {
    return this.alert("supervisor");
  }

  async new_block() {
    const conversation = await this.active();
    return (await this.ask("holder", "POST", "/blocks", { kind: "conversation", conversation, reason: "abuse" })).id;
  }

  queue() {
    return { queue: "billing", channel: "live_chat" };
  }

  async new_queue() {
    return { queue: (await this.ask("admin", "POST", "/queues", { name: this.name("queue") })).id, channel: "live_chat" };
  }

  user() {
    return { user: "colleague" };
  }

  async new_user() {
    const body = { name: this.name("agent"), password, role: "agent", queues: ["billing"] };
    return { user: (await this.ask("admin", "POST", "/users", body)).id, queue: "billing" };
  }

  /// A further sign-in of the caller; of somebody else where the caller has no account.
  async own_sign_in(caller) {
    const name = this.player.accounts.has(caller) ? caller : "gone";
    await this.ask("nobody", "POST", "/login", { name, password });
    return (await this.ask("admin", "GET", `/users/${name}/sessions`)).items[0].id;
  }

  others_sign_in() {
    return this.own_sign_in("gone");
  }

  async new_key() {
    return (await this.ask("admin", "POST", "/keys", { name: this.name("key"), scope: "channel" })).id;
  }

  async new_webhook() {
    return (await this.ask("admin", "POST", "/webhooks", { url: "http://127.0.0.1:1/hooks", events: ["alert_acknowledged"] })).id;
  }

  async new_rule() {
    return (await this.ask("admin", "POST", "/rules", { name: this.name("rule"), level: "very_negative" })).id;
  }

  /// For a call that ends the caller's sign-in: everybody signs in anew for the cell, and again for the next.
  new_sign_in() {
    this.forget_sign_ins();
    return {};
  }

  forget_sign_ins() {
    for (const account of this.player.accounts.values()) account.token = undefined;
  }
}

async function listen(player, caller, topic) {
  const { origin } = await player.running();
  const live = Live.socket(origin, {});
  try {
    await live.opened;
    const { token } = await player.credentials(caller);
    live.socket.send(JSON.stringify({ ...(token ? { token } : {}), subscribe: [topic] }));
    const reply = await live.log.next(Date.now() + socketSeconds * 1000);
    if (reply === undefined) return live.log.closed.code === 4401 ? "401" : `closed with ${live.log.closed.code}`;
    return reply.subscribed.length === 1 ? "ok" : "no";
  } finally {
    live.close();
  }
}

async function answerTo(player, things, row, caller) {
  const made = await things.make(row.object, caller);
  const path = row.path.replace(/\{(\w+)\}/g, (_, name) => made[name]);
  if (row.method === "LIVE") return { got: await listen(player, caller, path) };
  const text = row.body?.replace(/\$name/g, things.name("new")).replaceAll("$password", password).replace(/\$(id|message)\b/g, (_, name) => made[name]);
  const sent = text === undefined ? [] : [`raw:${JSON.stringify(text)}`];
  const stream = row.method === "STREAM";
  const answer = await player.request(stream ? "GET" : row.method, caller, path, stream ? ["header:accept=text/event-stream"] : sent);
  if (row.object === "new_sign_in") things.forget_sign_ins();
  return { got: answer.status < 300 ? "ok" : String(answer.status), text: answer.text };
}

async function prepare(player) {
  for (const [name, role, queue] of [["holder", "agent", "billing"], ["colleague", "agent", "billing"], ["outsider", "agent", "support"],
    ["supervisor", "supervisor", "billing"], ["elsewhere", "supervisor", "support"], ["gone", "agent", "billing"]])
    await player.addAccount(name, role, [queue]);
  const key = await player.request("POST", "admin", "/keys", [JSON.stringify({ name: "key", scope: "channel" })]);
  player.tokens.set("key", key.json.key);
  const other = await player.request("POST", "nobody", "/conversations", [JSON.stringify({ queue: "support", channel: "live_chat", customer: {} })]);
  player.tokens.set("other_visitor", other.json.visitor_token);
  const { origin } = await player.running();
  player.tokens.set("expired", await signIn(origin, "gone", password));
  changeStored(player, "UPDATE sign_ins SET expires_at = 1 WHERE user_id IN (SELECT id FROM users WHERE name = 'gone')");
  const { token } = await player.credentials("gone");
  await player.request("POST", "gone", "/logout");
  player.tokens.set("ended", token);
  const things = new Things(player, await pick(origin, (await player.credentials("admin")).token, "very_negative"));
  await things.closed();
  player.tokens.set("past_visitor", player.tokens.get("visitor"));
  await things.open();
  return things;
}

/// rights FILE: every cell of the table against the running server; a call without a row, and a row without a call, are faults.
export async function rights(player, [file]) {
  const { callers, rows } = tableOf(readFileSync(join(here, "rights", file), "utf8"));
  const things = await prepare(player);
  const { origin } = await player.running();
  const described = callsOf((await call(origin, "GET", "/openapi.yaml")).text);
  const present = new Set(rows.map(callOf));
  const faults = described.filter((name) => !present.has(name)).map((name) => `${name} has no row`);
  faults.push(...[...present].filter((name) => !described.includes(name)).map((name) => `${name} is no call`));
  for (const row of rows)
    for (const [index, caller] of callers.entries()) {
      const { got, text = "" } = await answerTo(player, things, row, caller);
      if (got === row.cells[index]) continue;
      faults.push(`line ${row.line}: ${row.method} ${row.path} (${row.object}) as ${caller}: ${got}, expected ${row.cells[index]} ${text.slice(0, 200)}`);
    }
  if (faults.length > 0) throw new Error(`${faults.length} answers differ from ${file}:\n    ${faults.join("\n    ")}`);
}
