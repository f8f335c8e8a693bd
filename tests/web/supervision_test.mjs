// shows: F10 F11 F12 F14 F15
import assert from "node:assert/strict";
import { accept, conversationOn, focusSession, rowOf } from "./stage.mjs";

async function assigned(stage, agent = "agent1") {
  const customer = await stage.desk.visitor();
  await stage.desk.as(agent, "POST", `/conversations/${customer.id}/accept`);
  return customer;
}

const panelOn = (page) => page.getByRole("region", { name: "Monitored conversation" });
const conversationOf = (stage, { id }) => stage.desk.as("admin", "GET", `/conversations/${id}`);
const messagesOf = async (stage, { id }) => (await stage.desk.as("admin", "GET", `/conversations/${id}/messages`)).items;

async function openMenu(page, title) {
  await page.getByRole("button", { name: `Actions for ${title}`, exact: true }).click();
  await page.getByRole("menu").waitFor();
}

async function fromMenu(page, title, item) {
  await openMenu(page, title);
  await page.getByRole("menuitem", { name: new RegExp(`^${item}`) }).click();
}

async function offeredActs(page, title) {
  await openMenu(page, title);
  const words = await page.getByRole("menuitem").evaluateAll((items) => items.map((item) => item.querySelector(".fui-MenuItem__content").textContent));
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  return words.filter((word) => word !== "Copy link" && word !== "Block the customer" && !word.startsWith("Work of "));
}

/// Waits until the conversation is as wanted, by the answers of the server to what the page does.
async function done(page, path) {
  return page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith(path));
}

/// A conversation that a supervisor has begun to monitor from its row.
async function monitored(stage) {
  const customer = await assigned(stage);
  const supervisor = await stage.person("supervisor1");
  await rowOf(supervisor, customer.title).waitFor();
  await fromMenu(supervisor, customer.title, "Monitor");
  const panel = panelOn(supervisor);
  await panel.getByText("You are monitoring this conversation.").waitFor();
  return { customer, supervisor, panel };
}

export const tests = {
  "the menu of a row offers what the state allows, and nothing that is switched off": async (stage) => {
    const open = await stage.desk.visitor();
    const active = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, active.title).waitFor();
    assert.deepEqual(await offeredActs(supervisor, open.title), ["Assign", "Force close"]);
    assert.deepEqual(await offeredActs(supervisor, active.title), ["Monitor", "Join", "Whisper", "Take over", "Transfer", "Force close"]);
    await stage.desk.as("admin", "PUT", "/settings/supervisor", { transfer: false, force_close: false });
    await supervisor.reload();
    await rowOf(supervisor, active.title).waitFor();
    await supervisor.waitForLoadState("networkidle");
    assert.deepEqual(await offeredActs(supervisor, active.title), ["Monitor", "Join", "Whisper"]);
  },

  "a supervisor joins, talks to the customer, whispers, and leaves": async (stage) => {
    const customer = await assigned(stage);
    const agent = await stage.person("agent1");
    await focusSession(agent, customer.title);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    await fromMenu(supervisor, customer.title, "Join");
    const panel = panelOn(supervisor);
    await panel.getByText("You have joined this conversation.").waitFor();
    await stage.write(supervisor, "A supervisor can help here.");
    await panel.getByRole("button", { name: "Whisper", exact: true }).click();
    await stage.write(supervisor, "Offer the second form.");
    const log = conversationOn(agent).getByRole("log", { name: "Messages" });
    await log.getByText("Offer the second form.").waitFor();
    await log.getByText(/supervisor1\u2069? · Note/).waitFor();
    await conversationOn(agent).getByRole("button", { name: "Note", exact: true }).click();
    await stage.write(agent, "The second form it is.");
    await panel.getByRole("log").getByText("The second form it is.").waitFor();
    const sent = (await messagesOf(stage, customer)).map(({ sender, visibility, text }) => [sender, visibility, text]);
    assert.deepEqual(sent.filter(([sender]) => sender !== "system"), [
      ["supervisor", "public", "A supervisor can help here."], ["supervisor", "internal", "Offer the second form."], ["agent", "internal", "The second form it is."],
    ]);
    const left = done(supervisor, `/conversations/${customer.id}/leave`);
    await panel.getByRole("button", { name: "Leave", exact: true }).click();
    await left;
    await panel.waitFor({ state: "detached" });
    const { participants } = await conversationOf(stage, customer);
    assert.deepEqual(participants.map(({ mode }) => mode), ["primary"]);
    await supervisor.waitForFunction((id) => document.activeElement.dataset.conversation === id, customer.id); // back on the row
  },

  "whoever monitors whispers to the agent without a word to the customer": async (stage) => {
    const customer = await assigned(stage);
    const agent = await stage.person("agent1");
    await focusSession(agent, customer.title);
    const supervisor = await stage.person("supervisor1");
    const row = rowOf(supervisor, customer.title);
    await row.waitFor();
    await row.focus();
    await supervisor.keyboard.press("w");
    const panel = panelOn(supervisor);
    const box = panel.getByRole("textbox", { name: "Message", exact: true });
    await box.waitFor();
    assert.deepEqual(await panel.getByRole("group", { name: "Kind of text" }).getByRole("button").allTextContents(), ["Whisper"]);
    await box.fill("Ask for the number of the order.");
    await supervisor.keyboard.press("Enter");
    await conversationOn(agent).getByRole("log", { name: "Messages" }).getByText("Ask for the number of the order.").waitFor();
    assert.deepEqual((await messagesOf(stage, customer)).map(({ visibility }) => visibility), ["internal"]);
  },

  "whoever monitors is told when the administrator switches it off, and monitors again once it is on": async (stage) => {
    const { customer, supervisor, panel } = await monitored(stage);
    await stage.desk.as("admin", "PUT", "/settings/supervisor", { monitor: false });
    await panel.getByText("An administrator has switched monitoring off for supervisors.").waitFor();
    await panel.getByRole("textbox", { name: "Message", exact: true }).waitFor({ state: "detached" });
    await panel.getByRole("button", { name: "Monitor", exact: true }).waitFor({ state: "detached" });
    assert.deepEqual((await stage.desk.as("supervisor1", "GET", `/conversations/${customer.id}`)).actions, ["take_over", "transfer", "force_close"]);
    await stage.desk.as("admin", "PUT", "/settings/supervisor", { monitor: true });
    await panel.getByRole("button", { name: "Monitor", exact: true }).click();
    await panel.getByText("You are monitoring this conversation.").waitFor();
  },

  "an open conversation is assigned by the keyboard, beyond the capacity too, and the agent accepts": async (stage) => {
    const supervisor = await stage.person("supervisor1");
    const agent = await stage.person("agent2");
    const { capacity } = await stage.desk.as("agent2", "GET", "/me");
    for (let count = 0; count < capacity; count++) await assigned(stage, "agent2");
    const customer = await stage.desk.visitor();
    const row = rowOf(supervisor, customer.title);
    await row.waitFor();
    await row.focus();
    await supervisor.keyboard.press("a");
    const dialog = supervisor.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^agent2/ }).check();
    const exceeded = "That is 1 session more than agent2 is meant to hold.";
    await dialog.getByText(exceeded).waitFor();
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await supervisor.getByText(`${customer.title} was offered to agent2. ${exceeded}`).waitFor();
    await supervisor.waitForFunction((id) => document.activeElement.dataset.conversation === id, customer.id); // back on the row
    await rowOf(supervisor, customer.title).getByText("Active, not accepted yet").waitFor();
    await agent.getByText("Offered to you (1)").waitFor();
    await accept(agent, customer.title);
    const { state, awaiting_acceptance } = await conversationOf(stage, customer);
    assert.deepEqual([state, awaiting_acceptance], ["active", false]);
  },

  "a conversation moves to another queue, and the present one is not offered": async (stage) => {
    await stage.desk.as("admin", "POST", "/queues", { name: "support" });
    await stage.desk.as("admin", "POST", "/queues/support/members", { user: "supervisor1" });
    const customer = await stage.desk.visitor();
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    await fromMenu(supervisor, customer.title, "Assign");
    const dialog = supervisor.getByRole("dialog");
    await dialog.getByRole("tab", { name: "To another queue" }).click();
    await dialog.getByRole("radio").first().waitFor();
    assert.equal(await dialog.getByRole("radio", { name: "billing" }).count(), 0);
    await dialog.getByRole("radio", { name: "support" }).check();
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await supervisor.getByText(`${customer.title} is now in support.`).waitFor();
    assert.equal((await conversationOf(stage, customer)).queue.name, "support");
  },

  "who has joined stays joined while the own queues change, and sees what is in the new one": async (stage) => {
    const { customer, supervisor, panel } = await monitored(stage);
    await panel.getByRole("button", { name: "Join", exact: true }).click();
    await panel.getByText("You have joined this conversation.").waitFor();
    const left = [];
    supervisor.on("request", (request) => request.url().endsWith("/leave") && left.push(request.url()));
    await stage.desk.as("admin", "POST", "/queues", { name: "support" });
    await stage.desk.as("admin", "POST", "/queues/support/members", { user: "supervisor1" });
    const { conversation } = await stage.desk.ask("POST", "/conversations", undefined, { queue: "support", channel: "live_chat", customer: { name: "Somebody elsewhere" } });
    await rowOf(supervisor, conversation.customer.name).waitFor();
    await panel.getByText("You have joined this conversation.").waitFor();
    assert.deepEqual(left, []);
    assert.deepEqual((await conversationOf(stage, customer)).participants.map(({ mode }) => mode), ["primary", "joined"]);
  },

  "a transfer waits for the second agent, whose Reject gives it back": async (stage) => {
    const customer = await assigned(stage);
    const first = await stage.person("agent1");
    const second = await stage.person("agent2");
    await focusSession(first, customer.title);
    await conversationOn(first).getByRole("button", { name: "Transfer", exact: true }).click();
    const dialog = first.getByRole("dialog");
    assert.equal(await dialog.getByRole("radio", { name: /^agent1/ }).count(), 0);
    await dialog.getByRole("radio", { name: /^agent2/ }).check();
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
    await conversationOn(first).getByText("agent2 has not accepted yet. You stay with the customer until then.").waitFor();
    await stage.write(first, "One moment, a colleague takes over.");
    await conversationOn(first).getByRole("log", { name: "Messages" }).getByText("One moment, a colleague takes over.").waitFor();
    const item = second.getByRole("list", { name: "Sessions", exact: true }).getByRole("listitem").filter({ hasText: customer.title });
    await item.getByRole("button", { name: "Reject", exact: true }).click();
    await item.waitFor({ state: "detached" });
    await conversationOn(first).getByRole("button", { name: "End", exact: true }).waitFor();
    const { agent, awaiting_acceptance } = await conversationOf(stage, customer);
    assert.deepEqual([agent.name, awaiting_acceptance], ["agent1", false]);
  },

  "a colleague who was asked reads along and writes notes, and leaves": async (stage) => {
    const customer = await assigned(stage);
    const first = await stage.person("agent1");
    const second = await stage.person("agent2");
    await focusSession(first, customer.title);
    await conversationOn(first).getByRole("button", { name: "Ask a colleague", exact: true }).click();
    await first.getByRole("dialog").getByRole("radio", { name: /^agent2/ }).check();
    await first.getByRole("dialog").getByRole("button", { name: "Ask", exact: true }).click();
    await conversationOn(first).getByText(`agent2 was asked about ${customer.title}.`).waitFor();
    await second.getByText("You were asked (1)").waitFor();
    await focusSession(second, customer.title);
    assert.deepEqual(await conversationOn(second).getByRole("group", { name: "Kind of text" }).getByRole("button").allTextContents(), ["Note"]);
    await stage.write(second, "The limit is thirty days.");
    await conversationOn(first).getByRole("log", { name: "Messages" }).getByText("The limit is thirty days.").waitFor();
    assert.deepEqual((await messagesOf(stage, customer)).map(({ visibility }) => visibility), ["internal"]);
    await conversationOn(second).getByRole("button", { name: "Leave", exact: true }).click();
    await second.getByText("You were asked (1)").waitFor({ state: "detached" });
  },

  "a raised hand stands first on the board, and a supervisor takes over": async (stage) => {
    const calm = await assigned(stage);
    const customer = await assigned(stage, "agent2");
    const agent = await stage.person("agent2");
    const supervisor = await stage.person("supervisor1");
    await focusSession(agent, customer.title);
    const hand = conversationOn(agent).getByRole("button", { name: "Raise hand", exact: true });
    await hand.click();
    await conversationOn(agent).getByRole("button", { name: "Lower hand", exact: true }).waitFor();
    await rowOf(supervisor, customer.title).getByRole("img", { name: "agent2 asks for help" }).waitFor();
    const rows = supervisor.getByRole("table", { name: "Ongoing conversations" }).locator("tbody tr");
    await supervisor.waitForFunction((id) => document.querySelector("tbody tr")?.dataset.conversation === id, customer.id);
    assert.equal(await rows.count(), 2, calm.title);
    await fromMenu(supervisor, customer.title, "Take over");
    await supervisor.getByRole("alertdialog").getByRole("button", { name: "Take over", exact: true }).click();
    await supervisor.getByRole("alertdialog").waitFor({ state: "detached" });
    await fromMenu(supervisor, customer.title, "Open");
    const panel = panelOn(supervisor);
    await panel.getByText("You are the agent of this conversation.").waitFor();
    await stage.write(supervisor, "I take care of this myself.");
    await panel.getByRole("log").getByText("I take care of this myself.").waitFor();
    await panel.getByRole("button", { name: "End", exact: true }).click();
    const closed = done(supervisor, `/conversations/${customer.id}/close`);
    await panel.getByRole("button", { name: "Close session", exact: true }).click();
    await closed;
    const { state, agent: last, raised_hand } = await conversationOf(stage, customer);
    assert.deepEqual([state, last.name, raised_hand], ["closed", "supervisor1", false]);
  },

  "a refusal of the server is told in the dialog, which stays; Escape puts it away": async (stage) => {
    const customer = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    await fromMenu(supervisor, customer.title, "Force close");
    const dialog = supervisor.getByRole("alertdialog");
    await dialog.getByRole("button", { name: "Proceed", exact: true }).waitFor();
    await stage.desk.as("admin", "PUT", "/settings/supervisor", { force_close: false });
    await dialog.getByRole("button", { name: "Proceed", exact: true }).click();
    await dialog.getByText("That did not work: the administrator has switched this action off for supervisors").waitFor();
    assert.equal((await conversationOf(stage, customer)).state, "active");
    await supervisor.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  },

  "a Leave that no answer came to is told, from the panel and from the row, and is tried again": async (stage) => {
    const customer = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    await fromMenu(supervisor, customer.title, "Join");
    const panel = panelOn(supervisor);
    const leave = panel.getByRole("button", { name: "Leave", exact: true });
    await leave.waitFor();
    const down = (route) => route.abort();
    await supervisor.route("**/leave", down);
    await leave.click();
    await panel.getByRole("alert").getByText("The server does not answer.", { exact: false }).waitFor();
    await panel.getByRole("button", { name: "Close the panel", exact: true }).click();
    await fromMenu(supervisor, customer.title, "Leave");
    const told = supervisor.getByRole("alert").filter({ hasText: "The server does not answer." });
    await told.waitFor();
    await supervisor.unroute("**/leave", down);
    const left = done(supervisor, `/conversations/${customer.id}/leave`);
    await told.getByRole("button", { name: "Try again", exact: true }).click();
    await left;
    await told.waitFor({ state: "detached" });
    assert.deepEqual((await conversationOf(stage, customer)).participants.map(({ mode }) => mode), ["primary"]);
  },

  "a Monitor that no answer came to is told and tried again, and so is its end": async (stage) => {
    const customer = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    const down = (route) => route.abort();
    await supervisor.route("**/monitor", down);
    await fromMenu(supervisor, customer.title, "Monitor");
    const panel = panelOn(supervisor);
    await panel.getByRole("alert").getByText("The server does not answer.", { exact: false }).waitFor();
    await supervisor.unroute("**/monitor", down);
    await panel.getByRole("button", { name: "Try again", exact: true }).click();
    await panel.getByText("You are monitoring this conversation.").waitFor();
    await supervisor.route("**/leave", down);
    await supervisor.keyboard.press("Escape"); // the focus is still in the panel
    const told = supervisor.getByRole("alert").filter({ hasText: `Your monitoring of ${customer.title} has not ended.` });
    await told.waitFor();
    await supervisor.unroute("**/leave", down);
    const left = done(supervisor, `/conversations/${customer.id}/leave`);
    await told.getByRole("button", { name: "Try again", exact: true }).click();
    assert.ok((await left).ok());
    await told.waitFor({ state: "detached" });
  },

  "Monitor after a Join that failed only monitors": async (stage) => {
    const customer = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    const down = (route) => route.abort();
    await supervisor.route("**/join", down);
    await fromMenu(supervisor, customer.title, "Join");
    const panel = panelOn(supervisor);
    await panel.getByRole("alert").waitFor();
    await supervisor.unroute("**/join", down);
    await panel.getByRole("button", { name: "Monitor", exact: true }).click();
    await panel.getByText("You are monitoring this conversation.").waitFor();
    assert.deepEqual((await conversationOf(stage, customer)).participants.map(({ mode }) => mode).filter((mode) => mode === "joined"), []);
  },

  "what a supervisor has written and not sent survives a reload": async (stage) => {
    const customer = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).waitFor();
    await fromMenu(supervisor, customer.title, "Join");
    const box = panelOn(supervisor).getByRole("textbox", { name: "Message", exact: true });
    await box.fill("Half a sentence");
    await supervisor.reload();
    await box.waitFor();
    assert.equal(await box.inputValue(), "Half a sentence");
  },

  "Copy link says that it did, and shows the link where the browser does not let the page copy": async (stage) => {
    const customer = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await supervisor.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await rowOf(supervisor, customer.title).waitFor();
    await fromMenu(supervisor, customer.title, "Copy link");
    await supervisor.getByRole("status").getByText("The link was copied.").and(supervisor.locator(":visible")).waitFor();
    const link = await supervisor.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.endsWith(`/supervisor?conversation=${customer.id}`), link);
    await supervisor.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined })); // as over plain http
    await fromMenu(supervisor, customer.title, "Copy link");
    await supervisor.getByRole("status").getByText(link, { exact: false }).waitFor();
  },
};
