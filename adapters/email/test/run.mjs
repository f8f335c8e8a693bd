// Plays the tests one after the other on one stage. The last line is "N passed, N failed".
import { readdirSync } from "node:fs";
import { patience } from "../../../tests/tools/server.mjs";
import { Stage } from "./stage.mjs";

const testSeconds = 60 * patience;

async function found(parts) {
  const tests = [];
  for (const file of readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith("_test.mjs")).sort()) {
    const module = await import(new URL(file, import.meta.url));
    for (const [name, play] of Object.entries(module.tests)) tests.push({ name: `${file.replace("_test.mjs", "")}: ${name}`, play });
  }
  return tests.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

async function play(stage, test) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`the test did not end within ${testSeconds} s`)), testSeconds * 1000);
  });
  const playing = test.play(stage);
  playing.catch(() => {});
  try {
    await Promise.race([playing, late]);
    const leaks = stage.leaks();
    if (leaks.length > 0) throw new Error(`the log tells what it must not:\n${stage.adapter.text}`);
  } catch (error) {
    error.message += `\n  the adapter said:\n    ${stage.adapter?.text.replaceAll("\n", "\n    ")}`;
    throw error;
  } finally {
    clearTimeout(timer);
    await stage.tidy();
  }
}

const parts = process.argv.slice(2);
const tests = await found(parts);
if (tests.length === 0) {
  console.error(`no test has ${parts.join(" or ")} in its name`);
  process.exit(2);
}
const stage = await Stage.open();
let failed = 0;
for (const test of tests) {
  const begun = performance.now();
  let fault;
  try {
    await play(stage, test);
  } catch (error) {
    fault = error;
    failed++;
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(fault ? `failed  ${test.name} (${seconds} s)\n  ${fault.message}\n${fault.stack}` : `ok      ${test.name} (${seconds} s)`);
}
await stage.close();
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
