// The commands of the stories: one function a word. docs/stories.md tells what each means.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { pick, sequence } from "../tools/sentences.mjs";
import { playHistory } from "../tools/histories.mjs";
import { Kills } from "../tools/kills.mjs";
import { NatsServer } from "../tools/nats.mjs";
import { Cluster } from "../tools/postgresql.mjs";
import { patience, runProgram } from "../tools/server.mjs";
import { changeStored } from "../tools/stored.mjs";
import { moodOf } from "../tools/window.mjs";
import { flood } from "./flood.mjs";
import { receiver } from "./receiver_commands.mjs";
import { statusOf, valueOf } from "./grammar.mjs";
import { live } from "./live_commands.mjs";
import { meanwhile, unfinished } from "./meanwhile_commands.mjs";
import { follow, proxy } from "./proxy_commands.mjs";
import { rights } from "./rights_table.mjs";
import { verify } from "./verify.mjs";

const pulseTolerance = 0.011;
const eventuallySeconds = 20;
const killSeed = 20260101;

const request = (method) => async (player, [caller, path, ...words], expected) =>
  verify(player, await player.request(method, caller, path, words), expected);

async function adminToken(player) {
  return (await player.credentials("admin")).token;
}

async function open(player, [conversation, who, queue, json = "{}"], expected) {
  const { customer = {}, ...rest } = player.json(json);
  const body = { queue, channel: "live_chat", customer, ...rest };
  const key = player.tokens.has(who) && player.variables.has(`${who}_id`);
  const answer = await player.request("POST", key ? who : "nobody", "/conversations", [JSON.stringify(body)]);
  verify(player, answer, expected ?? ["201"]);
  if (answer.status >= 300) return;
  player.variables.set(conversation, answer.json.conversation.id);
  if (key) return;
  player.tokens.set(who, answer.json.visitor_token);
  player.variables.set(`${who}_token`, answer.json.visitor_token);
}

async function say(player, [who, conversation, text, json = "{}"], expected = []) {
  const body = { text: player.text(text), ...player.json(json) };
  const answer = await player.request("POST", who, `/conversations/$${conversation}/messages`, [JSON.stringify(body)]);
  verify(player, answer, ["201", ...expected]);
}

/// The conversation's pulse and level follow from its latest six readings.
async function window(player, [who, conversation]) {
  const wanted = moodOf(await player.messages(who, conversation));
  const { json } = await player.request("GET", who, `/conversations/$${conversation}`);
  if (json.level !== wanted.level) throw new Error(`the level is ${json.level}, by its messages ${wanted.level} (pulse ${wanted.pulse})`);
  if (wanted.pulse !== undefined && Math.abs(json.pulse - wanted.pulse) > pulseTolerance)
    throw new Error(`the pulse is ${json.pulse}, by its messages ${wanted.pulse}`);
}

async function text(player, [name, level, language]) {
  const { origin } = await player.running();
  player.picked ??= [];
  const found = await pick(origin, await adminToken(player), level, language, player.picked);
  player.picked.push(found);
  player.variables.set(name, found);
}

async function check(player, [sentence], expected) {
  const answer = await player.request("POST", "admin", "/score", [JSON.stringify({ texts: [player.text(sentence)] })]);
  if (answer.status !== 200) throw new Error(`POST /score answered ${answer.status}: ${answer.text}`);
  player.check(answer.json.readings[0], expected);
}

async function run(player, words, expected) {
  const after = (sign) => (words.includes(sign) ? words[words.indexOf(sign) + 1] : undefined);
  const end = words.findIndex((word) => word === "<" || word === ">");
  let commandLine = (end < 0 ? words : words.slice(0, end)).map((word) => player.text(word));
  const until = commandLine[0] === "until" ? commandLine[1] : undefined;
  if (until) commandLine = commandLine.slice(2);
  const input = after("<") === undefined ? "" : player.bytes(after("<"));
  const ended = await runProgram(commandLine, { input, into: after(">"), until, folder: player.folder.path, environment: player.environment });
  const status = statusOf(expected?.[0] ?? "0");
  if (!status.fits(ended.code)) throw new Error(`expected exit ${status.shown}, got ${ended.code}: ${ended.err.slice(0, 800)}${ended.out.slice(0, 400)}`);
  player.check({ ...ended, lines: linesOf(ended.out) }, expected?.slice(1));
}

function linesOf(out) {
  const lines = out.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      return line;
    }
  });
}

/// let NAME = VALUE [* COUNT] [/ COUNT]: a text is repeated (at least once), a number multiplied.
function letBe(player, [name, equals, value, ...factors]) {
  let times = 1;
  for (let at = 0; at < factors.length; at += 2) {
    const count = Number(player.text(factors[at + 1] ?? ""));
    if (!(count > 0) || !["*", "/"].includes(factors[at])) equals = undefined;
    times = factors[at] === "*" ? times * count : times / count;
  }
  if (equals !== "=" || value === undefined) throw new Error("write: let NAME = VALUE [* COUNT] [/ COUNT]");
  const text = player.text(value);
  player.variables.set(name, typeof valueOf(value) === "number" ? Math.ceil(Number(text) * times) : text.repeat(Math.ceil(times)));
}

async function start(player) {
  if (player.server) throw new Error("the server runs already");
  await player.running();
}

/// serve FLAG…: what it is started with; too late once it runs.
function serve(player, words) {
  if (player.server) throw new Error("the server runs already");
  player.flags.push(...words.map((word) => player.text(word)));
}

async function stop(player) {
  player.closeLive(player.node);
  const code = await player.server?.stop();
  player.server = undefined;
  if (code !== 0) throw new Error(`SIGTERM ended the server with ${code}, expected 0`);
}

async function kill(player, [signal]) {
  if (signal !== "-9") throw new Error('only "kill -9" is known');
  if (!player.server) throw new Error("no server runs");
  await player.server.kill();
  player.server = undefined;
  player.closeLive(player.node);
}

async function restart(player) {
  if (player.server) await stop(player);
  await player.running();
}

/// Tries a line until it is as it should be, for a while.
async function eventually(player, [name, ...words], expected) {
  const end = performance.now() + eventuallySeconds * patience * 1000;
  for (;;) {
    try {
      return await commands[name](player, words, expected);
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((next) => setTimeout(next, 20));
    }
  }
}

/// freeze, thaw: the server stands still, with all its connections · it goes on.
const signal = (name) => (player) => player.server.child.kill(name);

/// database own|stop|start|freeze|thaw|load FILE|sql TEXT|meanwhile TEXT: a PostgreSQL cluster of the story's own, and what becomes of it.
async function database(player, [what, rest]) {
  if (what === "own") {
    player.cluster = await Cluster.start();
    player.environment.UNDERTONE_STORE_DATABASE = player.cluster.address("postgres");
    player.variables.set("database", player.environment.UNDERTONE_STORE_DATABASE);
  } else if (what === "stop") await player.cluster.halt();
  else if (what === "start") await player.cluster.begin();
  else if (what === "freeze") player.cluster.freeze();
  else if (what === "thaw") player.cluster.thaw();
  else if (what === "load") player.cluster.sql("postgres", readFileSync(join(dirname(fileURLToPath(import.meta.url)), rest), "utf8"));
  else if (what === "sql") player.cluster.sql("postgres", player.text(rest));
  else if (what === "meanwhile") player.cluster.beginSql("postgres", player.text(rest));
  else throw new Error('write "database own", "database stop", "database start", "database freeze", "database thaw", "database load FILE", "database sql TEXT" or "database meanwhile TEXT"');
}

/// bus start|stop|freeze|thaw: a NATS server of the story's own; a frozen one keeps its connections and says nothing.
async function bus(player, [what]) {
  if (what === "stop") return player.bus.halt();
  const signal = { freeze: "SIGSTOP", thaw: "SIGCONT" }[what];
  if (signal) return player.bus.child.kill(signal);
  if (what !== "start") throw new Error('write "bus start", "bus stop", "bus freeze" or "bus thaw"');
  player.bus ??= new NatsServer(player.folder.path);
  await player.bus.begin();
  player.environment.UNDERTONE_BUS_ADDRESS = player.bus.address;
  player.variables.set("bus", player.bus.address);
  player.variables.set("bus_reader", player.bus.addressOfReader);
}

/// kills N: kill -9 at random moments, see tests/tools/kills.mjs.
const kills = (player, [rounds]) => new Kills({ data: player.data, environment: player.environment, seed: killSeed }).play(Number(rounds));

/// history STEPS SEED: what people do at random, on SQLite and PostgreSQL side by side, see tests/tools/histories.mjs.
async function history(player, [steps, seed]) {
  const cluster = await Cluster.start();
  try {
    const stages = {
      sqlite: { data: player.data, environment: player.environment },
      postgresql: { data: join(player.folder.path, "other"), environment: { ...player.environment, UNDERTONE_STORE_DATABASE: cluster.address("postgres") } },
    };
    await playHistory({ stages, steps: Number(steps), seed: Number(seed), every: 20 });
  } finally {
    await cluster.stop();
  }
}

/// disk full|free: the server's files may not grow; the limit of a process stands for the end of a disk.
function disk(player, [what]) {
  const limit = { full: "1:unlimited", free: "unlimited:unlimited" }[what];
  if (!limit) throw new Error('write "disk full" or "disk free"');
  execFileSync("prlimit", ["--pid", String(player.server.child.pid), `--fsize=${limit}`]);
}

/// log has|without TEXT: what the server's log must or must not hold.
function log(player, [what, words]) {
  const text = player.text(words);
  const line = player.server.log.text.split("\n").find((each) => each.includes(text));
  if (what === "has" && line === undefined) throw new Error(`the log does not say "${text}"`);
  if (what === "without" && line !== undefined) throw new Error(`the log says "${text}": ${line}`);
}

/// node NAME: from here on the lines speak with this node; it is started when it does not run.
async function node(player, [name]) {
  player.node = name;
  const server = await player.running();
  player.variables.set("origin", server.origin);
  player.variables.set("port", server.port);
}

export const commands = {
  // before the server starts
  environment: (player, words) => words.forEach((word) => {
    const at = word.indexOf("=");
    player.environment[word.slice(0, at)] = player.text(word.slice(at + 1));
  }),
  serve,
  without: (player, [what]) => {
    if (what !== "admin") throw new Error('only "without admin" is known');
    player.adminWanted = false;
  },
  write: (player, [name, content]) => {
    const path = join(player.folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, player.bytes(content));
  },

  // who and what is there
  user: (player, [name, role, ...queues]) => player.addAccount(name, role, queues),
  account: (player, [name, secret]) => player.accounts.set(name, { password: player.text(secret) }),
  queue: async (player, names) => {
    for (const name of names) verify(player, await player.request("POST", "admin", "/queues", [JSON.stringify({ name })]));
  },
  key: async (player, [name]) => {
    const answer = await player.request("POST", "admin", "/keys", [JSON.stringify({ name, scope: "channel" })]);
    verify(player, answer, ["201", "has:id", "has:key"]);
    player.variables.set(`${name}_id`, answer.json.id);
    player.variables.set(`${name}_secret`, answer.json.key);
    player.tokens.set(name, answer.json.key);
  },
  settings: async (player, words) => {
    const pairs = words.map((word) => word.split("="));
    const body = Object.fromEntries(pairs.map(([name, value]) => [name, value === "true" || value === "false" ? value === "true" : value]));
    verify(player, await player.request("PUT", "admin", "/settings/sentiment", [JSON.stringify(body)]));
  },
  signin: async (player, [name]) => {
    const account = player.accounts.get(name);
    if (!account) throw new Error(`nobody is called "${name}"`);
    account.token = undefined;
    await player.credentials(name);
  },
  signout: async (player, [name]) => {
    verify(player, await player.request("POST", name, "/logout"));
    player.accounts.get(name).token = undefined;
  },

  // what they do
  open,
  say,
  accept: async (player, [who, conversation]) => verify(player, await player.request("POST", who, `/conversations/$${conversation}/accept`)),
  get: request("GET"),
  post: request("POST"),
  put: request("PUT"),
  patch: request("PATCH"),
  delete: request("DELETE"),
  meanwhile,
  unfinished,
  live,
  receiver,
  flood,
  rights,
  proxy,
  follow,

  stored: async (player, [statement]) => {
    await player.running();
    changeStored(player, player.text(statement));
  },

  // sentences
  text,
  plan: async (player, [name, ...wanted]) => {
    const { origin } = await player.running();
    player.variables.set(name, await sequence(origin, await adminToken(player), wanted));
  },
  let: letBe,

  // what must be so
  check,
  window,
  expect: async (player, [conversation, ...expected]) => {
    const answer = await player.request("GET", "admin", `/conversations/$${conversation}`);
    verify(player, answer, ["200", ...expected]);
  },

  // the program itself
  run,
  start,
  stop,
  kill,
  restart,
  freeze: signal("SIGSTOP"),
  thaw: signal("SIGCONT"),
  eventually,
  database,
  bus,
  disk,
  log,
  kills,
  history,
  node,
};
