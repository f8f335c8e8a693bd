import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { choose } from "./admin.mjs";

/// Two messages of one conversation, what agent1 and supervisor1 said of them, and the readings.
async function judged(stage) {
  const customer = await stage.desk.visitor({ name: "Visitor 7" });
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  const texts = [await stage.desk.pick("negative"), await stage.desk.pick("neutral")];
  for (const text of texts) await customer.say(text);
  const { items } = await stage.desk.as("agent1", "GET", `/conversations/${customer.id}/messages`);
  const say = (who, message, level, note) => stage.desk.as(who, "PUT", `/conversations/${customer.id}/messages/${message.id}/feedback`, { level, note });
  await say("agent1", items[0], "neutral", "only asks");
  await say("supervisor1", items[0], items[0].reading.level);
  await say("agent1", items[1], items[1].reading.level);
  return { texts, readings: items.map(({ reading }) => reading) };
}

const tile = (page, name) => page.getByRole("group", { name: "How often people and readings agree" }).getByRole("region", { name, exact: true });

export const tests = {
  "a supervisor sees how often people and readings agree, and reads what was said where it was written": async (stage) => {
    const page = await stage.person("supervisor1");
    await page.goto("/insights?view=agreement");
    await page.getByText("Nobody has judged a reading in this period").waitFor();
    const { texts, readings } = await judged(stage);
    await page.reload();
    await tile(page, "Judgements").getByText("3", { exact: true }).waitFor();
    await tile(page, "Same level").getByText("67%", { exact: true }).waitFor();
    await tile(page, "Same side").getByText("2 of 3", { exact: true }).waitFor();
    const row = page.getByRole("table", { name: "By language and model" }).getByRole("row").filter({ hasText: "English" });
    await row.getByRole("cell", { name: readings[0].model, exact: true }).waitFor();
    const confusion = page.getByRole("table", { name: "What was said and what was read" }).getByRole("row", { name: /^Neutral/ }).getByRole("cell");
    assert.deepEqual(await confusion.allInnerTexts(), ["0", "1", "0", "1", "0", "0", "0"]);
    const list = page.getByRole("table", { name: "Feedback" });
    const said = list.getByRole("row").filter({ hasText: "only asks" });
    await said.getByRole("img", { name: "Neutral", exact: true }).waitFor();
    await said.getByText("agent1", { exact: true }).filter({ visible: true }).waitFor();
    await said.getByRole("button", { name: `Read the conversation of: ${texts[0]}`, exact: true }).click();
    const drawer = page.getByRole("dialog", { name: "Visitor 7" });
    await drawer.locator("[aria-current=true]").getByText(texts[0], { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });

    assert.equal(await page.getByRole("link", { name: "Export for learning" }).count(), 0, "the export is the administrator's");
    await choose(page, "Language", "English · en");
    await page.waitForURL(/language=en/);
    await tile(page, "Judgements").getByText("3", { exact: true }).waitFor();
    await page.goto("/insights?view=agreement&language=de");
    await page.getByText("Nobody has judged a reading in this period").waitFor();
  },

  "an administrator takes the feedback away as a file, and a refusal is told": async (stage) => {
    const { texts } = await judged(stage);
    const page = await stage.person("admin");
    await page.goto("/insights?view=agreement");
    await tile(page, "Judgements").waitFor();
    const link = page.getByRole("link", { name: "Export for learning", exact: true });
    const [saved] = await Promise.all([page.waitForEvent("download"), link.click()]);
    assert.equal(saved.suggestedFilename(), "feedback.tsv");
    const lines = (await readFile(await saved.path(), "utf8")).trim().split("\n").map((line) => line.split("\t"));
    assert.deepEqual(lines.map(([, , text]) => text).sort(), [...texts].sort());
    await page.route((url) => url.pathname.endsWith("/feedback.tsv"), (route) => route.abort());
    await link.click();
    await page.getByRole("alert").getByText(/^The file was not made: /).waitFor();
  },
};
