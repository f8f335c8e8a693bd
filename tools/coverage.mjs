// Prints docs/coverage.md: each statement of docs/behaviour.md with the stories and tests that name it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const files = (...patterns) =>
  execFileSync("git", ["-c", "safe.directory=*", "ls-files", "--", ...patterns], { encoding: "utf8" }).split("\n").filter(Boolean);

/** id → the places that name it */
const shown = new Map();
const show = (id, place) => shown.set(id, (shown.get(id) ?? new Set()).add(place));

for (const file of files("tests/scenario/*.test")) {
  const line = readFileSync(file, "utf8").match(/^# shows: (.*)$/m);
  for (const id of line ? line[1].trim().split(/\s+/) : []) show(id, file.replace(/^tests\/scenario\//, ""));
}
for (const file of files("tests/web/*_test.mjs")) {
  const line = readFileSync(file, "utf8").match(/^\/\/ shows: (.*)$/m);
  for (const id of line ? line[1].trim().split(/\s+/) : []) show(id, file.replace(/^tests\//, ""));
}
for (const file of files("tests/unit/*.cpp")) {
  const text = readFileSync(file, "utf8");
  for (const [, id] of text.matchAll(/^TEST(?:_F)?\(\w+, ([A-L]\d+)_/gm)) show(id, file.replace(/^tests\//, ""));
  for (const [, ids] of text.matchAll(/^TEST(?:_F)?\([^)]*\) \{ \/\/ ((?:[A-L]\d+[ ,]*)+)$/gm))
    for (const id of ids.match(/[A-L]\d+/g)) show(id, file.replace(/^tests\//, ""));
}

/// Why a statement has no test is told in full where it never will have one.
const shortened = (built) => (/^(does not apply|not built|no:)/.test(built) ? built : built.split(":")[0].split(",")[0]);

const statements = [];
let inTable = false;
for (const line of readFileSync("docs/behaviour.md", "utf8").split("\n")) {
  inTable = line === "| id | statement | built |" || (inTable && line !== "");
  const row = inTable && line.match(/^\| ((?:[\w-]+(?:, )?)+) \| (.*?) \| (.*) \|$/);
  if (row && row[1] !== "id") for (const id of row[1].split(", ")) statements.push({ id, words: row[2], built: row[3] });
}

const lines = [
  "# What the tests show",
  "",
  "Made by `node tools/coverage.mjs > docs/coverage.md` from the `shows:` lines of the stories and of the tests of pages, and the names of the unit tests; `tools/check coverage` compares.",
  "The statements stand in [behaviour.md](behaviour.md), which says for each whether it is built.",
  "",
  "| id | statement | shown by |",
  "|---|---|---|",
];
const without = [];
for (const { id, words, built } of statements) {
  const places = [...(shown.get(id) ?? [])].sort();
  if (places.length === 0) without.push(`${id} (${shortened(built)})`);
  else lines.push(`| ${id} | ${words} | ${places.map((place) => `\`${place}\``).join(", ")} |`);
}
const known = new Set(statements.map(({ id }) => id));
for (const id of [...shown.keys()].filter((id) => !known.has(id)).sort())
  lines.push(`| ${id} | | ${[...shown.get(id)].sort().map((place) => `\`${place}\``).join(", ")} |`);
lines.push("", `Without a test that names them (in brackets whether they are built): ${without.join(", ")}.`);
process.stdout.write(lines.join("\n") + "\n");
