// shows: F5
import assert from "node:assert/strict";
import { rowOf } from "./stage.mjs";

const choose = async (page, label, option) => {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
};

export const tests = {
  "the board begins with the filters that the supervisor saved, after the next sign-in and in another browser": async (stage) => {
    const calm = await stage.desk.visitor();
    const angry = await stage.desk.visitor();
    await angry.say(await stage.desk.pick("very_negative"));
    const page = await stage.person("supervisor1");
    await rowOf(page, calm.title).waitFor();
    const save = page.getByRole("button", { name: "Save as my default", exact: true });
    assert.equal(await save.count(), 0, "nothing to save");
    const level = await page.getByRole("group", { name: "Filters" }).getByRole("combobox").nth(2).getAttribute("aria-label");
    await choose(page, level, "All negative");
    await rowOf(page, calm.title).waitFor({ state: "detached" });
    const kept = page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().endsWith("/me/filters/live"));
    await save.click();
    assert.equal((await kept).status(), 200);
    await save.waitFor({ state: "detached" });
    const other = await stage.person("supervisor1");
    await rowOf(other, angry.title).waitFor();
    assert.equal(await rowOf(other, calm.title).count(), 0);
    await other.getByRole("button", { name: "Clear filters", exact: true }).first().click();
    await rowOf(other, calm.title).waitFor();
    await other.getByRole("button", { name: "Save as my default", exact: true }).waitFor();
  },

  "the board shows those whose feeling declines, keeps the choice, and leaves it when it improves": async (stage) => {
    const steady = await stage.desk.visitor();
    const worse = await stage.desk.visitor();
    for (const text of await stage.desk.sequence("neutral", "negative")) await worse.say(text);
    const page = await stage.person("supervisor1");
    await rowOf(page, steady.title).waitFor();
    await choose(page, "Trend", "Declining");
    await rowOf(page, steady.title).waitFor({ state: "detached" });
    await rowOf(page, worse.title).waitFor();
    await page.getByRole("button", { name: "Save as my default", exact: true }).click();
    await page.getByRole("button", { name: "Save as my default", exact: true }).waitFor({ state: "detached" });
    assert.deepEqual(await stage.desk.as("supervisor1", "GET", "/me/filters/live"), { trend: "declining" });
    await page.goto("/supervisor?trend=improving");
    await page.getByRole("combobox", { name: "Trend" }).getByText("Improving").waitFor();
    assert.equal(await rowOf(page, worse.title).count(), 0);
    await page.getByLabel("Filtered by").getByRole("button").filter({ hasText: "Trend: Improving" }).click();
    await rowOf(page, worse.title).waitFor();
    assert.equal(new URL(page.url()).search, "");
  },
};
