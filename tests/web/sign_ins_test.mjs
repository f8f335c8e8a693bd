import assert from "node:assert/strict";
import { call, signIn } from "../tools/client.mjs";
import { password } from "../tools/server.mjs";
import { adminPage, fromMenu, gone, press } from "./admin.mjs";

const signedOut = (page) => page.waitForURL("**/sign-in**");
const rows = (page) => page.getByRole("dialog").getByRole("listitem");

async function ownSignIns(page) {
  await page.getByRole("button", { name: /^Account of / }).click();
  await page.getByRole("menuitem", { name: "Your sign-ins", exact: true }).click();
  await rows(page).first().waitFor();
}

/// What the server says to a call with this token.
async function statusOf(stage, token) {
  return (await call(stage.desk.origin, "GET", "/api/v1/me", { token })).status;
}

export const tests = {
  "everyone sees the own sign-ins and ends one, whose page is closed": async (stage) => {
    const other = await stage.person("agent1");
    const page = await stage.person("agent1");
    await ownSignIns(page);
    assert.equal(await rows(page).count(), 2);
    const [mine, theirs] = [rows(page).filter({ hasText: "This one" }), rows(page).filter({ hasNotText: "This one" })];
    assert.match(await theirs.innerText(), /Chrome on Linux[^]*Since [^]* from 127\.0\.0\.1; ends /);
    assert.equal(await mine.getByRole("button").count(), 0);
    await press(theirs, "End the sign-in of Chrome on Linux");
    await gone(theirs);
    await signedOut(other);
    assert.equal(await rows(page).count(), 1);
    await press(page, "Close");
    await page.getByRole("list", { name: "Sessions" }).waitFor();
  },

  "one signs out everywhere, this page too": async (stage) => {
    const token = await signIn(stage.desk.origin, "agent1", password);
    const other = await stage.person("agent1");
    const page = await stage.person("agent1");
    await ownSignIns(page);
    await press(page, "Sign out everywhere");
    await press(page.getByRole("alertdialog"), "Cancel");
    assert.equal(await rows(page).count(), 3);
    await press(page, "Sign out everywhere");
    await press(page.getByRole("alertdialog"), "Sign out everywhere");
    await signedOut(page);
    await signedOut(other);
    assert.equal(await statusOf(stage, token), 401);
  },

  "an administrator sees where somebody is signed in and signs them out everywhere": async (stage) => {
    const agent = await stage.person("agent1");
    const token = await signIn(stage.desk.origin, "agent1", password);
    const page = await adminPage(stage, "/admin/people", "People");
    await fromMenu(page, "agent1", "Sign-ins");
    await rows(page).nth(1).waitFor();
    await rows(page).filter({ hasText: "Chrome on Linux" }).waitFor();
    assert.equal(await page.getByRole("dialog").getByRole("button", { name: /^End / }).count(), 0);
    await press(page, "Sign out everywhere");
    await press(page.getByRole("alertdialog"), "Sign out everywhere");
    await page.getByRole("dialog").getByText("Nobody is signed in").waitFor();
    await signedOut(agent);
    assert.equal(await statusOf(stage, token), 401);
    await press(page, "Close");
    await page.getByRole("link", { name: "Audit log", exact: true }).click();
    await page.getByRole("table", { name: "Audit log" }).getByText("Signed out").filter({ visible: true }).waitFor();
  },

  "one who could not be signed out here is told in the dialog": async (stage) => {
    const page = await stage.person("agent1");
    await ownSignIns(page);
    await press(page, "Sign out everywhere");
    await page.route("**/logout", (route) => route.abort());
    await press(page.getByRole("alertdialog"), "Sign out everywhere");
    await page.getByRole("alertdialog").getByText("That did not work: The server does not answer.", { exact: false }).waitFor();
    await page.unroute("**/logout");
    await press(page.getByRole("alertdialog"), "Sign out everywhere");
    await signedOut(page);
  },
};
