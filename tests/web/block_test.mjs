import assert from "node:assert/strict";
import { call } from "../tools/client.mjs";
import { conversationOn, focusSession, rowOf } from "./stage.mjs";

const item = (page) => page.getByRole("menuitem", { name: "Block the customer", exact: true });
const dialogOn = (page, title) => page.getByRole("dialog", { name: `Block ${title}?`, exact: true });
const blocksOf = async (stage) => (await stage.desk.as("admin", "GET", "/blocks")).items;

async function assigned(stage) {
  const customer = await stage.desk.visitor();
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  return customer;
}

/// The dialog, opened from the menu of the agent's conversation.
async function dialogOfAgent(agent, title) {
  await focusSession(agent, title);
  await conversationOn(agent).getByRole("button", { name: "More actions", exact: true }).click();
  await item(agent).click();
  return dialogOn(agent, title);
}

async function dialogOfRow(supervisor, title) {
  await supervisor.getByRole("button", { name: `Actions for ${title}`, exact: true }).click();
  await item(supervisor).click();
  return dialogOn(supervisor, title);
}

async function block(dialog, reason) {
  await dialog.getByRole("textbox", { name: "Reason" }).fill(reason);
  await dialog.getByRole("button", { name: "Block", exact: true }).click();
}

export const tests = {
  "an agent blocks a customer in the conversation, for a day, and says why": async (stage) => {
    const customer = await assigned(stage);
    const agent = await stage.person("agent1");
    const dialog = await dialogOfAgent(agent, customer.title);
    await dialog.getByText(`${customer.title} can no longer write in it. A new conversation stays possible.`).waitFor();
    await dialog.getByText("Others may share it, in an office or a family.", { exact: false }).waitFor();
    assert.equal(await dialog.getByRole("radio").count(), 2, "a visitor without an id is not blocked by one");
    await dialog.getByRole("button", { name: "Block", exact: true }).click();
    await dialog.getByText("Say why.").waitFor();
    assert.deepEqual(await blocksOf(stage), [], "nobody is blocked without a reason");
    await dialog.getByRole("combobox", { name: "For how long" }).click();
    await agent.getByRole("option", { name: "One day", exact: true }).click();
    const begun = Date.now();
    await block(dialog, "insults");
    await conversationOn(agent).getByText(`${customer.title} is blocked in this conversation.`).waitFor();
    await dialog.waitFor({ state: "detached" });
    const [made] = await blocksOf(stage);
    assert.deepEqual([made.kind, made.conversation, made.reason, made.created_by.name], ["conversation", customer.id, "insults", "agent1"]);
    const hours = (Date.parse(made.until) - begun) / 3600000;
    assert.ok(hours > 23.9 && hours < 24.2, `it ends after ${hours} hours`);
    await assert.rejects(customer.say("Hello?"), /answered 403/);
    await stage.desk.visitor();
  },

  "the agent may still block when the conversation has ended": async (stage) => {
    const customer = await assigned(stage);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/end`);
    const agent = await stage.person("agent1");
    await block(await dialogOfAgent(agent, customer.title), "threats");
    await conversationOn(agent).getByText(`${customer.title} is blocked in this conversation.`).waitFor();
    assert.equal((await blocksOf(stage)).length, 1);
  },

  "who leaves the dialog blocks nobody": async (stage) => {
    const customer = await assigned(stage);
    const agent = await stage.person("agent1");
    const dialog = await dialogOfAgent(agent, customer.title);
    await dialog.getByRole("textbox", { name: "Reason" }).fill("insults");
    await agent.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await customer.say("I am still here.");
    await conversationOn(agent).getByRole("log", { name: "Messages" }).getByText("I am still here.").waitFor();
    assert.deepEqual(await blocksOf(stage), []);
  },

  "a supervisor blocks a known customer everywhere from a row of the board": async (stage) => {
    const { key } = await stage.desk.as("admin", "POST", "/keys", { name: "shop", scope: "channel" });
    const begin = { queue: "billing", channel: "shop", customer: { name: "Visitor 7", id: "c-7" } };
    const { conversation } = await stage.desk.ask("POST", "/conversations", key, begin);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, "Visitor 7").waitFor();
    const dialog = await dialogOfRow(supervisor, "Visitor 7");
    assert.equal(await dialog.getByRole("radio").count(), 2);
    await dialog.getByRole("radio", { name: /^Everywhere, as this customer/ }).check();
    await block(dialog, "insults");
    await supervisor.getByText("Visitor 7 is blocked everywhere.").waitFor();
    await supervisor.waitForFunction((id) => document.activeElement.closest("tr")?.dataset.conversation === id, conversation.id);
    assert.deepEqual((await blocksOf(stage)).map(({ kind, until }) => [kind, until]), [["customer", null]]);
    const refused = await call(stage.desk.origin, "POST", "/api/v1/conversations", { token: key, body: begin });
    assert.equal(refused.status, 403);
  },

  "a block by an address that the server does not know is refused in the dialog, which stays": async (stage) => {
    const { key } = await stage.desk.as("admin", "POST", "/keys", { name: "shop", scope: "channel" });
    await stage.desk.ask("POST", "/conversations", key, { queue: "billing", channel: "live_chat", customer: { name: "Visitor 7" } });
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, "Visitor 7").waitFor();
    const dialog = await dialogOfRow(supervisor, "Visitor 7");
    await dialog.getByRole("radio", { name: /^Everywhere, by the address/ }).check();
    await block(dialog, "insults");
    await dialog.getByRole("alert").getByText("no address of its customer is known", { exact: false }).waitFor();
    await dialog.getByRole("radio", { name: /^In this conversation/ }).check();
    await dialog.getByRole("button", { name: "Block", exact: true }).click();
    await supervisor.getByText("Visitor 7 is blocked in this conversation.").waitFor();
  },

  "a supervisor blocks from the panel; a colleague who was asked may not": async (stage) => {
    const customer = await assigned(stage);
    const { id } = (await stage.desk.as("admin", "GET", "/users")).items.find(({ name }) => name === "agent2");
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/consult`, { agent: id });
    const colleague = await stage.person("agent2");
    await colleague.goto(`/agent?conversation=${customer.id}`);
    await conversationOn(colleague).getByText("agent1 has asked you.", { exact: false }).waitFor();
    assert.equal(await conversationOn(colleague).getByRole("button", { name: "More actions", exact: true }).count(), 0);
    const supervisor = await stage.person("supervisor1");
    await supervisor.goto(`/supervisor?conversation=${customer.id}`);
    const panel = supervisor.getByRole("region", { name: "Monitored conversation" });
    await panel.getByRole("button", { name: "Block the customer", exact: true }).click();
    const dialog = dialogOn(supervisor, customer.title);
    await dialog.getByRole("radio", { name: /^Everywhere, by the address/ }).check();
    await block(dialog, "insults");
    await supervisor.getByText(`The address of ${customer.title} is blocked.`).waitFor();
    await assert.rejects(stage.desk.visitor(), /answered 403/);
  },
};
