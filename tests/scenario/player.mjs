// Plays one story: keeps its server, its people, its names and its live connections.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Live, allMessages, call, signIn } from "../tools/client.mjs";
import { Server, addUser, password, patience, temporaryFolder } from "../tools/server.mjs";
import { firstFault } from "./checks.mjs";
import { commands } from "./commands.mjs";
import { StoryError, bytesOf, checkOf, valueOf } from "./grammar.mjs";
import { closeProxy } from "./proxy_commands.mjs";
import { Variables } from "./variables.mjs";

const storySeconds = 180 * patience;
const logLines = 15;

export class Player {
  /// `database`: the address of an empty PostgreSQL database; without it the story has SQLite.
  constructor(story, database) {
    this.story = story;
    this.folder = temporaryFolder("story");
    this.data = join(this.folder.path, "data");
    this.flags = [];
    this.environment = database ? { UNDERTONE_STORE_DATABASE: database } : {};
    this.variables = new Variables();
    this.accounts = new Map();
    this.tokens = new Map();
    this.lives = new Map();
    this.receivers = new Map();
    this.nodes = new Map(); // the servers that run, by name
    this.node = "a"; // the one that is spoken with
    this.adminWanted = true;
    this.floods = [];
    mkdirSync(this.data);
    for (const [name, value] of Object.entries({ folder: this.folder.path, data: this.data, password, patience })) this.variables.set(name, value);
  }

  get server() {
    return this.nodes.get(this.node);
  }

  set server(server) {
    if (server) this.nodes.set(this.node, server);
    else this.nodes.delete(this.node);
  }

  /// Plays every line; throws a StoryError that names the line.
  async play() {
    let timer;
    const late = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error(`the story did not end within ${storySeconds} s`)), storySeconds * 1000);
    });
    try {
      for (const line of this.story.lines) await this.#line(line, late);
      await this.#at({ number: this.story.lines.at(-1)?.number ?? 1 }, this.#finish());
    } finally {
      clearTimeout(timer);
      late.catch(() => {});
      await this.#tidy();
    }
  }

  async #line(line, late) {
    const command = commands[line.words[0]];
    if (!command) throw new StoryError(this.story.file, line.number, `"${line.words[0]}" is no command; see docs/stories.md`);
    const playing = (async () => command(this, line.words.slice(1), line.expected))();
    playing.catch(() => {});
    await this.#at(line, Promise.race([playing, late]));
  }

  async #at(line, work) {
    try {
      await work;
    } catch (error) {
      const tail = this.server?.log.text.trim().split("\n").slice(-logLines).join("\n    ");
      const log = tail ? `\n  the server's last lines:\n    ${tail}` : "";
      throw new StoryError(this.story.file, line.number, `${error.message}${log}`);
    }
  }

  /// The end of every story: SIGTERM ends the server cleanly.
  async #finish() {
    await closeProxy(this);
    this.closeLive();
    for (const [name, server] of this.nodes) {
      this.nodes.delete(name);
      const code = await server.stop();
      if (code !== 0) throw new Error(`SIGTERM ended the server with ${code}, expected 0`);
    }
  }

  async #tidy() {
    await closeProxy(this);
    this.closeLive();
    for (const server of this.nodes.values()) await server.kill();
    for (const receiver of this.receivers.values()) receiver.close();
    await this.cluster?.stop();
    await this.bus?.halt();
    this.folder.remove();
  }

  /// All live connections, or those of one node.
  closeLive(node) {
    for (const [name, live] of this.lives) {
      if (node !== undefined && live.node !== node) continue;
      live.close();
      this.lives.delete(name);
    }
  }

  /// The running server; the first use of it starts it.
  async running() {
    if (this.server) return this.server;
    if (this.adminWanted && !this.accounts.has("admin")) await this.addAccount("admin", "administrator", []);
    this.server = await Server.start({ data: this.data, flags: this.flags, environment: this.environment });
    this.variables.set("origin", this.server.origin);
    this.variables.set("port", this.server.port);
    return this.server;
  }

  async addAccount(name, role, queues) {
    await addUser(this.data, name, role, queues, this.environment);
    this.accounts.set(name, { password });
  }

  /// How a caller shows who they are: { token } or { headers } with a cookie; signs in where needed.
  async credentials(caller) {
    if (caller === "nobody") return {};
    if (caller === "stranger") return { token: "a-token-that-nobody-was-given" };
    if (this.tokens.has(caller)) return { token: this.tokens.get(caller) };
    const [name, kind] = caller.split("+");
    const account = this.accounts.get(name);
    if (!account || (kind !== undefined && kind !== "cookie")) throw new Error(`nobody is called "${caller}"`);
    const { origin } = await this.running();
    if (kind === "cookie") {
      account.cookie ??= await this.#cookie(name, account.password);
      return { headers: { cookie: account.cookie, origin } };
    }
    account.token ??= await signIn(origin, name, account.password);
    return { token: account.token };
  }

  async #cookie(name, secret) {
    const { origin } = await this.running();
    const body = { name, password: secret, cookie: true };
    const answer = await call(origin, "POST", "/api/v1/login", { body, headers: { origin } });
    const set = answer.headers["set-cookie"]?.[0];
    if (answer.status !== 200 || !set) throw new Error(`cookie sign-in of ${name} answered ${answer.status} ${answer.text}`);
    return set.split(";")[0];
  }

  /// One request as a caller. `words`: JSON, raw:TEXT and header:NAME=VALUE in any order.
  async request(method, caller, path, words = []) {
    const { origin } = await this.running();
    const { token, headers = {} } = await this.credentials(caller);
    const sent = { ...headers };
    let body;
    for (const word of words) {
      if (word.startsWith("raw:")) body = this.bytes(word.slice(4));
      else if (word.startsWith("header:")) this.#header(sent, word.slice(7));
      else if (/^[{[]/.test(word)) body = Buffer.from(JSON.stringify(this.json(word)));
      else throw new Error(`"${word}" is no JSON, raw:TEXT or header:NAME=VALUE`);
    }
    const filled = this.variables.path(path);
    return call(origin, method, filled.startsWith("^") ? filled.slice(1) : `/api/v1${filled}`, { token, headers: sent, body });
  }

  #header(headers, word) {
    const at = word.indexOf("=");
    const name = word.slice(0, at).toLowerCase();
    const value = this.text(word.slice(at + 1));
    if (value === "") delete headers[name];
    else headers[name] = value;
  }

  /// A token as text, with its names filled in.
  text(token) {
    return String(this.variables.fill(String(valueOf(token))));
  }

  json(token) {
    return this.variables.deep(JSON.parse(token));
  }

  bytes(token) {
    return token.startsWith("$") ? Buffer.from(String(this.variables.fill(token))) : bytesOf(token);
  }

  /// Tests a value against tokens such as level=negative; throws with the reason.
  check(value, expected = []) {
    const found = this.fault(value, expected, (name, kept) => this.variables.set(name, kept));
    if (found !== undefined) throw new Error(found);
  }

  fault(value, expected, keep = () => {}) {
    return firstFault(value, expected.map((token) => this.variables.check(checkOf(token))), keep);
  }

  /// All messages of a conversation as a caller sees them, oldest first.
  messages(caller, conversation) {
    return allMessages(async (path) => {
      const answer = await this.request("GET", caller, path);
      if (answer.status !== 200) throw new Error(`the messages answered ${answer.status}: ${answer.text}`);
      return answer.json;
    }, `$${conversation}`);
  }

  /// The live connection of that name ("agent1" or "agent1/second"), opened when it is not there.
  async live(name, from = {}) {
    if (!this.lives.has(name)) {
      const { origin } = await this.running();
      const { token, headers } = await this.credentials(name.split("/")[0]);
      const made = Live.socket(origin, { token, cookie: headers?.cookie, headers: from });
      made.node = this.node;
      this.lives.set(name, made);
    }
    return this.lives.get(name);
  }

  async stream(name, topics) {
    const { origin } = await this.running();
    const { token, headers } = await this.credentials(name.split("/")[0]);
    this.lives.set(name, await Live.stream(origin, { token, cookie: headers?.cookie, topics }));
  }
}
