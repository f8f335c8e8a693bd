import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { still } from "../tools/browser.mjs";
import { accept, focusSession, rowOf, sentimentOn } from "./stage.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/// Stops of the widget library that hand the focus on at once: they hold nothing and nobody can rest on them.
const passing = "[data-tabster-dummy]";
const widths = [320, 390, 1440];

/// Every page with something on it. `open(stage, options)` gives it ready to look at.
const pages = {
  "the sign-in page": async (stage, options) => {
    const page = await stage.window(options);
    await page.goto(address("/sign-in", options));
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    return page;
  },
  "the visitor's chat": async (stage, options) => {
    const page = await stage.window(options);
    await page.goto(address("/chat?queue=billing", options));
    await stage.write(page, "Can I pay by bank transfer? https://shop.example/a-very-long-address-without-any-blank-in-it/4711");
    await page.getByText("Can I pay by bank transfer?").first().waitFor();
    return page;
  },
  "the agent's workspace": async (stage, options) => {
    const customer = await talk(stage);
    const page = await stage.person("agent1", { ...options, viewport: { width: 1440, height: 900 } });
    await page.goto(address("/agent", options));
    await accept(page, customer.title);
    await focusSession(page, customer.title);
    await sentimentOn(page, "Negative").waitFor();
    if (options.viewport) await page.setViewportSize(options.viewport);
    return page;
  },
  "the supervisor's board": async (stage, options) => {
    const customer = await talk(stage);
    const page = await stage.person("supervisor1", options);
    await page.goto(address("/supervisor", options));
    await rowOf(page, customer.title).or(page.getByText(customer.title)).first().waitFor();
    return page;
  },
  "the administration": (stage, options) => staffPage(stage, "admin", "/admin", options),
  "the page of accuracy": (stage, options) => staffPage(stage, "admin", "/admin/accuracy", options),
  "the sentiment settings": async (stage, options) => {
    const page = await staffPage(stage, "admin", "/admin/sentiment", options);
    await page.getByRole("switch").first().waitFor();
    return page;
  },
  "the insights": async (stage, options) => {
    const customer = await talk(stage);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await staffPage(stage, "supervisor1", "/insights", options);
    await page.getByRole("slider").waitFor();
    return page;
  },
  "the figures by agent": async (stage, options) => {
    const customer = await stage.desk.visitor();
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await staffPage(stage, "supervisor1", "/insights?view=agents", options);
    await page.getByRole("table").waitFor();
    return page;
  },
  "the list of conversations": async (stage, options) => {
    await talk(stage);
    const page = await staffPage(stage, "supervisor1", "/insights?view=conversations&level=all_negative", options);
    await page.getByRole("table").waitFor();
    return page;
  },
  "an agent's work": async (stage, options) => {
    const customer = await talk(stage);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await staffPage(stage, "supervisor1", "/supervisor/agents/agent1", options);
    await page.getByRole("group", { name: "Sessions", exact: true }).getByRole("link").last().waitFor();
    return page;
  },
  "the alerts": async (stage, options) => {
    const customer = await talk(stage);
    const page = await staffPage(stage, "supervisor1", "/alerts", options);
    await page.getByText(customer.title, { exact: true }).first().waitFor();
    return page;
  },
  "the monitored conversation": async (stage, options) => {
    const customer = await talk(stage);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    await stage.desk.as("supervisor1", "POST", `/conversations/${customer.id}/join`);
    const page = await stage.person("supervisor1", options);
    await page.goto(address(`/supervisor?conversation=${customer.id}`, options));
    await page.getByRole("button", { name: "Leave", exact: true }).waitFor();
    return page;
  },
  "the dialog of a transfer": async (stage, options) => {
    const customer = await talk(stage);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await stage.person("supervisor1", options);
    await page.goto(address(`/supervisor?conversation=${customer.id}`, options));
    await page.getByRole("button", { name: "Transfer", exact: true }).click();
    await page.getByRole("radio").first().check();
    return page;
  },
  "the dialog of a block": async (stage, options) => {
    const customer = await talk(stage);
    const page = await stage.person("supervisor1", options);
    await page.goto(address(`/supervisor?conversation=${customer.id}`, options));
    await page.getByRole("button", { name: "Block the customer", exact: true }).click();
    await page.getByRole("dialog").getByRole("radio").first().waitFor();
    return page;
  },
  "what is asked of a reading": async (stage, options) => {
    const customer = await talk(stage);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await stage.person("supervisor1", options);
    await page.goto(address(`/supervisor?conversation=${customer.id}`, options));
    await page.getByRole("button", { name: /^Reading: / }).first().click();
    await page.getByRole("dialog").getByRole("radio").first().waitFor();
    return page;
  },
  "the agreement": async (stage, options) => {
    const customer = await talk(stage);
    const { items } = await stage.desk.as("supervisor1", "GET", `/conversations/${customer.id}/messages`);
    const levels = ["negative", "slightly_negative"];
    for (const [place, { id }] of items.entries()) {
      await stage.desk.as("supervisor1", "PUT", `/conversations/${customer.id}/messages/${id}/feedback`, { level: levels[place], note: "only asks" });
    }
    const page = await staffPage(stage, "admin", "/insights?view=agreement", options);
    await page.getByRole("table", { name: "Feedback" }).waitFor();
    return page;
  },
  "the phrases": async (stage, options) => {
    const phrases = [{ phrase: "Killer Deal", level: "positive" }, { phrase: "a product with quite a long name", level: "neutral", language: "de" }];
    await stage.desk.as("admin", "PUT", "/settings/phrases", { phrases });
    const page = await managedPage(stage, "/admin/phrases", options, "button", "Edit Killer Deal");
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("is the killer deal still there?");
    await page.getByRole("button", { name: "Read it" }).click();
    await page.getByText("Phrase taken").waitFor();
    return page;
  },
  "the people": (stage, options) => managedPage(stage, "/admin/people", options),
  "the dialog of a person": async (stage, options) => {
    await stage.desk.as("admin", "PATCH", "/users/agent1", { skills: ["Spanish", "Returns"] });
    const page = await managedPage(stage, "/admin/people", options);
    await page.getByRole("button", { name: "Actions for agent1", exact: true }).click();
    await page.getByRole("menuitem", { name: "Edit", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Returns", exact: true }).waitFor();
    return page;
  },
  "the queues": (stage, options) => managedPage(stage, "/admin/queues", options),
  "a queue": async (stage, options) => {
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const page = await managedPage(stage, `/admin/queues/${id}`, options);
    await page.getByRole("button", { name: "Save sentiment settings" }).waitFor();
    return page;
  },
  "the alert rules": async (stage, options) => {
    const name = `falling ${options.colorScheme ?? ""}${options.direction ?? ""}`.trim();
    await stage.desk.as("admin", "POST", "/rules", { name, level: "negative", k: 2, n: 3 });
    return managedPage(stage, "/admin/rules", options);
  },
  "a new alert rule": (stage, options) => managedPage(stage, "/admin/rules/new", options, "button", "Save rule"),
  "the routing": async (stage, options) => {
    const rule = { name: "angry", if: { level_at_most: "negative", languages: ["en", "de"] }, then: { priority: 10, skill: "calm" } };
    await stage.desk.as("admin", "PUT", "/settings/routing", { rulesets: [{ name: "mood", rules: [rule] }] });
    const page = await managedPage(stage, "/admin/routing", options, "button", "Edit angry");
    await page.getByRole("button", { name: "Edit angry" }).click();
    await page.getByRole("textbox", { name: "What the customer writes" }).fill("Thank you!");
    await page.getByRole("button", { name: "Try it" }).click();
    await page.getByText("Read as").waitFor();
    return page;
  },
  "the supervisor actions": (stage, options) => managedPage(stage, "/admin/supervision", options, "switch", "Monitor"),
  "the wrap-up codes": async (stage, options) => {
    await stage.desk.as("admin", "PUT", "/settings/wrap_up_codes", { codes: ["refund", "a question about an invoice that came twice"] });
    return managedPage(stage, "/admin/wrap-up", options, "textbox", "Code 2");
  },
  "the blocked customers": async (stage, options) => {
    const { id } = await stage.desk.visitor();
    await stage.desk.as("admin", "POST", "/blocks", { kind: "conversation", conversation: id, reason: "insults", until: "2099-01-01T00:00:00Z" });
    return managedPage(stage, "/admin/blocks", options);
  },
  "the blocked customers of a supervisor": async (stage, options) => {
    const { id } = await stage.desk.visitor();
    await stage.desk.as("admin", "POST", "/blocks", { kind: "conversation", conversation: id, reason: "insults", until: "2099-01-01T00:00:00Z" });
    const page = await staffPage(stage, "supervisor1", "/blocks", options);
    await page.getByRole("table").waitFor();
    return page;
  },
  "the change of a password": async (stage, options) => {
    const page = await staffPage(stage, "supervisor1", "/supervisor", options);
    await page.getByRole("button", { name: /^Account of / }).click();
    await page.getByRole("menuitem", { name: "Change password…" }).click();
    await page.getByLabel("New password once more", { exact: true }).waitFor();
    return page;
  },
  "the own sign-ins": async (stage, options) => {
    const page = await staffPage(stage, "supervisor1", "/supervisor", options);
    await stage.desk.token("supervisor1");
    await page.getByRole("button", { name: /^Account of / }).click();
    await page.getByRole("menuitem", { name: "Your sign-ins" }).click();
    await page.getByRole("dialog").getByRole("listitem").nth(1).waitFor();
    return page;
  },
  "the channel keys": (stage, options) => managedPage(stage, "/admin/keys", options, "button", "Add a key"),
  "the webhooks": (stage, options) => managedPage(stage, "/admin/webhooks", options, "button", "Add a webhook"),
  "the audit log": (stage, options) => managedPage(stage, "/admin/audit", options),
  "the search in what was written": async (stage, options) => {
    const customer = await stage.desk.visitor();
    await customer.say("Where is the parcel with the number 4711?");
    const page = await staffPage(stage, "supervisor1", "/search?q=parcel", options);
    await page.getByRole("button").filter({ hasText: "4711" }).first().waitFor();
    return page;
  },
  "the page of the first account": async (stage, options) => {
    const page = await stage.window(options);
    await page.goto(address("/set-up", options));
    await page.getByRole("link", { name: "Sign in", exact: true }).waitFor();
    return page;
  },
  "the API description": async (stage, options) => {
    const page = await stage.window(options);
    await page.goto(address("/docs", options));
    await page.getByText("/conversations", { exact: false }).filter({ visible: true }).first().waitFor();
    return page;
  },
};

function address(path, { direction } = {}) {
  return direction ? `${path}${path.includes("?") ? "&" : "?"}dir=${direction}` : path;
}

async function talk(stage) {
  const customer = await stage.desk.visitor();
  const [calm, angry] = await stage.desk.sequence("neutral", "negative");
  await customer.say(calm);
  await customer.say(angry);
  return customer;
}

async function staffPage(stage, name, path, options) {
  const page = await stage.person(name, options);
  await page.goto(address(path, options));
  await page.getByRole("heading").first().waitFor();
  return page;
}

/// A page of the administration once it shows its list, or this control.
async function managedPage(stage, path, options, role = "table", name = undefined) {
  const page = await staffPage(stage, "admin", path, options);
  await page.getByRole(role, { name, exact: true }).first().waitFor();
  return page;
}

async function violations(page) {
  await still(page);
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(({ exclude, values }) => globalThis.axe.run({ exclude }, { runOnly: { type: "tag", values } }), { exclude: [passing], values: rules });
  return found.map(({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.slice(0, 4).map(({ html, failureSummary }) => `${html} — ${failureSummary.replace(/\s+/g, " ")}`).join("\n    ")}`);
}

/// How far the page stays wider than the window, and which elements stick out; a page that still adapts to a new width has its time.
async function overflow(page) {
  await page.waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, undefined, { timeout: 3000 }).catch(() => undefined);
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1 || one.getBoundingClientRect().left < -1);
    return [`scrollWidth ${document.documentElement.scrollWidth} > ${width}`, ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 160))];
  });
}

const accessible = Object.entries(pages).map(([name, open]) => [
  `${name} has no violation of WCAG 2.2 AA, light and dark`,
  async (stage) => {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(stage, { colorScheme, bypassCSP: true });
      assert.deepEqual(await violations(page), [], `${colorScheme}: ${page.url()}`);
    }
  },
]);

const fitting = Object.entries(pages).map(([name, open]) => [
  `${name} fits widths of ${widths.join(", ")} and right to left`,
  async (stage) => {
    const page = await open(stage, { viewport: { width: widths[0], height: 800 } });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await still(page);
      assert.deepEqual(await overflow(page), [], `${width} px: ${page.url()}`);
    }
    const mirrored = await open(stage, { viewport: { width: 390, height: 800 }, direction: "rtl" });
    await still(mirrored);
    assert.equal(await mirrored.evaluate(() => getComputedStyle(document.querySelector("main, form, [role=log], body > div")).direction), "rtl");
    assert.deepEqual(await overflow(mirrored), [], `rtl: ${mirrored.url()}`);
  },
]);

export const tests = Object.fromEntries([...accessible, ...fitting]);
