import assert from "node:assert/strict";
import { adminPage, press } from "./admin.mjs";

const open = (stage) => adminPage(stage, "/admin/wrap-up", "Wrap-up codes");
const stored = async (stage) => (await stage.desk.as("admin", "GET", "/settings/wrap_up_codes")).codes;
const saved = (page) => page.getByText("Saved.", { exact: true }).waitFor();
const code = (page, number) => page.getByRole("textbox", { name: `Code ${number}`, exact: true });

export const tests = {
  "codes of wrap-ups are added, moved and removed, and none stands twice": async (stage) => {
    const page = await open(stage);
    await page.getByText("No code yet").waitFor();
    await press(page, "Add a code");
    await page.keyboard.type("refund");
    await page.keyboard.press("Enter");
    await page.keyboard.type("delivery");
    await page.keyboard.press("Enter");
    await page.keyboard.type("refund ");
    await page.getByText("This code stands twice.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Save", exact: true }).isDisabled(), true);
    await code(page, 3).fill("complaint");
    await press(page, "Move complaint up");
    await press(page, "Add a code");
    await press(page, "Save");
    await saved(page);
    assert.deepEqual(await stored(stage), ["refund", "complaint", "delivery"]);
    await press(page, "Remove refund");
    await press(page, "Save");
    await saved(page);
    assert.deepEqual(await stored(stage), ["complaint", "delivery"]);
    await page.getByRole("link", { name: "Audit log", exact: true }).click();
    await page.getByRole("table", { name: "Audit log" }).getByText("settings / wrap_up_codes").first().waitFor();
  },

  "codes that somebody else saved meanwhile are not written over": async (stage) => {
    await stage.desk.as("admin", "PUT", "/settings/wrap_up_codes", { codes: ["mine"] });
    const page = await open(stage);
    await code(page, 1).fill("changed");
    await stage.desk.as("admin", "PUT", "/settings/wrap_up_codes", { codes: ["theirs"] });
    await press(page, "Save");
    await page.getByText("Someone else has saved this in the meantime.").waitFor();
    assert.deepEqual(await stored(stage), ["theirs"]);
    await press(page, "Drop mine, show theirs");
    assert.equal(await code(page, 1).inputValue(), "theirs");
  },
};
