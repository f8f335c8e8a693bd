// Plain HTTP and live connections as a program outside would use them.
import { Agent, request as httpRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import { WebSocket } from "ws";
import { patience } from "./server.mjs";

const keepAlive = new Agent({ keepAlive: true, maxSockets: 64 });
const requestSeconds = 60 * patience;
const liveSeconds = 15 * patience;
const keptEvents = 50000;

/// One request. `body` is a Buffer, a text or an object (sent as JSON). Gives { status, headers, text, json }; of an event
/// stream the head alone.
export function call(origin, method, path, { token, headers = {}, body, agent = keepAlive } = {}) {
  const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const sent = { accept: "application/json", ...headers };
  if (bytes !== undefined) {
    sent["content-type"] ??= "application/json";
    sent["content-length"] = bytes.length;
  }
  if (token !== undefined) sent.authorization ??= `Bearer ${token}`;
  return new Promise((done, fail) => {
    let answered = false;
    const request = httpRequest(`${origin}${path}`, { method, headers: sent, agent, timeout: requestSeconds * 1000 });
    request.on("timeout", () => request.destroy(new Error(`no answer within ${requestSeconds} s`)));
    request.on("error", (error) => {
      if (!answered) fail(error);
    });
    request.on("response", (response) => {
      answered = true;
      if ((response.headers["content-type"] ?? "").startsWith("text/event-stream")) {
        request.destroy();
        return done(read(response, ""));
      }
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        const body = Buffer.concat(chunks);
        done(read(response, (response.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString()));
      });
      return undefined;
    });
    request.end(bytes);
  });
}

function read(response, text) {
  const kind = response.headers["content-type"] ?? "";
  let json;
  if (kind.includes("json") && text !== "") json = JSON.parse(text);
  return { status: response.statusCode, headers: response.headers, text, json };
}

/// Signs in and gives the token.
export async function signIn(origin, name, secret) {
  const answer = await call(origin, "POST", "/api/v1/login", { body: { name, password: secret } });
  if (answer.status !== 200) throw new Error(`sign-in of ${name} answered ${answer.status}: ${answer.text}`);
  return answer.json.token;
}

/// All messages of a conversation, oldest first. `ask` gives the JSON of a path below /api/v1.
export async function allMessages(ask, conversation) {
  const found = [];
  for (let cursor = ""; cursor !== undefined; ) {
    const { items, next } = await ask(`/conversations/${conversation}/messages?limit=500${cursor}`);
    found.push(...items);
    cursor = next ? `&cursor=${encodeURIComponent(next)}` : undefined;
  }
  return found;
}

/// What one connection received, in order; readers wait for what is still to come.
export class Log {
  frames = [];
  taken = 0;
  closed = undefined;
  #waiting = [];

  add(frame) {
    if (this.frames.length === keptEvents) throw new Error(`more than ${keptEvents} events on one connection`);
    this.frames.push(frame);
    this.#wake();
  }

  end(code, reason) {
    this.closed ??= { code, reason };
    this.#wake();
  }

  #wake() {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /// The next frame that nobody took yet; undefined when the connection has ended.
  async next(deadline) {
    while (this.taken === this.frames.length) {
      if (this.closed) return undefined;
      await this.#change(deadline);
    }
    return this.frames[this.taken++];
  }

  #change(deadline) {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error("time is up")), Math.max(0, deadline - Date.now()));
      this.#waiting.push(() => {
        clearTimeout(timer);
        done();
      });
    });
  }

  async ending(deadline) {
    while (!this.closed) await this.#change(deadline);
    return this.closed;
  }
}

/// A live connection, by WebSocket or by Server-Sent Events, read in order.
export class Live {
  log = new Log();

  /// A WebSocket with a token (sent first) or with a cookie.
  static socket(origin, { token, cookie, headers = {} }) {
    const live = new Live();
    const sent = cookie ? { cookie, origin, ...headers } : headers;
    live.socket = new WebSocket(`${origin.replace(/^http/, "ws")}/api/v1/live`, { headers: sent, perMessageDeflate: false });
    live.socket.on("message", (data) => live.log.add(JSON.parse(data.toString())));
    live.socket.on("close", (code, reason) => live.log.end(code, reason.toString()));
    live.socket.on("error", () => {});
    live.socket.on("unexpected-response", (_, response) => {
      live.log.end(response.statusCode, "refused");
      response.resume();
    });
    live.token = token;
    live.opened = new Promise((done) => {
      live.socket.once("open", done);
      live.socket.once("close", done);
      live.socket.once("unexpected-response", done);
    });
    return live;
  }

  /// A fetch stream of events.
  static async stream(origin, { token, cookie, topics }) {
    const live = new Live();
    const headers = { accept: "text/event-stream", ...(cookie ? { cookie, origin } : { authorization: `Bearer ${token}` }) };
    live.abort = new AbortController();
    const address = `${origin}/api/v1/live?topics=${encodeURIComponent(topics.join(","))}`;
    const answer = await fetch(address, { headers, signal: live.abort.signal });
    if (answer.status !== 200) throw new Error(`the stream answered ${answer.status}: ${await answer.text()}`);
    live.#read(answer.body);
    return live;
  }

  async #read(body) {
    let text = "";
    const decoder = new TextDecoder();
    try {
      for await (const chunk of body) {
        text += decoder.decode(chunk, { stream: true }).replace(/\r\n/g, "\n");
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          const lines = text.slice(0, end).split("\n").filter((line) => line.startsWith("data:"));
          text = text.slice(end + 2);
          if (lines.length > 0) this.log.add(JSON.parse(lines.map((line) => line.slice(5).trim()).join("\n")));
        }
      }
      this.log.end(0, "stream ended");
    } catch {
      this.log.end(0, "stream broken");
    }
  }

  /// Sends the subscription and gives the server's answer to it.
  async subscribe(topics) {
    await this.opened;
    if (this.log.closed) throw new Error(`the socket is closed (${this.log.closed.code} ${this.log.closed.reason})`);
    const message = { subscribe: topics };
    if (this.token !== undefined) message.token = this.token;
    this.token = undefined;
    this.socket.send(JSON.stringify(message));
    return this.expect((frame) => frame.subscribed !== undefined || frame.refused !== undefined, "the answer to subscribe");
  }

  /// Takes frames until one fits. `forbidden` must not fit any frame taken before it.
  async expect(fits, what, forbidden = () => false) {
    const deadline = Date.now() + liveSeconds * 1000;
    const first = this.log.taken;
    for (;;) {
      let frame;
      try {
        frame = await this.log.next(deadline);
      } catch {
        throw new Error(`${what} did not come within ${liveSeconds} s; came: ${this.#shown(first)}`);
      }
      if (frame === undefined) throw new Error(`${what} did not come, the connection ended (${JSON.stringify(this.log.closed)}); came: ${this.#shown(first)}`);
      if (fits(frame)) return frame;
      if (forbidden(frame)) throw new Error(`this must not come: ${JSON.stringify(frame)}`);
    }
  }

  /// Waits for the end of the connection: { code, reason }.
  async expectClosed() {
    try {
      return await this.log.ending(Date.now() + liveSeconds * 1000);
    } catch {
      throw new Error(`the connection was not closed within ${liveSeconds} s`);
    }
  }

  #shown(first) {
    return this.log.frames.slice(first).map((frame) => JSON.stringify(frame)).join(" ").slice(0, 2000) || "nothing";
  }

  close() {
    this.socket?.terminate();
    this.abort?.abort();
  }
}
