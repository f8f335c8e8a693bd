// What clients see while parts of two nodes on PostgreSQL and NATS end under load:
//   tests/node tests/bench/nodes.mjs
// Eight visitors write without pause; whoever gets no answer sends the same message to the other node. An agent listens, and
// after every closed socket comes back, subscribes and fetches.
import { join } from "node:path";
import { Live, allMessages, call, signIn } from "../tools/client.mjs";
import { NatsServer } from "../tools/nats.mjs";
import { Cluster } from "../tools/postgresql.mjs";
import { Server, addUser, password, temporaryFolder } from "../tools/server.mjs";

const visitors = 8;
const phaseSeconds = 4;
const pauseAfterFailure = 50;
const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const folder = temporaryFolder("nodes");
const cluster = await Cluster.start();
const bus = new NatsServer(folder.path);
await bus.begin();
const environment = {
  UNDERTONE_STORE_DATABASE: cluster.address("postgres"),
  UNDERTONE_BUS_ADDRESS: bus.address,
  UNDERTONE_LIMITS_VISITOR_MESSAGES_PER_MINUTE: "0",
};
const data = join(folder.path, "data");
await addUser(data, "agent1", "agent", ["billing"], environment);
const start = () => Server.start({ data, environment });
const nodes = [await start(), await start()];
const token = await signIn(nodes[0].origin, "agent1", password);

let phase = "all is well";
const phases = new Map();
let running = true;

function figures() {
  if (!phases.has(phase)) phases.set(phase, { answered: 0, unavailable: 0, broken: 0, longest_milliseconds: 0 });
  return phases.get(phase);
}

/// The answer of the first node that gives one, asked until there is one.
async function insist(first, method, path, options) {
  const begun = performance.now();
  for (let turn = first; ; turn++) {
    const now = figures();
    try {
      const answer = await call(nodes[turn % nodes.length].origin, method, `/api/v1${path}`, options);
      if (answer.status < 400) {
        now.answered++;
        now.longest_milliseconds = Math.max(now.longest_milliseconds, Math.round(performance.now() - begun));
        return answer.json;
      }
      if (answer.status !== 503) throw new Error(`${method} ${path} answered ${answer.status} ${answer.text}`, { cause: "answer" });
      now.unavailable++;
    } catch (error) {
      if (error.cause === "answer") throw error;
      now.broken++;
    }
    await wait(pauseAfterFailure);
  }
}

const rooms = [];
for (let number = 0; number < visitors; number++) {
  const made = await insist(number, "POST", "/conversations", { body: { queue: "billing", channel: "live_chat", customer: {} } });
  await insist(number, "POST", `/conversations/${made.conversation.id}/accept`, { token });
  rooms.push({ id: made.conversation.id, token: made.visitor_token, sent: new Set(), number });
}

async function write(room) {
  for (let count = 0; running; count++) {
    const name = `${room.number}-${count}`;
    await insist(room.number + count, "POST", `/conversations/${room.id}/messages`, { token: room.token, body: { text: `Question ${count} of many.`, client_id: name } });
    room.sent.add(name);
  }
}

const seen = new Map(rooms.map((room) => [room.id, new Set()]));
let live;
let returns = 0;
/// The names that the agent reads in a room.
async function stored(room) {
  const messages = await allMessages((path) => insist(0, "GET", path, { token }), room.id);
  return messages.map(({ client_id: name }) => name);
}
async function fetchAll() {
  for (const room of rooms) for (const name of await stored(room)) seen.get(room.id).add(name);
}
async function listen() {
  for (let turn = 0; running; turn++) {
    try {
      live = Live.socket(nodes[turn % nodes.length].origin, { token });
      const add = live.log.add.bind(live.log);
      live.log.add = (frame) => (frame.event === "message" ? seen.get(frame.conversation.id)?.add(frame.message.client_id) : frame.event === undefined ? add(frame) : undefined);
      await live.subscribe(rooms.map(({ id }) => `conversation:${id}`));
      await fetchAll();
      await new Promise((done) => live.socket.once("close", done));
    } catch {
      await wait(pauseAfterFailure);
    }
    returns++;
  }
}

const writers = rooms.map(write);
void listen();
const steps = [
  ["all is well", async () => {}],
  ["a node is killed", async () => nodes[1].kill()],
  ["and comes back", async () => (nodes[1] = await start())],
  ["NATS ends", async () => bus.halt()],
  ["and comes back (NATS)", async () => bus.begin()],
  ["PostgreSQL ends", async () => cluster.halt()],
  ["and comes back (PostgreSQL)", async () => cluster.begin()],
];
for (const [name, act] of steps) {
  phase = name;
  await act();
  await wait(phaseSeconds * 1000);
}
running = false;
await Promise.all(writers);
await wait(500);

let lost = 0;
let doubled = 0;
let unseen = 0;
for (const room of rooms) {
  const heard = new Set(seen.get(room.id));
  const found = await stored(room);
  doubled += found.length - new Set(found).size;
  for (const name of room.sent) {
    lost += found.includes(name) ? 0 : 1;
    unseen += heard.has(name) ? 0 : 1;
  }
}
for (const [name, counts] of phases) console.log(name.padEnd(30), JSON.stringify(counts));
console.log(JSON.stringify({ sent: rooms.reduce((sum, { sent }) => sum + sent.size, 0), lost, doubled, not_seen_by_the_agent: unseen, sockets_opened_again: returns }));
live?.close();
for (const node of nodes) await node.stop();
await cluster.stop();
await bus.halt();
folder.remove();
process.exit(lost + doubled + unseen === 0 ? 0 : 1);
