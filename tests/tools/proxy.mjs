// A proxy between a client and the server that can cut, refuse, hold back, delay and forbid WebSocket, as real networks do.
import { connect, createServer } from "node:net";

const headBytes = 65536;

/// Passes bytes on one way, each after the delay of its moment, in their order; the end of the way comes after all of them.
class Way {
  #passing = Promise.resolve();

  pass(milliseconds, step) {
    const due = performance.now() + milliseconds;
    this.#passing = this.#passing.then(async () => {
      const left = due - performance.now();
      if (left > 0) await new Promise((next) => setTimeout(next, left));
      step();
    });
  }
}

export class Proxy {
  #pairs = new Set();
  #held = undefined; // what waits to be passed on while the proxy holds
  cut = false;
  delay = 0; // milliseconds from the client to the server, and as many back
  forbidden = false;
  refused = 0; // upgrades that were forbidden
  accepted = 0;

  /// In front of the server on `port`.
  static async start(port) {
    const proxy = new Proxy();
    proxy.port = port;
    proxy.server = createServer((client) => proxy.#take(client));
    await new Promise((done) => proxy.server.listen(0, "127.0.0.1", done));
    proxy.origin = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  #take(client) {
    client.on("error", () => {});
    if (this.cut) return client.destroy();
    this.accepted++;
    const server = connect(this.port, "127.0.0.1");
    server.on("error", () => {});
    const pair = { client, server };
    this.#pairs.add(pair);
    const [there, back] = [new Way(), new Way()];
    let head = Buffer.alloc(0);
    client.on("data", (bytes) => {
      if (head === undefined) return there.pass(this.delay, () => server.write(bytes));
      head = Buffer.concat([head, bytes]);
      const end = head.indexOf("\r\n\r\n");
      if (end < 0 && head.length < headBytes) return undefined;
      if (this.forbidden && /^upgrade:\s*websocket/im.test(head.subarray(0, end).toString())) {
        this.refused++;
        return client.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      }
      const begin = head;
      there.pass(this.delay, () => server.write(begin));
      head = undefined;
      return undefined;
    });
    server.on("data", (bytes) =>
      back.pass(this.delay, () => {
        if (this.#held) this.#held.push([client, bytes]);
        else client.write(bytes);
      }),
    );
    const end = () => {
      this.#pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    client.once("close", () => there.pass(this.delay, end));
    server.once("close", () => back.pass(this.delay, end));
    return undefined;
  }

  /// Every connection ends, and no new one begins until `heal()`.
  break() {
    this.cut = true;
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
    this.#held = undefined;
  }

  heal() {
    this.cut = false;
  }

  /// What the server sends waits until `release()`.
  hold() {
    this.#held ??= [];
  }

  release() {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const [client, bytes] of held) client.write(bytes);
  }

  async close() {
    this.break();
    await new Promise((done) => this.server.close(done));
  }
}
