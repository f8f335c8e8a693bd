// How long a customer's message takes to the screens: N conversations, M messages a second, each message timed from the
// moment it is sent to its event on the agent's and on the supervisor's socket.
//   tests/bench/run load [--rate 50] [--seconds 30] [--conversations 20]
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { Live, call } from "../tools/client.mjs";
import { Desk } from "../tools/desk.mjs";

const bounds = { rate: [1, 2000], seconds: [1, 600], conversations: [1, 500] };
const settleSeconds = 30;
const sentences = [
  "Where do I find the settings of the router?",
  "I am really angry about your response times.",
  "Many thanks, you explained that really well!",
  "It is a little disappointing that the parcel is still not here.",
  "¿A qué hora abre la tienda el lunes?",
  "対応がひどくて、とても腹が立っています。",
  "I would like to change my address.",
  "Okay, now I get it 😊",
];

function options() {
  const { values } = parseArgs({
    options: {
      rate: { type: "string", default: "50" },
      seconds: { type: "string", default: "30" },
      conversations: { type: "string", default: "20" },
    },
  });
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => {
      const [least, most] = bounds[name];
      const value = Number(text);
      if (!(value >= least && value <= most)) throw new Error(`--${name} must lie between ${least} and ${most}`);
      return [name, value];
    }),
  );
}

/// Times of one kind, in milliseconds.
class Times {
  values = [];
  add(begun) {
    this.values.push(performance.now() - begun);
  }
  at(share) {
    const sorted = this.values.toSorted((left, right) => left - right);
    return sorted.length === 0 ? Number.NaN : sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}

/// Takes the events of one socket as they come and times those of messages that were sent.
function watch(live, sent, times, seen) {
  const add = live.log.add.bind(live.log);
  live.log.add = (frame) => {
    if (frame.event === undefined) return add(frame);
    const key = frame.event === "message" ? frame.message?.client_id : undefined;
    if (key !== undefined && sent.has(key) && !seen.has(key)) {
      seen.add(key);
      times.add(sent.get(key));
    }
    return undefined;
  };
}

async function stage(desk, count) {
  const rooms = [];
  for (let number = 0; number < count; number++) {
    const made = await desk.ask("POST", "/conversations", undefined, { queue: "billing", channel: "live_chat", customer: {} });
    await desk.as("agent1", "POST", `/conversations/${made.conversation.id}/accept`);
    rooms.push({ id: made.conversation.id, token: made.visitor_token });
  }
  return rooms;
}

async function measure(desk, { rate, seconds, conversations }) {
  const rooms = await stage(desk, conversations);
  const sent = new Map();
  const kinds = { answer: new Times(), agent: new Times(), supervisor: new Times() };
  const seen = { agent: new Set(), supervisor: new Set() };
  const agent = Live.socket(desk.origin, { token: await desk.token("agent1") });
  const supervisor = Live.socket(desk.origin, { token: await desk.token("supervisor1") });
  await agent.subscribe(rooms.map(({ id }) => `conversation:${id}`));
  await supervisor.subscribe(["queue:billing", "me"]);
  watch(agent, sent, kinds.agent, seen.agent);
  watch(supervisor, sent, kinds.supervisor, seen.supervisor);

  const total = Math.round(rate * seconds);
  const refused = new Map();
  const pending = [];
  const begun = performance.now();
  for (let number = 0; number < total; number++) {
    const wait = begun + (number * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    pending.push(post(desk, rooms[number % rooms.length], number, sent, kinds.answer, refused));
  }
  await Promise.all(pending);
  const sending = (performance.now() - begun) / 1000;
  const end = performance.now() + settleSeconds * 1000;
  const missing = () => total - [...refused.values()].reduce((sum, times) => sum + times, 0) - Math.min(seen.agent.size, seen.supervisor.size);
  while (missing() > 0 && performance.now() < end) await new Promise((done) => setTimeout(done, 20));
  const memory = await resident(desk);
  agent.close();
  supervisor.close();
  return { total, sending, kinds, refused, missing: missing(), memory };
}

async function post(desk, room, number, sent, times, refused) {
  const client_id = `load-${number}`;
  const begun = performance.now();
  sent.set(client_id, begun);
  const body = { text: sentences[number % sentences.length], client_id };
  const answer = await call(desk.origin, "POST", `/api/v1/conversations/${room.id}/messages`, { token: room.token, body });
  if (answer.status === 201) times.add(begun);
  else refused.set(answer.status, (refused.get(answer.status) ?? 0) + 1);
}

async function resident(desk) {
  const { readFile } = await import("node:fs/promises");
  const status = await readFile(`/proc/${desk.server.child.pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024);
}

function table({ total, sending, kinds, refused, missing, memory }, { rate, conversations }) {
  const names = { answer: "message → answer", agent: "message → agent's socket", supervisor: "message → supervisor's socket" };
  console.log(`${total} messages, ${rate} a second wanted, ${(total / sending).toFixed(1)} reached, ${conversations} conversations, ${cpus().length} processors`);
  console.log(`\n${"milliseconds".padEnd(32)}${["p50", "p95", "p99", "most"].map((name) => name.padStart(9)).join("")}${"count".padStart(8)}`);
  for (const [kind, times] of Object.entries(kinds)) {
    const cells = [0.5, 0.95, 0.99, 1].map((share) => times.at(share).toFixed(1).padStart(9));
    console.log(`${names[kind].padEnd(32)}${cells.join("")}${String(times.values.length).padStart(8)}`);
  }
  console.log(`\nmemory of the server ${memory} MiB`);
  for (const [status, times] of refused) console.log(`${times} messages were answered ${status}`);
  if (missing > 0) console.log(`${missing} events did not come`);
}

const wanted = options();
const desk = await Desk.open({
  environment: {
    UNDERTONE_LIMITS_VISITOR_MESSAGES_PER_MINUTE: "0",
    UNDERTONE_LIMITS_VISITOR_CONVERSATIONS_PER_MINUTE: "0",
    UNDERTONE_DESK_CAPACITY: String(wanted.conversations),
  },
  settings: { agent_threshold: "negative", supervisor_threshold: "negative" },
});
let fine = false;
try {
  const result = await measure(desk, wanted);
  table(result, wanted);
  fine = result.missing === 0 && result.refused.size === 0;
} finally {
  await desk.close();
}
console.log(fine ? "1 passed, 0 failed" : "0 passed, 1 failed");
process.exit(fine ? 0 : 1);
