// What receiving a message costs outside the scorer: tests/bench/run receive [--seconds 10] [--sockets 10000] [--rate 1000]
// In one run: a bare Beast echo, raw SQLite transactions, then the server with scoring off, at full speed and at a steady
// rate with live sockets open, and with scoring on. Needs build/release/bench/bench_receive (cmake -DUNDERTONE_BENCH=ON).
// Fails when a message was not taken.
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { Desk } from "../tools/desk.mjs";
import { temporaryFolder } from "../tools/server.mjs";

const bench = join(import.meta.dirname, "../../build/release/bench/bench_receive");
const clockTicks = 100;
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    sockets: { type: "string", default: "10000" },
    rate: { type: "string", default: "1000" },
    rooms: { type: "string", default: "500" },
    connections: { type: "string", default: "32" },
    rows: { type: "string", default: "20000" },
  },
});
const wanted = Object.fromEntries(Object.entries(values).map(([name, text]) => [name, Number(text)]));
for (const [name, value] of Object.entries(wanted)) {
  if (!(value >= 0 && value <= 100000)) {
    console.error(`--${name} must lie between 0 and 100000`);
    process.exit(2);
  }
}

/// Runs the bench program to its end; gives the JSON it prints.
async function run(...words) {
  const child = spawn(bench, words, { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (part) => (text += part));
  const code = await new Promise((done) => child.on("close", done));
  if (code !== 0) throw new Error(`bench_receive ${words[0]} ended with ${code}`);
  return JSON.parse(text);
}

const load = (port, rooms, more) =>
  run("load", "--port", String(port), "--rooms", rooms, "--connections", String(wanted.connections), "--seconds", String(wanted.seconds), ...more);

/// Seconds of processor time of a process, user and system.
async function processorSeconds(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) / clockTicks;
}

async function echo(rooms) {
  const child = spawn(bench, ["echo"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await new Promise((done) => createInterface({ input: child.stdout }).once("line", done));
    return await measured(child.pid, () => load(port, rooms, []));
  } finally {
    child.kill("SIGKILL");
  }
}

async function measured(pid, action) {
  const before = await processorSeconds(pid);
  const figures = await action();
  return { ...figures, cpu_microseconds: ((await processorSeconds(pid)) - before) * 1e6 / Math.max(figures.sent, 1) };
}

async function stage(desk) {
  const lines = [];
  for (let number = 0; number < wanted.rooms; number++) {
    const made = await desk.ask("POST", "/conversations", undefined, { queue: "billing", channel: "live_chat", customer: {} });
    lines.push(`${made.conversation.id} ${made.visitor_token}\n`);
  }
  return lines.join("");
}

const number = (value, digits = 1) => (value === undefined ? "" : value.toFixed(digits)).padStart(12);
function print(name, figures) {
  if (figures.failed > 0) process.exitCode = 1;
  const cells = [figures.per_second, figures.cpu_microseconds, figures.p50, figures.p95, figures.p99].map((value) => number(value));
  console.log(`${name.padEnd(46)}${cells.join("")}${String(figures.failed ?? "").padStart(8)}${String(figures.events ?? "").padStart(10)}`);
}

const folder = temporaryFolder("receive");
const desk = await Desk.open({
  environment: {
    UNDERTONE_LIMITS_VISITOR_MESSAGES_PER_MINUTE: "0",
    UNDERTONE_LIMITS_VISITOR_CONVERSATIONS_PER_MINUTE: "0",
    UNDERTONE_SERVER_CONNECTIONS: String(wanted.sockets + 1000),
    UNDERTONE_LIVE_SOCKETS_PER_USER: String(Math.ceil(wanted.sockets / wanted.rooms) + 10),
    UNDERTONE_SERVER_WAITING_REQUESTS: "1000",
  },
  settings: { enabled: false },
});
try {
  const rooms = join(folder.path, "rooms");
  await writeFile(rooms, await stage(desk));
  const { pid } = desk.server.child;
  const { port } = new URL(desk.origin);
  console.log(`${"".padEnd(46)}${["a second", "cpu us each", "p50 ms", "p95 ms", "p99 ms"].map((name) => name.padStart(12)).join("")}${"failed".padStart(8)}${"events".padStart(10)}`);
  const bare = await echo(rooms);
  print("bare Beast echo", bare);
  const rows = await run("sqlite", "--file", join(folder.path, "raw.db"), "--count", String(wanted.rows));
  print("raw SQLite, 2 statements a transaction", rows);
  const off = await measured(pid, () => load(port, rooms, []));
  print("undertone, scoring off", off);
  print(`  at ${wanted.rate} a second, ${wanted.sockets} live sockets`, await measured(pid, () => load(port, rooms, ["--rate", String(wanted.rate), "--sockets", String(wanted.sockets)])));
  await desk.settings({ enabled: true });
  print("undertone, scoring on", await measured(pid, () => load(port, rooms, [])));
  console.log(`\nscoring off against the echo: ${(off.per_second / bare.per_second).toFixed(2)} of its messages a second; against raw SQLite: ${(off.per_second / rows.per_second).toFixed(2)}`);
} finally {
  await desk.close();
  folder.remove();
}
