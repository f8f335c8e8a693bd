import assert from "node:assert/strict";
import { focusSession } from "./stage.mjs";

const results = (page) => page.getByRole("list", { name: "Found messages", exact: true });

async function ask(page, words) {
  const box = page.getByRole("searchbox", { name: "Search messages", exact: true });
  await box.fill(words);
  await box.press("Enter");
}

/// A conversation of agent1 in which the customer wrote `texts`.
async function talk(stage, ...texts) {
  const customer = await stage.desk.visitor();
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  for (const text of texts) await customer.say(text);
  return customer;
}

export const tests = {
  "an agent searches from the bar, reads the transcript at the found message, and is back where it was": async (stage) => {
    const customer = await talk(stage, "The Teapot came without a lid.", "Is there a spare one?");
    const other = await stage.desk.visitor();
    await other.say("My teapot is blue.");
    const page = await stage.person("agent1");
    await ask(page, "teapot");
    await page.waitForURL("**/search?q=teapot");
    const found = results(page).getByRole("button");
    await found.first().waitFor();
    assert.equal(await found.count(), 1, "only the agent's own conversations");
    assert.equal(await found.first().locator("mark").innerText(), "Teapot");
    assert.match(await found.first().innerText(), new RegExp(`${customer.title}[^]*billing[^]*without a lid`));
    await found.first().press("Enter");
    const drawer = page.getByRole("dialog").filter({ hasText: customer.title });
    await drawer.getByRole("log").getByText("Is there a spare one?").waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.textContent.includes("without a lid"));
  },

  "words that nobody wrote, and none at all, are answered in words; what comes later is found": async (stage) => {
    const page = await stage.person("supervisor1");
    await page.goto("/search");
    await page.getByText("Find what was written", { exact: true }).waitFor();
    await ask(page, "...");
    await page.getByText("Type at least one word with a letter or a digit.", { exact: true }).waitFor();
    await ask(page, "samovar");
    await page.getByText("No message holds these words", { exact: true }).waitFor();
    const customer = await stage.desk.visitor();
    await customer.say("Where is my samovar?");
    await page.getByRole("button", { name: "Search", exact: true }).click();
    await results(page).getByText("samovar").waitFor();
  },

  "a supervisor narrows the search by the level of the message, and the address keeps it": async (stage) => {
    const angry = await stage.desk.pick("very_negative");
    const customer = await talk(stage, `${angry} parcel4711`, "The number is parcel4711.");
    const { items } = await stage.desk.as("supervisor1", "GET", `/conversations/${customer.id}/messages`);
    const levels = items.map(({ reading }) => reading.level);
    assert.notEqual(levels[0], levels[1]);
    const page = await stage.person("supervisor1");
    await page.goto("/search?q=parcel4711");
    const found = results(page).getByRole("button");
    await found.nth(1).waitFor();
    await page.goto(`/search?q=parcel4711&level=${levels[0]}`);
    await page.getByText("1 message, newest first", { exact: true }).waitFor();
    const shown = await found.first().innerText();
    assert.ok(shown.includes(angry.slice(0, 20)), `"${angry}" is not shown: ${shown}`);
    await page.getByRole("button", { name: "Clear filters", exact: true }).click();
    await found.nth(1).waitFor();
    assert.equal(new URL(page.url()).searchParams.get("level"), null);
  },

  "the card of a known customer lists what was before, and opens it to be read": async (stage) => {
    const { key } = await stage.desk.as("admin", "POST", "/keys", { name: "shop", scope: "channel" });
    const begin = () => stage.desk.ask("POST", "/conversations", key, { queue: "billing", channel: "live_chat", customer: { id: "c-7", name: "Visitor 7" } });
    const { conversation: old } = await begin();
    await stage.desk.ask("POST", `/conversations/${old.id}/messages`, key, { sender: "customer", text: "The first parcel never came." });
    for (const step of ["accept", "end", "close"]) await stage.desk.as("agent1", "POST", `/conversations/${old.id}/${step}`);
    const { conversation } = await begin();
    await stage.desk.as("agent1", "POST", `/conversations/${conversation.id}/accept`);
    const page = await stage.person("agent1");
    await focusSession(page, "Visitor 7");
    const earlier = page.getByRole("list", { name: "Earlier conversations", exact: true }).getByRole("button");
    await earlier.first().waitFor();
    assert.equal(await earlier.count(), 1);
    await earlier.first().click();
    await page.getByRole("dialog").getByRole("log").getByText("The first parcel never came.").waitFor();
  },

  "the box keeps the focus after a search, and holds the words of the address": async (stage) => {
    await talk(stage, "The samovar came without a lid.", "The teapot too.");
    const page = await stage.person("agent1");
    await page.goto("/search");
    const box = page.getByRole("searchbox", { name: "Search messages", exact: true });
    for (const words of ["samovar", "teapot"]) {
      await ask(page, words);
      await results(page).locator("mark").getByText(words).waitFor();
      await box.and(page.locator(":focus")).waitFor();
    }
    await page.goBack();
    await results(page).locator("mark").getByText("samovar").waitFor();
    assert.equal(await box.inputValue(), "samovar");
  },
};
