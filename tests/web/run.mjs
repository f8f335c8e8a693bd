// Plays the page tests, two at once, each in a browser of its lane: tests/web/run [PART OF A NAME]…  The last line is "N passed, N failed".
import { readdirSync } from "node:fs";
import { launch } from "../tools/browser.mjs";
import { patience, program } from "../tools/server.mjs";
import { Stage } from "./stage.mjs";

const testSeconds = 240 * patience;
const atOnce = Number(process.env.UNDERTONE_PAGES_AT_ONCE ?? "2");

async function found(parts) {
  const tests = [];
  for (const file of readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith("_test.mjs")).sort()) {
    const module = await import(new URL(file, import.meta.url));
    const subject = file.replace("_test.mjs", "");
    for (const [name, play] of Object.entries(module.tests)) tests.push({ name: `${subject}: ${name}`, play });
  }
  return tests.filter(({ name }) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

async function play(browser, test) {
  let timer;
  const stage = await Stage.open(browser);
  try {
    const late = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new Error(`the test did not end within ${testSeconds} s`)), testSeconds * 1000);
    });
    const playing = test.play(stage);
    playing.catch(() => {});
    await Promise.race([playing, late]);
    const faults = stage.faults();
    if (faults.length > 0) throw new Error(faults.join("\n  "));
  } finally {
    clearTimeout(timer);
    await stage.close();
  }
}

try {
  program();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const parts = process.argv.slice(2);
const tests = await found(parts);
if (tests.length === 0) {
  console.error(`no page test has ${parts.join(" or ")} in its name`);
  process.exit(2);
}
let failed = 0;

async function report(browser, test) {
  const begun = performance.now();
  let fault;
  try {
    await play(browser, test);
  } catch (error) {
    fault = error;
    failed++;
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(fault ? `failed  ${test.name} (${seconds} s)\n  ${fault.stack}` : `ok      ${test.name} (${seconds} s)`);
}

const waiting = [...tests];
const lane = async () => {
  const browser = await launch();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await report(browser, next);
  await browser.close();
};
await Promise.all(Array.from({ length: Math.min(atOnce, tests.length) }, lane));
console.log(`${tests.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
