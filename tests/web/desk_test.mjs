// shows: D11 F13
import assert from "node:assert/strict";
import { accept, conversationOn, focusSession } from "./stage.mjs";

const messageBox = (page) => conversationOn(page).getByRole("textbox", { name: "Message", exact: true });
const hasFocus = (page, place) => place.and(page.locator(":focus")).waitFor();

export const tests = {
  "the visitor reads that a supervisor ended the chat, and who joined stands where they joined": async (stage) => {
    const visitor = await stage.visitor();
    await stage.write(visitor, "Can I pay by bank transfer?");
    const { id } = await stage.desk.newest();
    await stage.desk.as("agent1", "POST", `/conversations/${id}/accept`);
    const joined = visitor.getByText("agent1 has joined the chat.");
    await joined.waitFor();
    await stage.write(visitor, "Which documents do you need?");
    await visitor.getByText("Which documents do you need?").waitFor();
    const log = await visitor.getByRole("log", { name: "Messages" }).innerText();
    assert.ok(log.indexOf("has joined") < log.indexOf("Which documents"), log);
    await stage.desk.as("supervisor1", "POST", `/conversations/${id}/force_close`);
    await visitor.getByText("A supervisor ended the conversation.").waitFor();
    await visitor.getByText("This chat has ended.").waitFor();
  },

  "out of hours the visitor reads when the desk is back under what they wrote, in letters as large as the other hints": async (stage) => {
    await stage.desk.as("admin", "PUT", "/queues/billing/hours", { time_zone: "Europe/Berlin", weekly: {}, message: { en: "We are back on Monday." } });
    const visitor = await stage.visitor();
    await stage.write(visitor, "Where do I send it back?");
    const hours = visitor.getByText("We are back on Monday.");
    await hours.waitFor();
    const below = ([question, answer]) => document.evaluate(`//*[text()="${question}"]`, document, null, 9).singleNodeValue?.getBoundingClientRect().top < document.evaluate(`//*[text()="${answer}"]`, document, null, 9).singleNodeValue?.getBoundingClientRect().top;
    await visitor.waitForFunction(below, ["Where do I send it back?", "We are back on Monday."]);
    assert.ok(parseFloat(await hours.evaluate((element) => getComputedStyle(element).fontSize)) >= 14);
  },

  "who is set to Do not disturb for too many sessions is told, and counts them as the server does": async (stage) => {
    const { items } = await stage.desk.as("admin", "GET", "/users");
    const agent1 = items.find((each) => each.name === "agent1");
    await stage.desk.as("admin", "PATCH", `/users/${agent1.id}`, { capacity: 1 });
    const [first, second] = [await stage.desk.visitor(), await stage.desk.visitor()];
    const page = await stage.person("agent1");
    await accept(page, first.title);
    await page.getByText("1 of 1 sessions").waitFor();
    await accept(page, second.title);
    await page.getByRole("status").getByText("You have 2 sessions, more than your 1, and are set to Do not disturb", { exact: false }).waitFor();
    await stage.desk.as("agent1", "POST", `/conversations/${second.id}/end`);
    await page.getByText("1 of 1 sessions").waitFor();
  },

  "the keyboard goes on in the message box, the wrap-up and the list, and back to what opened a dialog": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    await hasFocus(page, messageBox(page));
    const transfer = conversationOn(page).getByRole("button", { name: "Transfer", exact: true });
    await transfer.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await hasFocus(page, transfer);
    await conversationOn(page).getByRole("button", { name: "End", exact: true }).press("Enter");
    await hasFocus(page, page.getByRole("region", { name: "Wrap-up" }).getByRole("textbox"));
    await page.getByRole("button", { name: "Close session", exact: true }).press("Enter");
    await hasFocus(page, page.getByRole("button", { name: "Home", exact: true }));
  },

  "what waits for its customer is closed by its agent, for who ends it is the customer": async (stage) => {
    const { key } = await stage.desk.as("admin", "POST", "/keys", { name: "post", scope: "channel" });
    const { conversation: { id } } = await stage.desk.ask("POST", "/conversations", key, { queue: "billing", channel: "email", customer: { name: "Visitor 7" } });
    await stage.desk.as("agent1", "POST", `/conversations/${id}/accept`);
    const page = await stage.person("agent1");
    await focusSession(page, "Visitor 7");
    const [end, close] = ["End", "Close session"].map((name) => conversationOn(page).getByRole("button", { name, exact: true }));
    await end.waitFor();
    await stage.desk.as("agent1", "POST", `/conversations/${id}/close`);
    await close.waitFor();
    assert.equal(await end.count(), 0);
    await close.press("Enter");
    await close.waitFor({ state: "detached" });
    assert.equal((await stage.desk.as("admin", "GET", `/conversations/${id}`)).state, "closed");
    await hasFocus(page, page.getByRole("button", { name: "Home", exact: true }));
  },

  "a refused transfer is told to who offered, whose session was not one they were asked about": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    await conversationOn(page).getByRole("button", { name: "Transfer", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /agent2/ }).check();
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
    await page.getByText("Handed on (1)").waitFor();
    assert.equal(await page.getByText("You were asked", { exact: false }).count(), 0);
    await stage.desk.as("agent2", "POST", `/conversations/${customer.id}/reject`);
    await page.getByText("agent2 did not take the conversation. You have it again.").waitFor();
    assert.equal(await page.getByText("was offered to agent2", { exact: false }).count(), 0);
  },

  "the list of colleagues follows their presences while it is open, and stays with its choice when it cannot be loaded anew": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    await page.clock.install();
    await conversationOn(page).getByRole("button", { name: "Transfer", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^agent2/ }).check();
    await stage.desk.as("agent2", "PUT", "/me/presence", { presence: "away" });
    await page.clock.fastForward(10000);
    const away = dialog.getByRole("radio", { name: /^agent2.*Away/ });
    await away.waitFor();
    await away.check();

    await page.route("**/members?*", (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" }));
    for (const milliseconds of [10000, 1000]) { // and the try after the first one
      const refused = page.waitForResponse(/\/members\?/);
      await page.clock.fastForward(milliseconds);
      await refused;
    }
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await away.isChecked(), true);
    assert.equal(await dialog.getByText("This could not be loaded").count(), 0);
  },

  "a chosen colleague who goes away, or leaves the queue, is said to be gone and must be chosen again": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    await stage.desk.as("agent2", "PUT", "/me/presence", { presence: "available" });
    await page.clock.install();
    await conversationOn(page).getByRole("button", { name: "Transfer", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const colleague = dialog.getByRole("radio", { name: /^agent2/ });
    const transfer = dialog.getByRole("button", { name: "Transfer", exact: true });
    await colleague.check();
    await stage.desk.as("agent2", "PUT", "/me/presence", { presence: "away" });
    await page.clock.fastForward(10000);
    await dialog.getByText("agent2 is no longer there: set to Away now. Choose again.").waitFor();
    assert.equal(await colleague.isChecked(), false);
    assert.equal(await transfer.isDisabled(), true);

    await colleague.check();
    assert.equal(await transfer.isEnabled(), true);
    const { items } = await stage.desk.as("admin", "GET", "/users");
    await stage.desk.as("admin", "DELETE", `/queues/billing/members/${items.find(({ name }) => name === "agent2").id}`);
    await page.clock.fastForward(10000);
    await dialog.getByText("agent2 can no longer be chosen in billing. Choose somebody else.").waitFor();
    assert.equal(await colleague.count(), 0);
    assert.equal(await transfer.isDisabled(), true);
  },

  "a colleague who is asked reads whose hand is raised": async (stage) => {
    const customer = await stage.desk.visitor();
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/consult`, { agent: "agent2" });
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/raise_hand`);
    const page = await stage.person("agent2");
    await focusSession(page, customer.title);
    await conversationOn(page).getByText("agent1 asks for help").waitFor();
    assert.equal(await page.getByText("Your hand is raised", { exact: false }).count(), 0);
  },

  "a typed reply survives a reload, each in its conversation": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    await messageBox(page).fill("I am looking into it");
    await page.reload();
    await messageBox(page).and(page.locator(':text("I am looking into it")')).waitFor();
    assert.equal(await messageBox(page).inputValue(), "I am looking into it");
  },

  "a conversation that could not be fetched for its link is tried again, and one of somebody else is said to be": async (stage) => {
    const customer = await stage.desk.visitor();
    for (const step of ["accept", "end", "close"]) await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/${step}`);
    const page = await stage.person("agent1");
    const call = `**/conversations/${customer.id}?*`;
    await page.route(call, (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" }));
    await page.goto(`/agent?conversation=${customer.id}`);
    await page.getByText("The server is busy. Try again in a moment.").waitFor();
    assert.equal(await page.getByText("This conversation is not yours to see").count(), 0);
    await page.unroute(call);
    await page.getByRole("button", { name: "Try again", exact: true }).click();
    await conversationOn(page).getByText(customer.title).first().waitFor();
    const other = await stage.desk.visitor();
    await stage.desk.as("agent2", "POST", `/conversations/${other.id}/accept`);
    await page.goto(`/agent?conversation=${other.id}`);
    await page.getByText("This conversation is not yours to see").waitFor();
  },

  "the Enter that confirms a word of an input method sends nothing, in Safari too": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    const visitor = await stage.visitor();
    for (const box of [messageBox(page), visitor.getByRole("textbox", { name: "Message", exact: true })]) {
      await box.fill("にほん");
      await box.dispatchEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true });
      assert.equal(await box.inputValue(), "にほん");
      await box.press("Enter");
      await box.and(box.page().locator(":text-is('')")).waitFor();
    }
  },
};
