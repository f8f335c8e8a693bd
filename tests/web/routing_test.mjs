import assert from "node:assert/strict";
import { changeStored } from "../tools/stored.mjs";
import { adminPage, choose, gone, press } from "./admin.mjs";

const open = (stage) => adminPage(stage, "/admin/routing", "Routing");
const stored = async (stage) => (await stage.desk.as("admin", "GET", "/settings/routing")).rulesets;
const fill = (page, name, value) => page.getByRole("textbox", { name, exact: true }).fill(value);
const saved = (page) => page.getByText("Saved.", { exact: true }).waitFor();
const ruleTo = (name, priority) => ({ name, then: { priority } });

async function toggleLanguage(page, language) {
  await page.getByRole("combobox", { name: "Languages" }).click();
  await page.getByRole("menuitemcheckbox", { name: language }).click();
  await page.keyboard.press("Escape");
}

/// The page with these rules in force, one set "order".
async function withRules(stage, ...rules) {
  await stage.desk.as("admin", "PUT", "/settings/routing", { rulesets: [{ name: "order", rules }] });
  return open(stage);
}

export const tests = {
  "a rule is made, refused at its fields, tried before it is saved, and then places a conversation": async (stage) => {
    await stage.desk.as("admin", "POST", "/queues", { name: "second line" });
    const low = await stage.desk.pick("negative", "en");
    const page = await open(stage);
    await page.getByText("No rule places conversations").waitFor();
    await press(page, "Add a set");
    await fill(page, "Name of set 1", "mood");
    await fill(page, "Name", "angry");
    await choose(page, "Level", "Slightly negative or lower");
    await press(page, "Save");
    await page.getByRole("alert").getByText(/^Does nothing/).waitFor();
    await fill(page, "Priority", "high");
    await page.getByText("Enter a whole number, or leave it empty.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Save", exact: true }).isDisabled(), true);
    await fill(page, "Priority", "5000");
    await press(page, "Save");
    const priority = page.getByRole("textbox", { name: "Priority", exact: true });
    await page.getByText(/-1000 to 1000$/).waitFor();
    assert.equal(await priority.evaluate((one) => document.activeElement === one && one.getAttribute("aria-invalid")), "true");
    await priority.fill("10");
    await page.getByRole("group", { name: "Then" }).getByRole("combobox", { name: "Queue" }).click();
    await page.getByRole("option", { name: "second line" }).click();

    await fill(page, "What the customer writes", low);
    await press(page, "Try it");
    const result = page.locator("dl[aria-label=Result]");
    await result.getByText("second line", { exact: true }).waitFor();
    await result.getByText("mood · angry").waitFor();
    await result.locator("mark").first().waitFor();
    await result.getByText("Threshold Negative: no supervisor in this queue").waitFor();
    assert.deepEqual(await stored(stage), []);
    await toggleLanguage(page, "Deutsch · de");
    await page.getByText("The rules or the text have changed since; try it again.").waitFor();
    await press(page, "Try it");
    await result.getByText("No rule fits").waitFor();
    await result.getByText("Depends on the queue: choose one").waitFor();
    await choose(page, "Comes into", "billing");
    await press(page, "Try it");
    await result.getByText("Threshold Negative: supervisor1 in the inbox").waitFor();
    await choose(page, "Language", "Deutsch · de");
    await press(page, "Try it");
    await result.getByText("mood · angry").waitFor();
    await toggleLanguage(page, "Deutsch · de");

    await press(page, "Save");
    await saved(page);
    const [{ name, rules }] = await stored(stage);
    assert.deepEqual([name, rules[0].name, rules[0].if, rules[0].then.queue.name, rules[0].then.priority], ["mood", "angry", { level_at_most: "slightly_negative" }, "second line", 10]);
    const customer = await stage.desk.visitor();
    await customer.say(low);
    assert.equal((await stage.desk.as("admin", "GET", `/conversations/${customer.id}`)).queue.name, "second line");
  },

  "rules and sets of routing are moved, edited and removed, and stand in that order": async (stage) => {
    const page = await withRules(stage, ruleTo("one", 1), ruleTo("two", 2), ruleTo("three", 3));
    await press(page, "Move three up");
    await page.getByText("three is now number 2 of 3.").waitFor();
    await press(page, "Remove one");
    await press(page, "Edit two");
    await page.getByRole("textbox", { name: "Channels" }).fill("email, sms ");
    await page.getByRole("combobox", { name: "Opening hours" }).click();
    await page.getByRole("option", { name: "Outside opening hours" }).click();
    await page.getByRole("textbox", { name: "Skill" }).fill("calm");
    await press(page, "Edit two");
    await page.getByText("email, sms · Outside opening hours").waitFor();
    await press(page, "Add a set");
    await fill(page, "Name of set 2", "late");
    await fill(page, "Name", "any");
    await fill(page, "Priority", "7");
    await press(page, "Move late up");
    await press(page, "Save");
    await saved(page);
    assert.deepEqual(await stored(stage), [
      { name: "late", rules: [{ name: "any", if: {}, then: { priority: 7 } }] },
      { name: "order", rules: [{ name: "three", if: {}, then: { priority: 3 } }, { name: "two", if: { channels: ["email", "sms"], out_of_hours: true }, then: { priority: 2, skill: "calm" } }] },
    ]);
    await press(page, "Remove late");
    await press(page, "Discard");
    await page.getByRole("textbox", { name: "Name of set 2" }).waitFor();
    await press(page, "Remove late");
    await press(page, "Remove order");
    await press(page, "Save");
    await page.getByText("No rule places conversations").waitFor();
    assert.deepEqual(await stored(stage), []);
  },

  "rules that somebody else saved meanwhile are not written over unless one says so": async (stage) => {
    const page = await withRules(stage, ruleTo("mine", 1));
    const others = (name) => stage.desk.as("admin", "PUT", "/settings/routing", { rulesets: [{ name, rules: [ruleTo("theirs", 5)] }] });
    await fill(page, "Name of set 1", "second");
    await others("first");
    const heard = page.waitForResponse((response) => response.url().endsWith("/settings/routing") && response.request().method() === "GET");
    await stage.desk.settings({ agent_threshold: "very_negative" }); // the page reads all settings anew
    assert.equal((await (await heard).json()).rulesets[0].name, "first");
    await press(page, "Save");
    await page.getByText("Someone else has saved this in the meantime.").waitFor();
    assert.equal((await stored(stage))[0].name, "first");
    await press(page, "Drop mine, show theirs");
    await gone(page.getByText("Someone else has saved this in the meantime."));
    assert.equal(await page.getByRole("textbox", { name: "Name of set 1" }).inputValue(), "first");
    await others("third");
    await fill(page, "Name of set 1", "fourth");
    await press(page, "Save");
    await press(page, "Save mine instead");
    await saved(page);
    assert.equal((await stored(stage))[0].name, "fourth");
  },

  "a rule whose queue an older version let go says that it does nothing": async (stage) => {
    await stage.desk.as("admin", "POST", "/queues", { name: "gone soon" });
    await stage.desk.as("admin", "PUT", "/settings/routing", { rulesets: [{ name: "order", rules: [{ name: "moved", then: { queue: "gone soon" } }] }] });
    changeStored({ data: stage.desk.folder.path, environment: {} }, "UPDATE queues SET deleted_at = 1 WHERE name = 'gone soon'");
    const page = await open(stage);
    await page.getByText(/^Does nothing/).waitFor();
  },
};
