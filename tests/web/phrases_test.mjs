import assert from "node:assert/strict";
import { adminPage, choose, gone, press, rowIn } from "./admin.mjs";

const phrases = (stage) => stage.desk.as("admin", "GET", "/settings/phrases");

export const tests = {
  "a phrase is added, tried, changed and removed; the bar says what is not saved": async (stage) => {
    const page = await adminPage(stage, "/admin/phrases", "Phrases");
    await page.getByText("No phrase yet").waitFor();
    await press(page, "Add a phrase");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Phrase" }).fill("Killer Deal");
    await choose(page, "Counts as", "Positive");
    await press(dialog, "Add");
    await gone(dialog);
    await page.getByText("Not saved yet: 1 added").waitFor();
    assert.deepEqual((await phrases(stage)).phrases, []);
    await press(page, "Save");
    await page.getByText("Saved.", { exact: true }).waitFor();
    assert.deepEqual((await phrases(stage)).phrases, [{ phrase: "Killer Deal", level: "positive", language: null }]);

    await page.getByRole("textbox", { name: "Message" }).fill("is the killer deal still there?");
    await press(page, "Read it");
    const result = page.getByRole("status").filter({ hasText: "Phrase taken" });
    await result.getByText("Killer Deal", { exact: true }).waitFor();
    await result.getByRole("img", { name: "Positive", exact: true }).waitFor();

    await press(page, "Add a phrase");
    await dialog.getByRole("textbox", { name: "Phrase" }).fill("killer  deal");
    await dialog.getByText("This phrase stands in the list for this language already.").waitFor();
    assert.equal(await dialog.getByRole("button", { name: "Add" }).isDisabled(), true);
    await choose(page, "Language", "Deutsch · de");
    await press(dialog, "Add");
    await press(page, "Edit Killer Deal");
    await choose(page, "Counts as", "Neutral");
    await press(dialog, "Change");
    await page.getByText("Not saved yet: 1 added, 1 changed").waitFor();
    await page.getByText("Reads with the phrases that are saved, without your changes above. Nothing is stored.").waitFor();
    await press(page, "Save");
    await page.getByText("Saved.", { exact: true }).waitFor();
    await rowIn(page, "Phrases", "Deutsch").getByText("Neutral").waitFor();
    await press(page, "Remove Killer Deal");
    await page.getByText("Not saved yet: 1 removed").waitFor();
    await press(page, "Save");
    await page.getByText("Saved.", { exact: true }).waitFor();
    assert.deepEqual((await phrases(stage)).phrases.map(({ language }) => language), ["de"]);
  },

  "what somebody else saved meanwhile is not written over unless one says so, and a refusal is told in words": async (stage) => {
    const page = await adminPage(stage, "/admin/phrases", "Phrases");
    const dialog = page.getByRole("dialog");
    const add = async (phrase) => {
      await press(page, "Add a phrase");
      await dialog.getByRole("textbox", { name: "Phrase" }).fill(phrase);
      await press(dialog, "Add");
      await gone(dialog);
    };
    await add("?!");
    await press(page, "Save");
    await page.getByRole("alert").getByText(/^That did not work: /).waitFor();
    await press(page, "Discard");
    await add("mine");
    await stage.desk.as("admin", "PUT", "/settings/phrases", { phrases: [{ phrase: "theirs", level: "neutral" }] });
    await press(page, "Save");
    await page.getByText("Someone else has saved this in the meantime.").waitFor();
    await rowIn(page, "Phrases", "mine").waitFor();
    await press(page, "Drop mine, show theirs");
    await rowIn(page, "Phrases", "theirs").waitFor();
    await add("both");
    await press(page, "Save");
    await page.getByText("Saved.", { exact: true }).waitFor();
    assert.deepEqual((await phrases(stage)).phrases.map(({ phrase }) => phrase), ["theirs", "both"]);
  },
};
