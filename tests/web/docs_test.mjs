import assert from "node:assert/strict";

async function described(stage, options) {
  const page = await stage.window(options);
  await page.goto("/docs");
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

export const tests = {
  "each call of the description is a heading, and its parts are headings under it": async (stage) => {
    const page = await described(stage);
    const call = page.getByRole("heading", { level: 3, name: "/me/password Changes the own password" });
    await call.click();
    await page.getByRole("heading", { level: 4, name: "Request body" }).filter({ visible: true }).waitFor();
    assert.ok((await page.getByRole("heading", { level: 3 }).count()) > 50);
  },

  "on a narrow screen the names of fields stay whole, with their meaning under them": async (stage) => {
    const page = await described(stage, { viewport: { width: 390, height: 844 } });
    await page.getByRole("heading", { level: 3, name: "/me/password Changes the own password" }).click();
    const field = page.getByRole("table").filter({ visible: true }).getByText("current_password", { exact: true });
    const lines = await field.evaluate((element) => element.getClientRects().length);
    assert.equal(lines, 1);
    await page.getByRole("table").filter({ visible: true }).locator("code", { hasText: "passwords.least_characters" }).first().waitFor();
  },
};
