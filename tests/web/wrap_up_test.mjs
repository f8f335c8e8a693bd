import assert from "node:assert/strict";
import { conversationOn, focusSession } from "./stage.mjs";

const panelOn = (page) => page.getByRole("region", { name: "Wrap-up", exact: true });
const noteOn = (page) => panelOn(page).getByRole("textbox", { name: "Wrap-up note", exact: true });

/// A conversation that `agent` has accepted.
async function held(stage, agent = "agent1") {
  const customer = await stage.desk.visitor();
  await stage.desk.as(agent, "POST", `/conversations/${customer.id}/accept`);
  return customer;
}

async function ended(stage, agent = "agent1") {
  const customer = await held(stage, agent);
  await stage.desk.as(agent, "POST", `/conversations/${customer.id}/end`);
  return customer;
}

const wrapUpOf = (stage, { id }) => stage.desk.as("agent1", "GET", `/conversations/${id}/wrap_up`);

export const tests = {
  "the agent notes what it was about, chooses codes and closes; it can be read afterwards": async (stage) => {
    await stage.desk.as("admin", "PUT", "/settings/wrap_up_codes", { codes: ["refund", "invoice", "complaint"] });
    const customer = await held(stage);
    const agent = await stage.person("agent1");
    await focusSession(agent, customer.title);
    assert.equal(await panelOn(agent).count(), 0, "no panel while it runs");
    await conversationOn(agent).getByRole("button", { name: "End", exact: true }).click();
    await noteOn(agent).fill("Sent the invoice again.");
    await panelOn(agent).getByRole("button", { name: "complaint", exact: true }).click();
    await panelOn(agent).getByRole("button", { name: "refund", exact: true }).click();
    await panelOn(agent).getByText(/^Saved, /).waitFor();
    const { note, codes } = await wrapUpOf(stage, customer);
    assert.deepEqual([note, codes], ["Sent the invoice again.", ["refund", "complaint"]], "in the order of the administrator");

    await noteOn(agent).fill("Sent the invoice again, by post.");
    await panelOn(agent).getByRole("button", { name: "Close session", exact: true }).click();
    await panelOn(agent).waitFor({ state: "detached" });
    assert.equal((await stage.desk.as("admin", "GET", `/conversations/${customer.id}`)).state, "closed");
    assert.equal((await wrapUpOf(stage, customer)).note, "Sent the invoice again, by post.");

    await agent.goto(`/agent?conversation=${customer.id}`);
    const card = agent.getByRole("complementary", { name: "Customer", exact: true });
    await card.getByText("Sent the invoice again, by post.", { exact: true }).waitFor();
    await card.getByRole("list", { name: "Codes", exact: true }).getByText("complaint", { exact: true }).waitFor();
    const supervisor = await stage.person("supervisor1");
    await supervisor.goto(`/supervisor?conversation=${customer.id}`);
    await supervisor.getByRole("region", { name: "Wrap-up", exact: true }).getByText("Sent the invoice again, by post.", { exact: true }).waitFor();
  },

  "what is written is kept when another session gets the focus, also while it cannot be saved": async (stage) => {
    const first = await ended(stage);
    const second = await ended(stage);
    const agent = await stage.person("agent1");
    await focusSession(agent, first.title);
    await agent.route("**/wrap_up", (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
    await noteOn(agent).fill("Asked for a copy.");
    await panelOn(agent).getByText(/^Not saved: /).waitFor();
    await focusSession(agent, second.title);
    assert.equal(await noteOn(agent).inputValue(), "");
    await focusSession(agent, first.title);
    assert.equal(await noteOn(agent).inputValue(), "Asked for a copy.");
    await panelOn(agent).getByRole("button", { name: "Close session", exact: true }).click();
    await panelOn(agent).getByText(/^Not saved: /).waitFor();
    assert.equal((await stage.desk.as("admin", "GET", `/conversations/${first.id}`)).state, "wrap_up", "not closed without its note");

    await agent.reload();
    assert.equal(await noteOn(agent).inputValue(), "Asked for a copy.", "kept in the tab");
    await agent.unroute("**/wrap_up");
    await panelOn(agent).getByRole("button", { name: "Try again", exact: true }).click();
    await panelOn(agent).getByText(/^Saved, /).waitFor();
    assert.equal((await wrapUpOf(stage, first)).note, "Asked for a copy.");
  },

  "many codes are chosen from a list": async (stage) => {
    const codes = Array.from({ length: 20 }, (_, index) => `code ${index + 1}`);
    await stage.desk.as("admin", "PUT", "/settings/wrap_up_codes", { codes });
    const customer = await ended(stage);
    const agent = await stage.person("agent1");
    await focusSession(agent, customer.title);
    await panelOn(agent).getByRole("combobox", { name: "Codes", exact: true }).click();
    await agent.getByRole("menuitemcheckbox", { name: "code 20", exact: true }).or(agent.getByRole("option", { name: "code 20", exact: true })).click();
    await panelOn(agent).getByText(/^Saved, /).waitFor();
    assert.deepEqual((await wrapUpOf(stage, customer)).codes, ["code 20"]);
  },
};
