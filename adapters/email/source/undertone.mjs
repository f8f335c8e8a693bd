// The interface of Undertone as a channel key sees it.
import { Hopeless, Passing } from "./patience.mjs";

const answerSeconds = 60;
const pageSize = 500;
const tooLong = "x".repeat(41); // no name of a channel: such a conversation is refused when all else is right

/// The server understood and said no.
export class Refused extends Error {
  constructor(status, { title = "", detail = "", field } = {}) {
    super(`Undertone answered ${status}: ${detail || title}`);
    this.status = status;
    this.field = field;
  }
}

export class Undertone {
  constructor({ url, key, queue }) {
    Object.assign(this, { url, key, queue });
  }

  /// Whether the address and the key are right; nothing is stored by asking.
  async check() {
    try {
      await this.#call("POST", "/conversations", { queue: this.queue, channel: tooLong });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 403) throw new Hopeless("UNDERTONE_KEY is no channel key with the scope channel");
      if (error.status === 404) throw new Hopeless("UNDERTONE_URL is not the address of Undertone");
    }
  }

  /// Opened again under the same id, for its answer was not heard, it is the same conversation.
  async open(customer, subject, id) {
    const body = { queue: this.queue, channel: "email", customer, client_id: id, ...(subject && { subject }) };
    const { conversation } = await this.#call("POST", "/conversations", body);
    return conversation;
  }

  write(conversation, message) {
    return this.#call("POST", `/conversations/${conversation}/messages`, message);
  }

  /// The conversation; undefined when it was deleted.
  async conversation(id) {
    try {
      return await this.#call("GET", `/conversations/${id}`);
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    }
  }

  /// All its messages that everybody may read, the oldest first.
  async messages(id) {
    const messages = [];
    for (let cursor = ""; cursor !== undefined; ) {
      const { items, next } = await this.#call("GET", `/conversations/${id}/messages?limit=${pageSize}${cursor}`);
      messages.push(...items);
      cursor = next ? `&cursor=${encodeURIComponent(next)}` : undefined;
    }
    return messages.filter(({ visibility }) => visibility !== "internal");
  }

  async #call(method, path, body) {
    const headers = { authorization: `Bearer ${this.key}`, accept: "application/json", ...(body && { "content-type": "application/json" }) };
    let response, text;
    try {
      const signal = AbortSignal.timeout(answerSeconds * 1000);
      response = await fetch(`${this.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body), signal, redirect: "error" });
      text = await response.text();
    } catch (error) {
      throw new Passing(`Undertone cannot be reached: ${error.cause?.code ?? error.name}`);
    }
    const { status } = response;
    if (status === 429 || status >= 500) throw new Passing(`Undertone answered ${status}`, Number(response.headers.get("retry-after")) || 0);
    if (status === 401) throw new Hopeless("UNDERTONE_KEY opens nothing: Undertone answered 401");
    let json;
    try {
      json = JSON.parse(text);
    } catch {
      throw new Hopeless(`UNDERTONE_URL is not the address of Undertone: it answered ${status} without JSON`);
    }
    if (status >= 400) throw new Refused(status, json);
    return json;
  }
}
