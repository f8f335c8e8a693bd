// A running server with a queue and people, as page tests, screenshots and the load tool need it.
import { call, signIn } from "./client.mjs";
import { pick, sequence } from "./sentences.mjs";
import { Server, addUser, password, patience, temporaryFolder } from "./server.mjs";

const newestSeconds = 20;
const roles = { admin: "administrator", agent1: "agent", agent2: "agent", supervisor1: "supervisor" };

export class Desk {
  /// Queue `billing` with agent1, agent2 and supervisor1, and admin; `settings` are the organisation's.
  static async open({ settings = {}, environment = {}, people = Object.keys(roles) } = {}) {
    const desk = new Desk();
    desk.folder = temporaryFolder("desk");
    desk.tokens = new Map();
    try {
      for (const name of people) await addUser(desk.folder.path, name, roles[name], name === "admin" ? [] : ["billing"]);
      desk.server = await Server.start({ data: desk.folder.path, environment });
      desk.origin = desk.server.origin;
      if (Object.keys(settings).length > 0) await desk.settings(settings);
    } catch (error) {
      await desk.close();
      throw error;
    }
    return desk;
  }

  async close() {
    await this.server?.kill();
    this.folder.remove();
  }

  async token(name) {
    if (!this.tokens.has(name)) this.tokens.set(name, await signIn(this.origin, name, password));
    return this.tokens.get(name);
  }

  /// A call that must succeed; gives its JSON.
  async ask(method, path, token, body) {
    const answer = await call(this.origin, method, `/api/v1${path}`, { token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.json;
  }

  async as(name, method, path, body) {
    return this.ask(method, path, await this.token(name), body);
  }

  settings(change) {
    return this.as("admin", "PUT", "/settings/sentiment", change);
  }

  /// A visitor's conversation that did not come through a page: { id, title, say(text) }.
  async visitor(customer = {}) {
    const made = await this.ask("POST", "/conversations", undefined, { queue: "billing", channel: "live_chat", customer });
    const { id } = made.conversation;
    const say = (text) => this.ask("POST", `/conversations/${id}/messages`, made.visitor_token, { text });
    return { id, title: made.conversation.customer.name, say };
  }

  async pick(level, language) {
    return pick(this.origin, await this.token("admin"), level, language);
  }

  async sequence(...wanted) {
    return sequence(this.origin, await this.token("admin"), wanted);
  }

  /// The running conversation that began last; a page shows what was written before the server has it, so it is asked for
  /// until it is there.
  async newest() {
    const end = performance.now() + newestSeconds * patience * 1000;
    for (;;) {
      const { items } = await this.as("admin", "GET", "/conversations?limit=1");
      if (items.length > 0) return items[0];
      if (performance.now() > end) throw new Error(`no conversation came within ${newestSeconds} s`);
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}
