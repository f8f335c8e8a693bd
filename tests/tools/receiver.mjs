// Another system that webhooks tell things: a real HTTP server that checks every signature.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { Log } from "./client.mjs";
import { patience } from "./server.mjs";

const waitSeconds = 20 * patience;
const freshSeconds = 60 * patience;

/// By the specification of Standard Webhooks: "v1," and the base64 of HMAC-SHA256 over "id.timestamp.body".
function isSigned(secret, headers, body) {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const wanted = Buffer.from(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  const given = Buffer.from(headers["webhook-signature"] ?? "");
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

export class Receiver {
  log = new Log();
  secret = undefined;
  #server;
  #held = [];

  /// `answers`: statuses, "cut", "silent" or "hold", one for each request; the last one stays.
  constructor(answers = ["200"]) {
    this.answers = [...answers];
  }

  static async open(answers) {
    const receiver = new Receiver(answers);
    receiver.#server = createServer((request, response) => receiver.#take(request, response));
    await new Promise((done) => receiver.#server.listen(0, "127.0.0.1", done));
    receiver.port = receiver.#server.address().port;
    return receiver;
  }

  #take(request, response) {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      this.#note(request, Buffer.concat(chunks).toString(), answer);
      if (answer === "cut") request.socket.destroy();
      else if (answer === "hold") this.#held.push(response);
      else if (answer !== "silent") response.writeHead(Number(answer)).end();
    });
  }

  #note(request, body, answer) {
    const { headers } = request;
    const json = JSON.parse(body);
    let fault;
    if (this.secret && !isSigned(this.secret, headers, body)) fault = "the signature is wrong";
    if (Math.abs(Date.now() / 1000 - Number(headers["webhook-timestamp"])) > freshSeconds) fault = "the timestamp is not of now";
    if (headers["content-type"] !== "application/json") fault = `the content-type is ${headers["content-type"]}`;
    this.log.add({ ...json, id: headers["webhook-id"], path: request.url, answer, fault });
  }

  /// The next request that fits; throws when one before it fits `not`, or has a fault of its own.
  async expect(fits, wanted, not = () => false) {
    const deadline = Date.now() + waitSeconds * 1000;
    const passed = [];
    try {
      for (;;) {
        const frame = await this.log.next(deadline);
        if (frame.fault) throw new Error(`${frame.fault}: ${JSON.stringify(frame).slice(0, 300)}`);
        if (fits(frame)) return frame;
        if (not(frame)) throw new Error(`came, though it must not: ${JSON.stringify(frame).slice(0, 600)}`);
        passed.push(`${frame.event} (${frame.answer})`);
      }
    } catch (error) {
      if (error.message !== "time is up") throw error;
      throw new Error(`within ${waitSeconds} s no "${wanted}" came; what came: ${passed.join(", ") || "nothing"}`);
    }
  }

  /// Answers what is held.
  release() {
    for (const response of this.#held.splice(0)) response.writeHead(200).end();
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
