// Plays the stories: tests/scenario/run [PART OF A NAME]…  The last line is "N passed, N failed".
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Cluster } from "../tools/postgresql.mjs";
import { program, root, runProgram } from "../tools/server.mjs";
import { storyOf } from "./grammar.mjs";
import { Player } from "./player.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const atOnce = Number(process.env.UNDERTONE_STORIES_AT_ONCE ?? "2");
const databases = (process.env.UNDERTONE_STORIES_ON ?? "sqlite postgresql").split(" ");
const tally = { passed: 0, failed: 0 };

function report(name, begun, error) {
  tally[error ? "failed" : "passed"]++;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(error ? `failed  ${name} (${seconds} s)\n  ${error.message}` : `ok      ${name} (${seconds} s)`);
}

function stories(parts) {
  const files = readdirSync(here, { recursive: true }).filter((name) => name.endsWith(".test")).sort();
  return files.filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

/// The kinds of database that a story is for: "# on: sqlite" names them, without that line it is for all.
function kindsFor(name) {
  const line = /^# on: (.+)$/m.exec(readFileSync(join(here, name), "utf8"));
  return line ? databases.filter((kind) => line[1].split(" ").includes(kind)) : databases;
}

let cluster;

/// An empty database with the schema in it. The first command that opens a database brings it up to date.
async function newDatabase() {
  cluster ??= Cluster.start();
  return (await cluster).database(async (address) => {
    const tried = await runProgram(["user", "password", "nobody", "--database", address], { input: "a password of nobody\n" });
    if (!tried.err.includes("nobody")) throw new Error(`the schema could not be made: ${tried.err}`);
  });
}

async function play([name, kind]) {
  const begun = performance.now();
  let title = `${name} (${kind})`;
  try {
    const path = join(here, name);
    const story = storyOf(relative(root, path), readFileSync(path, "utf8"));
    title = `${name}: ${story.title}${kind === "sqlite" ? "" : ` (${kind})`}`;
    await new Player(story, kind === "postgresql" ? await newDatabase() : undefined).play();
    report(title, begun);
  } catch (error) {
    report(title, begun, error);
  }
}

/// The unit tests of the grammar itself, counted as one.
function grammar() {
  const begun = performance.now();
  return new Promise((done) => {
    const child = spawn(process.execPath, ["--test", "--test-reporter=dot", join(here, "grammar_test.mjs")], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.once("close", (code) => {
      report("grammar_test.mjs: the language of the stories", begun, code === 0 ? undefined : new Error(text));
      done();
    });
  });
}

const parts = process.argv.slice(2);
const waiting = stories(parts).flatMap((name) => kindsFor(name).map((kind) => [name, kind]));
try {
  program();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
if (waiting.length === 0) {
  console.error(`no story has ${parts.join(" or ")} in its name`);
  process.exit(2);
}
if (parts.length === 0) await grammar();
const lane = async () => {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await play(next);
};
await Promise.all(Array.from({ length: atOnce }, lane));
await (await cluster)?.stop();
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed === 0 ? 0 : 1);
