import assert from "node:assert/strict";
import { test } from "node:test";
import { plan } from "../tools/plan.mjs";
import { levelOf, moodOf } from "../tools/window.mjs";
import { firstFault } from "./checks.mjs";
import { bytesOf, checkOf, lineOf, storyOf } from "./grammar.mjs";
import { Variables } from "./variables.mjs";

const faultOf = (value, token, keep) => firstFault(value, [checkOf(token)], keep);

test("a line is split outside quotes and brackets", () => {
  const line = lineOf('post v1 /conversations/$c1/messages {"text": "so { what"} -> 201 level=negative');
  assert.deepEqual(line.words, ["post", "v1", "/conversations/$c1/messages", '{"text": "so { what"}']);
  assert.deepEqual(line.expected, ["201", "level=negative"]);
  assert.equal(lineOf("   # a comment"), undefined);
});

test("a fault names the file and the line", () => {
  assert.throws(() => storyOf("a.test", '# an idea\n# shows: B1\nsay v1 c1 "open'), /^StoryError: a\.test:3: a quote is not closed/);
  assert.throws(() => storyOf("a.test", "# an idea\nsay v1 c1 hello"), /names what it shows/);
});

test("a quoted text can hold broken UTF-8", () => {
  assert.deepEqual(bytesOf('"a\\xff\\n\\u00e9"'), Buffer.from([0x61, 0xff, 0x0a, 0xc3, 0xa9]));
});

test("expectations reach into lists, compare levels and save", () => {
  const value = { items: [{ id: "1", level: "negative" }, { id: "2", level: "neutral", at: { x: 3 } }] };
  assert.equal(faultOf(value, "items[id=2].level=positive|neutral"), undefined);
  assert.equal(faultOf(value, "items.-1.level>slightly_negative"), undefined);
  assert.match(faultOf(value, "items.0.level>=neutral"), /it is "negative"/);
  assert.equal(faultOf(value, "no:items[id=3]"), undefined);
  assert.match(faultOf(value, "without:x"), /"x" must not be there/);
  assert.match(faultOf(value, '{"items":[]}'), /expected/);
  let saved;
  assert.equal(faultOf(value, "save:second=items.1.id", (name, found) => (saved = [name, found])), undefined);
  assert.deepEqual(saved, ["second", "2"]);
});

test("a missing value is never equal, smaller or larger", () => {
  for (const token of ["level=undefined", "level<5", "level>5", "level<=negative"]) assert.notEqual(faultOf({}, token), undefined);
});

test("names are filled in, and an unknown name is a fault", () => {
  const variables = new Variables();
  variables.set("c1", "a/b");
  variables.set("version", 4);
  variables.set("word", ["one", "two"]);
  assert.equal(variables.path("/conversations/$c1/x"), "/conversations/a%2Fb/x");
  assert.deepEqual(variables.deep({ version: "$version", text: "say $word.2" }), { version: 4, text: "say two" });
  assert.throws(() => variables.fill("$nothing"), /no value yet/);
});

test("the window: weights, six places, profanity", () => {
  const message = (pulse, extra = {}) => ({ sender: "customer", text: "words", reading: { level: levelOf(pulse), pulse, language: "en", ...extra } });
  assert.equal(moodOf([]).level, "none");
  assert.equal(moodOf([message(20), message(80)]).pulse, 60);
  assert.equal(moodOf([message(0), ...Array(6).fill(message(50))]).pulse, 50);
  assert.equal(moodOf([message(90, { profane: true }), message(90)]).level, "negative");
  assert.equal(moodOf([message(20), { ...message(90), sender: "agent" }]).pulse, 20);
  assert.equal(moodOf([message(20), { ...message(50), text: "4711 https://a.example" }]).pulse, 20);
});

test("a plan leads through the levels, or says that none does", () => {
  const candidates = [5, 22, 37, 50, 95].map((pulse) => ({ text: `pulse ${pulse}`, pulse }));
  assert.deepEqual(plan(candidates, ["neutral", "slightly_negative"]), ["pulse 50", "pulse 37"]);
  assert.equal(plan(candidates, ["very_positive", "very_negative"]), undefined);
});
