// The words "meanwhile" and "unfinished" of the stories: calls that are under way while the story goes on.
import { once } from "node:events";
import { connect } from "node:net";
import { verify } from "./verify.mjs";

/// The answers of one story's calls in the order in which they came, and how many are still to come.
class UnderWay {
  count = 0;
  #answers = [];
  #came = () => {};

  add(call) {
    this.count++;
    call.then((answer) => ({ answer }), (error) => ({ error })).then((outcome) => {
      this.count--;
      this.#answers.push(outcome);
      this.#came();
    });
  }

  async next() {
    if (this.#answers.length === 0 && this.count === 0) throw new Error("no call is under way");
    while (this.#answers.length === 0) await new Promise((came) => (this.#came = came));
    const { answer, error } = this.#answers.shift();
    if (error) throw error;
    return answer;
  }

  /// All answers that came or are still to come.
  async rest() {
    const answers = [];
    while (this.count + this.#answers.length > 0) answers.push(await this.next());
    return answers;
  }
}

/// meanwhile COUNT METHOD WHO PATH …: the same call so many times at once.
/// meanwhile answer -> STATUS CHECK…: the next answer that comes to one of them.
/// meanwhile answers STATUS=COUNT…: the answers to all of them, in whatever order they come.
/// meanwhile waiting COUNT: so many have no answer yet.
export async function meanwhile(player, [what, ...words], expected) {
  player.underWay ??= new UnderWay();
  if (what === "answer") return verify(player, await player.underWay.next(), expected);
  if (what === "answers") {
    const counts = {};
    for (const { status } of await player.underWay.rest()) counts[status] = (counts[status] ?? 0) + 1;
    const came = Object.entries(counts).map(([status, count]) => `${status}=${count}`).sort().join(" ");
    if (came !== [...words].sort().join(" ")) throw new Error(`the answers are ${came}, not ${words.join(" ")}`);
    return undefined;
  }
  if (what === "waiting") {
    if (player.underWay.count !== Number(words[0])) throw new Error(`${player.underWay.count} calls are under way, not ${words[0]}`);
    return undefined;
  }
  const [method, who, path, ...rest] = words;
  for (let each = 0; each < Number(what); each++) player.underWay.add(player.request(method.toUpperCase(), who, path, rest));
  return undefined;
}

/// unfinished METHOD PATH: a request of which the head and half of the body come, and never more; the server waits for the rest.
export async function unfinished(player, [method, path]) {
  const { port } = await player.running();
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write(`${method.toUpperCase()} /api/v1${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n`);
  const [invitation] = await once(socket, "data");
  if (!invitation.toString().startsWith("HTTP/1.1 100 ")) throw new Error(`the server does not wait for the body: ${invitation}`);
  socket.write("12345");
}
