// shows: A1 A2 A7 A8
import assert from "node:assert/strict";
import { adminPage, inView } from "./admin.mjs";

const agentLabel = "Show alerts when a customer's sentiment decreases to or below";
const supervisorLabel = "Send notifications when a customer's sentiment decreases to or below";
const options = (none) => [none, "Slightly negative", "Negative", "Very negative"];

const combobox = (page, name) => page.getByRole("combobox", { name, exact: true });

async function shownValue(box) {
  return box.evaluate((element) => {
    if (element instanceof HTMLSelectElement) return element.selectedOptions[0].textContent;
    return element instanceof HTMLInputElement ? element.value : element.textContent;
  });
}

async function optionsOf(page, box) {
  if (await box.evaluate((element) => element instanceof HTMLSelectElement)) return box.locator("option").allTextContents();
  await box.click();
  await page.getByRole("option").first().waitFor();
  const texts = await page.getByRole("option").allTextContents();
  await page.keyboard.press("Escape");
  await page.getByRole("option").first().waitFor({ state: "detached" });
  return texts;
}

async function choose(page, box, option) {
  if (await box.evaluate((element) => element instanceof HTMLSelectElement)) return box.selectOption({ label: option });
  await box.click();
  return page.getByRole("option", { name: option, exact: true }).click();
}

async function settingsPage(stage) {
  const page = await stage.person("admin");
  await page.getByRole("link", { name: "Insights", exact: true }).last().click();
  const manage = page.getByRole("link", { name: "Manage", exact: true }).or(page.getByRole("button", { name: "Manage", exact: true }));
  await manage.first().click();
  await page.waitForURL("**/admin/sentiment");
  await combobox(page, agentLabel).waitFor();
  return page;
}

const saved = (page, status) => page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().includes("/settings/sentiment") && answer.status() === status);
const save = (page) => page.getByRole("button", { name: "Save", exact: true }).click();

export const tests = {
  "the overview lists queues and people by their names": async (stage) => {
    for (const name of ["zebra", "appeals"]) await stage.desk.as("admin", "POST", "/queues", { name });
    const page = await stage.person("admin");
    const namesIn = async (label) => {
      const table = page.getByRole("table", { name: label, exact: true });
      await table.waitFor();
      return table.locator("tbody td:first-child").allInnerTexts();
    };
    assert.deepEqual(await namesIn("Queues"), ["appeals", "billing", "zebra"]);
    assert.deepEqual(await namesIn("People"), ["admin", "agent1", "agent2", "supervisor1"]);
  },

  "the page of accuracy shows every language with the model that was measured": async (stage) => {
    const page = await stage.person("admin");
    await page.getByRole("link", { name: "Accuracy", exact: true }).click();
    await page.waitForURL("**/admin/accuracy");
    const table = page.getByRole("table", { name: "Accuracy by language" });
    await table.waitFor();
    assert.equal(await table.getByRole("row").count(), 42);
    assert.match(await table.getByRole("row").filter({ hasText: "日本語" }).innerText(), /ja\s+42\s+[01]\.\d\d/);
    assert.match(await page.getByRole("main").innerText(), /Model\s+\d{4}\.\d/);
  },
  "labels and options are exactly those of the product, and are kept after a reload": async (stage) => {
    await stage.desk.settings({ agent_threshold: "none", supervisor_threshold: "none" });
    const page = await settingsPage(stage);
    const monitor = page.getByRole("switch", { name: "Monitor real-time customer sentiment", exact: true });
    assert.equal(await monitor.isChecked(), true);
    assert.deepEqual(await optionsOf(page, combobox(page, agentLabel)), options("Don't show alerts"));
    assert.deepEqual(await optionsOf(page, combobox(page, supervisorLabel)), options("Don't send notifications"));
    assert.equal(await shownValue(combobox(page, agentLabel)), "Don't show alerts");
    await choose(page, combobox(page, agentLabel), "Slightly negative");
    await choose(page, combobox(page, supervisorLabel), "Very negative");
    await monitor.click();
    const done = saved(page, 200);
    await save(page);
    await done;
    await page.reload();
    await combobox(page, agentLabel).waitFor();
    assert.equal(await shownValue(combobox(page, agentLabel)), "Slightly negative");
    assert.equal(await shownValue(combobox(page, supervisorLabel)), "Very negative");
    assert.equal(await monitor.isChecked(), false);
    const { enabled, agent_threshold, supervisor_threshold } = await stage.desk.as("admin", "GET", "/settings/sentiment");
    assert.deepEqual([enabled, agent_threshold, supervisor_threshold], [false, "slightly_negative", "very_negative"]);
  },

  "quiet hours hold alerts back while they are on, and wrong ones are told at their field": async (stage) => {
    const page = await settingsPage(stage);
    const card = page.getByRole("region", { name: "Quiet hours" });
    const switched = card.getByRole("switch", { name: "Alerts of these hours wait in the inbox" });
    await switched.click();
    await card.getByLabel("From", { exact: true }).fill("20:00");
    await card.getByLabel("Time zone").fill("Mars/Base");
    const refused = saved(page, 422);
    await save(page);
    await refused;
    await card.locator(".fui-Field__validationMessage").filter({ hasText: "Europe/Berlin" }).waitFor();
    await card.getByLabel("Time zone").fill("Europe/Berlin");
    await page.getByText("1 change: quiet hours → 20:00–06:00 Europe/Berlin").waitFor();
    const done = saved(page, 200);
    await save(page);
    await done;
    const hours = async () => (await stage.desk.as("admin", "GET", "/settings/sentiment")).quiet_hours;
    assert.deepEqual(await hours(), { from: "20:00", to: "06:00", time_zone: "Europe/Berlin" });
    await switched.click();
    const off = saved(page, 200);
    await save(page);
    await off;
    assert.equal(await hours(), undefined);
  },

  "a change of somebody else is not overwritten": async (stage) => {
    const page = await settingsPage(stage);
    let before = true;
    await page.route("**/api/v1/settings/sentiment", async (route) => {
      if (route.request().method() === "PUT" && before) {
        before = false;
        await stage.desk.settings({ supervisor_threshold: "very_negative" });
      }
      await route.continue();
    });
    await choose(page, combobox(page, agentLabel), "Very negative");
    const refused = saved(page, 409);
    await save(page);
    await refused;
    await page.getByText("Someone else has saved these settings in the meantime.").first().waitFor();
    const kept = await stage.desk.as("admin", "GET", "/settings/sentiment");
    assert.deepEqual([kept.agent_threshold, kept.supervisor_threshold], ["negative", "very_negative"]);
    const done = saved(page, 200);
    await save(page);
    await done;
    const now = await stage.desk.as("admin", "GET", "/settings/sentiment");
    assert.deepEqual([now.agent_threshold, now.supervisor_threshold], ["very_negative", "very_negative"]);
  },

  "how a save ended is seen without scrolling, beside Save": async (stage) => {
    const page = await settingsPage(stage);
    await choose(page, combobox(page, agentLabel), "Slightly negative");
    await stage.desk.settings({ supervisor_threshold: "very_negative" });
    await save(page);
    await page.getByText("Someone else has saved these settings").waitFor();
    assert.equal(await inView(page.getByText("Someone else has saved these settings")), true);
    await save(page);
    await page.getByText("The settings were saved.").waitFor();
    assert.equal(await inView(page.getByText("The settings were saved.")), true);
  },

  "what is not saved is left only when one says so: by a link, by Back, by loading again": async (stage) => {
    const page = await settingsPage(stage);
    await choose(page, combobox(page, agentLabel), "Slightly negative");
    const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
    await page.getByRole("link", { name: "People", exact: true }).click();
    await question.getByRole("button", { name: "Cancel", exact: true }).click();
    assert.match(page.url(), /\/admin\/sentiment$/);
    await page.evaluate(() => history.back());
    await question.waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    assert.equal(await shownValue(combobox(page, agentLabel)), "Slightly negative");
    const asked = page.waitForEvent("dialog").then((dialog) => dialog.dismiss().then(() => dialog.type()));
    await page.evaluate(() => location.reload());
    assert.equal(await asked, "beforeunload");
    await page.evaluate(() => history.back());
    await question.getByRole("button", { name: "Leave", exact: true }).click();
    await page.waitForURL("**/admin/insights");

    await page.goto("/admin/rules/new");
    await page.getByRole("textbox", { name: "Name" }).fill("falling");
    await page.getByRole("link", { name: "People", exact: true }).click();
    await question.getByRole("button", { name: "Cancel", exact: true }).click();
    assert.equal(await page.getByRole("textbox", { name: "Name" }).inputValue(), "falling");
    await page.getByRole("button", { name: "Save rule" }).click();
    await page.waitForURL("**/admin/rules");
  },

  "on a narrow screen the strip of pages shows the one that is open": async (stage) => {
    const page = await stage.person("admin", { viewport: { width: 390, height: 844 } });
    await page.goto("/admin/audit");
    const here = page.getByRole("navigation", { name: "Site map" }).getByRole("link", { name: "Audit log" });
    await here.waitFor();
    const box = await here.boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  },

  "the map says where one is, also on pages that have no place in it": async (stage) => {
    const page = await adminPage(stage, "/admin/sentiment", "Sentiment analysis");
    const here = page.getByRole("navigation", { name: "Site map" }).locator("[aria-current=page]");
    assert.equal(await here.innerText(), "Insights");
    await page.goto("/admin/rules/new");
    await page.getByRole("heading", { name: "Add a rule" }).waitFor();
    assert.equal(await here.innerText(), "Alert rules");
  },
};
