// Stands between adapter and Undertone and can keep an answer back that the server has given already.
import { createServer, request } from "node:http";

export class Gate {
  answered = async () => true; // ({ method, path, status, body }) → whether the client may hear of it
  refusal = () => undefined; // by what is sent: { status, headers } instead of the server's answer

  /// In front of the server at `target()`, which may move.
  static async start(target) {
    const gate = new Gate();
    gate.target = target;
    gate.server = createServer((asked, answer) => gate.#pass(asked, answer).catch(() => answer.destroy()));
    await new Promise((done) => gate.server.listen(0, "127.0.0.1", done));
    gate.origin = `http://127.0.0.1:${gate.server.address().port}`;
    return gate;
  }

  async #pass(asked, answer) {
    const sent = Buffer.concat(await asked.toArray());
    const refused = this.refusal(sent.toString());
    if (refused) return answer.writeHead(refused.status, refused.headers).end("{}");
    const got = await new Promise((done, fail) => {
      const onward = request(`${this.target()}${asked.url}`, { method: asked.method, headers: asked.headers }, done);
      onward.on("error", fail);
      onward.end(sent);
    });
    const body = Buffer.concat(await got.toArray());
    const heard = await this.answered({ method: asked.method, path: asked.url.replace("/api/v1", ""), status: got.statusCode, sent: sent.toString() });
    if (!heard) return answer.destroy();
    delete got.headers["transfer-encoding"];
    return answer.writeHead(got.statusCode, got.headers).end(body);
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }
}
