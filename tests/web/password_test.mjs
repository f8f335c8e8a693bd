import assert from "node:assert/strict";
import { Desk } from "../tools/desk.mjs";
import { password } from "../tools/server.mjs";
import { gone, press } from "./admin.mjs";

const own = "a password of one's own";
const given = "set by the administrator";

const enter = (scope, label, text) => scope.getByLabel(label, { exact: true }).fill(text);
const noticeOn = (page) => page.getByText("Somebody else has set your password. Choose one that only you know.", { exact: true });

async function change(scope, current, wanted, repeated = wanted) {
  await enter(scope, "Present password", current);
  await enter(scope, "New password", wanted);
  await enter(scope, "New password once more", repeated);
  const submit = scope.getByRole("button", { name: "Change password", exact: true });
  if (wanted === repeated) await submit.click();
  else assert.ok(await submit.isDisabled());
}

async function openDialog(page) {
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Change password…", exact: true }).click();
  return page.getByRole("dialog", { name: "Change your password", exact: true });
}

const signIn = (desk, secret) => desk.ask("POST", "/login", undefined, { name: "agent1", password: secret });

async function giveAnother(desk) {
  const { items } = await desk.as("admin", "GET", "/users?limit=500");
  await desk.as("admin", "PATCH", `/users/${items.find((each) => each.name === "agent1").id}`, { password: given });
}

/// The sign-in page of this desk, filled with the password that the administrator has set.
async function signInWithGiven(stage, desk) {
  const page = await stage.window({ baseURL: desk.origin });
  await page.goto("/sign-in");
  await stage.fillSignIn(page, "agent1", given);
  return page;
}

export const tests = {
  "one changes the own password; what is refused is told at its field, and other sign-ins end": async (stage) => {
    const other = await stage.person("agent1");
    const page = await stage.person("agent1");
    const dialog = await openDialog(page);
    await change(dialog, password, own, `${own}!`);
    await dialog.getByText("The two are not the same.").waitFor();
    await change(dialog, "not mine", own);
    const current = dialog.getByLabel("Present password", { exact: true });
    await dialog.getByText("This is not your present password.").waitFor();
    assert.equal(await current.getAttribute("aria-invalid"), "true");
    await change(dialog, password, "abc");
    await dialog.getByRole("alert").filter({ hasText: /at least 4 characters/ }).waitFor();
    assert.equal(await dialog.getByLabel("New password", { exact: true }).getAttribute("aria-invalid"), "true");
    await change(dialog, password, own);
    await gone(dialog);
    await page.getByText("Your password was changed.").first().waitFor();
    await other.waitForURL("**/sign-in**");
    await assert.rejects(signIn(stage.desk, password), /401/);
    await signIn(stage.desk, own);
    await page.reload();
    await page.getByRole("list", { name: "Sessions" }).waitFor();
  },

  "whose password an administrator has set is asked for another one on every page, and is kept from nothing": async (stage) => {
    await giveAnother(stage.desk);
    const page = await signInWithGiven(stage, stage.desk);
    const dialog = page.getByRole("dialog", { name: "Choose your own password", exact: true });
    await page.getByRole("list", { name: "Sessions" }).waitFor();
    await noticeOn(page).waitFor();
    await page.goto("/alerts");
    await page.getByRole("heading", { name: "Alerts", level: 1 }).waitFor();
    await noticeOn(page).waitFor();
    assert.equal(await dialog.count(), 0);
    await press(page, "Change password…");
    await change(dialog, given, own);
    await gone(dialog);
    await gone(noticeOn(page));
    await signIn(stage.desk, own);
  },

  "where it is enforced one sees nothing but the change and goes on to the own page after it": async (stage) => {
    const desk = await Desk.open({ environment: { UNDERTONE_PASSWORDS_AFTER_RESET: "enforced" } });
    try {
      await giveAnother(desk);
      let page = await signInWithGiven(stage, desk);
      const heading = page.getByRole("heading", { name: "Choose your own password", exact: true });
      await heading.waitFor();
      assert.equal(await page.getByRole("navigation").count(), 0);
      await page.goto("/alerts");
      await heading.waitFor();
      await press(page, "Sign out");
      await page.waitForURL("**/sign-in");
      page = await signInWithGiven(stage, desk);
      await change(page, "not mine", own);
      await page.getByText("This is not your present password.").waitFor();
      await change(page, given, own);
      await page.waitForURL("**/agent");
      await page.getByRole("list", { name: "Sessions" }).waitFor();
      await page.getByRole("button", { name: "Account of agent1. Presence: Available" }).waitFor();
      assert.equal(await noticeOn(page).count(), 0);
    } finally {
      await desk.close();
    }
  },
};
