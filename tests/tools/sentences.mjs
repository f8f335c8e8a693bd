// The sentences of stories, and which of them the running server reads as what.
import { readFileSync } from "node:fs";
import { call } from "./client.mjs";
import { plan } from "./plan.mjs";

const all = JSON.parse(readFileSync(new URL("./sentences.json", import.meta.url), "utf8"));
const atOnce = 50;

/// One run plays one program with one model, so each sentence is asked for once.
const known = new Map();

/// Texts with the server's readings of them, in order. Nothing is stored by asking.
async function readings(origin, token, texts) {
  const unknown = texts.filter((text) => !known.has(text));
  for (let start = 0; start < unknown.length; start += atOnce) {
    const asked = unknown.slice(start, start + atOnce);
    const answer = await call(origin, "POST", "/api/v1/score", { token, body: { texts: asked } });
    if (answer.status !== 200) throw new Error(`POST /score answered ${answer.status}: ${answer.text}`);
    asked.forEach((text, index) => known.set(text, answer.json.readings[index]));
  }
  return texts.map((text) => ({ text, reading: known.get(text) }));
}

function listed(language) {
  if (!all[language]) throw new Error(`no sentences for "${language}"; there are: ${Object.keys(all).join(" ")}`);
  return Object.entries(all[language]).flatMap(([level, texts]) => texts.map((text) => ({ level, text })));
}

/// A sentence that the server reads at this level; those written for the level come first.
export async function pick(origin, token, level, language = "en", taken = []) {
  const profane = language === "profane";
  const fits = ({ text, reading }) => reading.level === level && reading.profane === profane && !taken.includes(text);
  const candidates = listed(language);
  const meant = candidates.filter((candidate) => candidate.level === level);
  const first = (await readings(origin, token, meant.map(({ text }) => text))).find(fits);
  if (first) return first.text;
  const read = await readings(origin, token, candidates.map(({ text }) => text));
  const found = read.find(fits);
  if (found) return found.text;
  const seen = read.map(({ text, reading }) => `${reading.level} ${reading.pulse}: ${text}`).join("\n  ");
  throw new Error(`the server reads no "${language}" sentence of tests/tools/sentences.json as ${level}:\n  ${seen}`);
}

/// English sentences that bring a fresh conversation through these levels, one message a step.
export async function sequence(origin, token, wanted) {
  const read = await readings(origin, token, listed("en").map(({ text }) => text));
  const usable = read.filter(({ reading }) => !reading.profane && reading.pulse !== null);
  const texts = plan(usable.map(({ text, reading }) => ({ text, pulse: reading.pulse })), wanted);
  if (!texts) throw new Error(`no sequence of the sentences in tests/tools/sentences.json leads through ${wanted.join(", ")}`);
  return texts;
}
