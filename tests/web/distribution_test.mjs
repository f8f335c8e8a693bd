import assert from "node:assert/strict";
import { adminPage, choose, fromMenu, gone, press, rowIn } from "./admin.mjs";

const dialogOn = (page) => page.getByRole("dialog");
const skill = (scope, name) => scope.getByRole("button", { name, exact: true });
const newSkill = (scope) => scope.getByRole("textbox", { name: "Another skill", exact: true });
const capacity = (scope) => scope.getByRole("textbox", { name: "Conversations at once", exact: true });
const stored = (stage, name) => stage.desk.as("admin", "GET", `/users/${name}`);

async function billing(stage) {
  const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
  const page = await adminPage(stage, `/admin/queues/${id}`, "billing");
  return { page, card: page.getByRole("region", { name: "Distribution", exact: true }) };
}

export const tests = {
  "an administrator sets how many conversations an agent has at once and what the agent knows": async (stage) => {
    await stage.desk.as("admin", "PATCH", "/users/agent2", { skills: ["Spanish"] });
    const page = await adminPage(stage, "/admin/people", "People");
    const dialog = dialogOn(page);
    await fromMenu(page, "agent1", "Edit");
    await capacity(dialog).fill("many");
    assert.ok(await skill(dialog, "Save").isDisabled());
    await capacity(dialog).fill("2000");
    await press(dialog, "Save");
    await dialog.getByText(/from 0 to 1000/).waitFor();
    await capacity(dialog).fill("3");
    await press(dialog, "Spanish");
    assert.equal(await skill(dialog, "Spanish").getAttribute("aria-pressed"), "true");
    await newSkill(dialog).fill("Returns");
    await page.keyboard.press("Enter");
    await skill(dialog, "Returns").waitFor();
    await newSkill(dialog).fill("Invoices");
    await press(dialog, "Save");
    await gone(dialog);
    const { capacity: units, skills, queues } = await stored(stage, "agent1");
    assert.deepEqual([units, skills, queues.length], [3, ["Spanish", "Returns", "Invoices"], 1]);
    assert.match(await rowIn(page, "People", "agent1").innerText(), /3 conversations at once[^]*Spanish, Returns, Invoices/);

    await fromMenu(page, "agent1", "Edit");
    await capacity(dialog).fill("");
    await press(dialog, "Returns");
    await press(dialog, "Save");
    await gone(dialog);
    const after = await stored(stage, "agent1");
    assert.deepEqual([after.capacity, after.skills], [undefined, ["Spanish", "Invoices"]]);
  },

  "a saved person keeps what somebody else has changed meanwhile": async (stage) => {
    const page = await adminPage(stage, "/admin/people", "People");
    await fromMenu(page, "agent1", "Edit");
    await capacity(dialogOn(page)).fill("4");
    await stage.desk.as("admin", "PATCH", "/users/agent1", { skills: ["Returns"], queues: [] });
    await press(dialogOn(page), "Save");
    await gone(dialogOn(page));
    const { capacity: units, skills, queues } = await stored(stage, "agent1");
    assert.deepEqual([units, skills, queues], [4, ["Returns"], []]);
  },

  "a new agent begins with capacity and skills, which a supervisor has none of": async (stage) => {
    const page = await adminPage(stage, "/admin/people", "People");
    const dialog = dialogOn(page);
    await press(page, "Add a person");
    await dialog.getByRole("textbox", { name: "Name" }).fill("agent3");
    await dialog.getByLabel(/^Password/).fill("a-long-new-password");
    await choose(page, "Role", "Supervisor");
    assert.equal(await capacity(dialog).count(), 0);
    await choose(page, "Role", "Agent");
    await capacity(dialog).fill("0");
    await newSkill(dialog).fill("Returns");
    await press(dialog, "Add");
    await gone(dialog);
    const { capacity: units, skills } = await stored(stage, "agent3");
    assert.deepEqual([units, skills], [0, ["Returns"]]);
  },

  "a queue is made to push and asks for a skill, and the agent who has it is offered what waits": async (stage) => {
    const customer = await stage.desk.visitor();
    await customer.say(await stage.desk.pick("neutral"));
    const { page, card } = await billing(stage);
    assert.ok(await card.getByRole("radio", { name: /^Pick/ }).isChecked());
    await newSkill(card).fill("Returns");
    await press(card, "Add skill");
    await card.getByRole("radio", { name: /^Push/ }).check();
    await card.getByText("No agent of this queue has all of these skills").waitFor();
    await press(card, "Save distribution");
    await card.getByText("Saved.").waitFor();
    const { routing, skills } = await stage.desk.as("admin", "GET", "/queues/billing");
    assert.deepEqual([routing, skills], ["push", ["Returns"]]);
    assert.equal((await stage.desk.newest()).state, "open");

    const agent = await stage.person("agent2");
    await page.getByRole("link", { name: "People", exact: true }).click();
    await fromMenu(page, "agent2", "Edit");
    await press(dialogOn(page), "Returns");
    await press(dialogOn(page), "Save");
    await gone(dialogOn(page));
    await agent.getByRole("list", { name: "Sessions" }).getByText(customer.title).first().waitFor();
    assert.equal((await stage.desk.newest()).agent.name, "agent2");
    await page.getByRole("link", { name: "Queues", exact: true }).click();
    await rowIn(page, "Queues", "billing").getByText("Push").waitFor();
    await rowIn(page, "Queues", "billing").getByText("Returns").waitFor();
  },
};
