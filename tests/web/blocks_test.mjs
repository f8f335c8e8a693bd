import assert from "node:assert/strict";
import { adminPage, gone, press, rowIn } from "./admin.mjs";

const table = "Blocked customers";

export const tests = {
  "blocked customers are listed with the reason, by whom and until when, and let in again": async (stage) => {
    const customer = await stage.desk.visitor();
    await customer.say(await stage.desk.pick("neutral"));
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await adminPage(stage, "/admin/blocks", table);
    await page.getByText("Nobody is blocked").waitFor();
    await stage.desk.as("agent1", "POST", "/blocks", { kind: "conversation", conversation: customer.id, reason: "insults", until: "2099-01-02T03:04:00Z" });
    await stage.desk.as("supervisor1", "POST", "/blocks", { kind: "address", conversation: customer.id, reason: "threats" });
    await page.reload();
    const first = rowIn(page, table, "insults");
    assert.match(await first.innerText(), new RegExp(`${customer.title}[^]*In one conversation[^]*By agent1, [^]*2 Jan 2099`));
    assert.match(await rowIn(page, table, "threats").innerText(), /Everybody from the same address[^]*By supervisor1, [^]*Until it is lifted/);
    await assert.rejects(customer.say("May I?"), /403/);

    await press(first, `Lift the block of ${customer.title}`);
    await press(page.getByRole("alertdialog"), "Cancel");
    await gone(page.getByRole("alertdialog"));
    for (const reason of ["insults", "threats"]) {
      await press(rowIn(page, table, reason), `Lift the block of ${customer.title}`);
      await press(page.getByRole("alertdialog"), "Lift");
      await gone(rowIn(page, table, reason));
    }
    await page.getByText("Nobody is blocked").waitFor();
    await customer.say("Thank you.");
  },

  "a supervisor sees the blocks of the own queues and lifts one; agents have no such page": async (stage) => {
    const customer = await stage.desk.visitor();
    await customer.say(await stage.desk.pick("neutral"));
    await stage.desk.as("admin", "POST", "/blocks", { kind: "conversation", conversation: customer.id, reason: "insults" });
    await stage.desk.as("admin", "POST", "/queues", { name: "support" });
    const { conversation } = await stage.desk.ask("POST", "/conversations", undefined, { queue: "support", channel: "live_chat", customer: {} });
    await stage.desk.as("admin", "POST", "/blocks", { kind: "conversation", conversation: conversation.id, reason: "threats" });

    const page = await stage.person("supervisor1");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: table, exact: true }).click();
    await page.getByRole("heading", { name: table, level: 1 }).waitFor();
    await page.getByText(/^Customers of your queues/).waitFor();
    await rowIn(page, table, "insults").waitFor();
    assert.equal(await rowIn(page, table, "threats").count(), 0);
    await press(page, `Lift the block of ${customer.title}`);
    await press(page.getByRole("alertdialog"), "Lift");
    await page.getByText("Nobody is blocked").waitFor();
    await customer.say("Thank you.");
    const { items } = await stage.desk.as("admin", "GET", "/blocks");
    assert.deepEqual(items.map((block) => block.reason), ["threats"]);

    const agent = await stage.person("agent1");
    assert.equal(await agent.getByRole("link", { name: table, exact: true }).count(), 0);
    await agent.goto("/blocks");
    await agent.getByText("This page is not part of your role").waitFor();
  },

  "from a block one comes to the conversation, and one that somebody else lifted is told": async (stage) => {
    const customer = await stage.desk.visitor();
    await customer.say(await stage.desk.pick("neutral"));
    const { id } = await stage.desk.as("admin", "POST", "/blocks", { kind: "conversation", conversation: customer.id, reason: "insults" });
    const page = await adminPage(stage, "/admin/blocks", table);
    await press(page, `Lift the block of ${customer.title}`);
    await stage.desk.as("admin", "DELETE", `/blocks/${id}`);
    await press(page.getByRole("alertdialog"), "Lift");
    await page.getByRole("alertdialog").getByText("This does not exist any more.").waitFor();
    await press(page.getByRole("alertdialog"), "Cancel");
    await page.getByRole("link", { name: customer.title }).click();
    await page.waitForURL(`**/supervisor?conversation=${customer.id}`);
    await page.getByRole("log").waitFor();
  },
};
