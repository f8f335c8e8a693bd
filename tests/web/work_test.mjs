// shows: F18
import assert from "node:assert/strict";
import { rowOf } from "./stage.mjs";

async function held(stage, level, agent = "agent1") {
  const customer = await stage.desk.visitor();
  await stage.desk.as(agent, "POST", `/conversations/${customer.id}/accept`);
  if (level) await customer.say(await stage.desk.pick(level));
  return customer;
}

async function done(stage, level) {
  const customer = await held(stage, level);
  for (const act of ["end", "close"]) await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/${act}`);
  return customer;
}

const tile = (page, name) => page.getByRole("list", { name: "At a glance" }).getByRole("listitem").filter({ hasText: name });
const rows = (page, table) => page.getByRole("table", { name: table, exact: true }).getByRole("row");

export const tests = {
  "the agent's name on the board leads to the agent's presence, conversations and sessions, and Back to the board": async (stage) => {
    await stage.desk.as("agent1", "PUT", "/me/presence", { presence: "busy" });
    const over = await done(stage, "negative");
    const running = await held(stage, "very_positive");
    const page = await stage.person("supervisor1");
    await rowOf(page, running.title).getByRole("link", { name: "agent1" }).click();
    await page.waitForURL("**/supervisor/agents/**");
    await page.getByRole("heading", { name: "agent1", exact: true }).waitFor();
    await page.getByText(/^Busy since /).waitFor();
    assert.match(await tile(page, "Capacity used").innerText(), /1 of \d+/);
    assert.match(await tile(page, "Sessions accepted").innerText(), /\b2\b/);
    await rows(page, "Running conversations").filter({ hasText: running.title }).filter({ hasText: "Very positive" }).waitFor();
    const ended = rows(page, "Sessions of the period").filter({ hasText: over.title });
    assert.match(await ended.innerText(), /Negative.*Ended$/s);
    await page.getByRole("button", { name: "Back", exact: true }).click();
    await rowOf(page, running.title).waitFor();
  },

  "the timeline shows presences and sessions, is walked by arrow keys, and Enter opens the conversation": async (stage) => {
    const over = await done(stage, "negative");
    const running = await held(stage, "neutral");
    await stage.desk.as("agent1", "PUT", "/me/presence", { presence: "away" });
    const page = await stage.person("supervisor1");
    await page.goto("/supervisor/agents/agent1?hours=1");
    const presences = page.getByRole("list", { name: "Presence", exact: true });
    await presences.getByRole("listitem", { name: /^Away, .* – now/ }).waitFor();
    await presences.getByRole("listitem", { name: /^Available, / }).first().waitFor();
    const bars = page.getByRole("group", { name: "Sessions", exact: true }).getByRole("link");
    assert.equal(await bars.count(), 2);
    await bars.last().focus();
    await page.keyboard.press("ArrowLeft");
    const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
    assert.match(await focused(), new RegExp(`^${over.title}, billing, .*Negative\\nEnded`));
    await page.keyboard.press("End");
    assert.match(await focused(), new RegExp(`^${running.title}, .*now .*Neutral`));
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/supervisor?conversation=${over.id}`);
    await page.getByRole("log").waitFor();
    await page.goto("/supervisor/agents/agent1");
    await page.getByRole("button", { name: "As table", exact: true }).click();
    await rows(page, "Presences").filter({ hasText: "Away" }).filter({ hasText: "now" }).waitFor();
  },

  "what changes at the agent shows without a reload": async (stage) => {
    const customer = await held(stage, "neutral");
    const page = await stage.person("supervisor1");
    await page.goto("/supervisor/agents/agent1");
    const row = rows(page, "Running conversations").filter({ hasText: customer.title });
    await row.filter({ hasText: "Neutral" }).waitFor();
    await customer.say(await stage.desk.pick("very_negative"));
    await row.getByText(/negative/i).waitFor();
    await stage.desk.as("agent1", "PUT", "/me/presence", { presence: "do_not_disturb" });
    await page.getByText(/^Do not disturb since /).waitFor();
    for (const act of ["end", "close"]) await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/${act}`);
    await page.getByText("No running conversation").waitFor();
    await rows(page, "Sessions of the period").filter({ hasText: customer.title }).filter({ hasText: "Ended" }).filter({ hasText: "negative" }).waitFor();
  },

  "the figures by agent lead to the same page; who may not see it is told": async (stage) => {
    await held(stage, "negative");
    const page = await stage.person("supervisor1");
    await page.goto("/insights?view=agents");
    await page.getByRole("button", { name: "Work of agent1", exact: true }).click();
    await page.getByRole("heading", { name: "agent1", exact: true }).waitFor();
    await page.getByRole("combobox", { name: "Period" }).click();
    await page.getByRole("option", { name: "Last 24 hours" }).click();
    await page.waitForURL(/hours=24/);
    await page.getByRole("button", { name: "Back", exact: true }).click();
    await page.getByRole("table", { name: "Figures by agent" }).waitFor();
    await page.goto("/supervisor/agents/admin");
    await page.getByRole("alert").getByRole("button", { name: "Try again" }).waitFor();
    const agent = await stage.person("agent1");
    await agent.goto("/supervisor/agents/agent2");
    await agent.getByRole("link", { name: /start/i }).waitFor();
    assert.equal(await agent.getByRole("heading", { name: "agent2", exact: true }).count(), 0);
  },
};
