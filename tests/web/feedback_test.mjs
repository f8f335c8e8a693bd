import assert from "node:assert/strict";
import { runProgram } from "../tools/server.mjs";
import { conversationOn, focusSession } from "./stage.mjs";

const levelWords = { very_negative: "Very negative", negative: "Negative", slightly_negative: "Slightly negative", neutral: "Neutral", slightly_positive: "Slightly positive", positive: "Positive", very_positive: "Very positive" };

/// A conversation of agent1 with one message: its customer, the message as stored.
async function talk(stage, text) {
  const customer = await stage.desk.visitor();
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  const { id } = await customer.say(text);
  const { items } = await stage.desk.as("agent1", "GET", `/conversations/${customer.id}/messages`);
  return { customer, message: items.find((each) => each.id === id) };
}

const saidOf = async (stage, { id }) => (await stage.desk.as("admin", "GET", `/conversations/${id}/feedback`)).items;
const about = (page) => page.getByRole("dialog", { name: "About this reading", exact: true });
const mark = (scope) => scope.getByRole("button", { name: /^Reading: / });

export const tests = {
  "an agent says by the keyboard how the customer really felt; it stays after a reload and is taken back": async (stage) => {
    const { customer, message } = await talk(stage, await stage.desk.pick("negative"));
    const read = levelWords[message.reading.level];
    const page = await stage.person("agent1");
    await focusSession(page, customer.title);
    const log = conversationOn(page).getByRole("log");
    await mark(log).focus();
    await page.keyboard.press("Enter");
    await about(page).getByText(read, { exact: false }).first().waitFor();
    assert.equal(await about(page).getByRole("button", { name: "Say so" }).isDisabled(), true, "nothing is chosen yet");
    await about(page).getByRole("radio", { name: "Very negative" }).focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowDown");
    await about(page).getByRole("radio", { name: "Neutral", checked: true }).waitFor();
    await about(page).getByRole("textbox", { name: "Note" }).fill("only asks");
    await page.keyboard.press("Enter");
    await about(page).waitFor({ state: "detached" });
    await log.getByLabel("You said: Neutral", { exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.startsWith("Reading: "));
    const [said] = await saidOf(stage, customer);
    assert.deepEqual([said.level, said.note, said.by.name, said.reading.level], ["neutral", "only asks", "agent1", message.reading.level]);

    await page.reload();
    await focusSession(page, customer.title);
    await log.getByLabel("You said: Neutral", { exact: true }).waitFor();
    assert.equal(await mark(log).getAttribute("aria-label"), `Reading: ${read}`, "the reading is as it was");
    await log.getByRole("button", { name: "Take back", exact: true }).click();
    await log.getByLabel("You said: Neutral", { exact: true }).waitFor({ state: "detached" });
    assert.deepEqual(await saidOf(stage, customer), []);
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("role")), "log", "the focus stays with the messages");
  },

  "Right says the level that was read, once however often it is pressed, and colleagues see it": async (stage) => {
    const { customer, message } = await talk(stage, await stage.desk.pick("negative"));
    const read = levelWords[message.reading.level];
    const page = await stage.person("agent1");
    await focusSession(page, customer.title);
    const log = conversationOn(page).getByRole("log");
    await mark(log).hover();
    await log.getByRole("button", { name: "Right", exact: true }).evaluate((button) => { button.click(); button.click(); });
    await log.getByLabel(`You said: ${read}`, { exact: true }).waitFor();
    assert.deepEqual((await saidOf(stage, customer)).map(({ level }) => level), [message.reading.level]);
    const supervisor = await stage.person("supervisor1");
    await supervisor.goto(`/supervisor?conversation=${customer.id}`);
    await mark(supervisor.getByRole("log")).click();
    await about(supervisor).getByLabel(`agent1 said: ${read}`, { exact: true }).waitFor();
  },

  "a refusal is told where one said it, and nothing is lost": async (stage) => {
    const { customer } = await talk(stage, await stage.desk.pick("negative"));
    const page = await stage.person("agent1");
    await focusSession(page, customer.title);
    const log = conversationOn(page).getByRole("log");
    await mark(log).click();
    await about(page).getByRole("radio", { name: "Neutral" }).check();
    await about(page).getByRole("textbox", { name: "Note" }).fill("a first note");
    const refused = (url) => url.pathname.endsWith("/feedback");
    await page.route(refused, (route) => (route.request().method() === "PUT" ? route.abort() : route.continue()));
    await about(page).getByRole("button", { name: "Say so" }).click();
    await about(page).getByRole("alert").getByText(/That did not work: The server does not answer/).waitFor();
    assert.equal(await about(page).getByRole("radio", { name: "Neutral" }).isChecked(), true);
    await page.unroute(refused);
    await about(page).getByRole("textbox", { name: "Note" }).fill("a note");
    await about(page).getByRole("button", { name: "Say so" }).click();
    await about(page).waitFor({ state: "detached" });
    await log.getByLabel("You said: Neutral", { exact: true }).waitFor();
    assert.equal((await saidOf(stage, customer))[0].note, "a note");
  },

  "a reading that an own phrase decided says so": async (stage) => {
    await stage.desk.as("admin", "PUT", "/settings/phrases", { phrases: [{ phrase: "killer deal", level: "positive" }] });
    const { customer } = await talk(stage, "Is the Killer Deal still there?");
    const page = await stage.person("agent1");
    await focusSession(page, customer.title);
    await page.getByRole("complementary", { name: "Customer" }).getByText("Read as “killer deal” says in the organisation’s phrases").waitFor();
    await mark(conversationOn(page).getByRole("log")).click();
    await about(page).getByText("Read as “killer deal” says in the organisation’s phrases").waitFor();
  },

  "where a closed conversation was read again, what was read before stands beside the reading": async (stage) => {
    const { customer, message } = await talk(stage, "Is the Killer Deal still there?");
    for (const act of ["end", "close"]) await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/${act}`);
    await stage.desk.as("admin", "PUT", "/settings/phrases", { phrases: [{ phrase: "killer deal", level: "very_positive" }] });
    const { code, err } = await runProgram(["rescore", "--data", stage.desk.folder.path]);
    assert.equal(code, 0, err);
    const page = await stage.person("supervisor1");
    await page.goto(`/supervisor?conversation=${customer.id}`);
    await page.getByRole("button", { name: "Reading: Very positive", exact: true }).click();
    const before = about(page).getByRole("region", { name: "Read before", exact: true });
    await before.getByText(new RegExp(`^${levelWords[message.reading.level]}, .* of 100, until `)).waitFor();
  },
};
