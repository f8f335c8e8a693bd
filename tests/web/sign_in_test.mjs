import assert from "node:assert/strict";

export const tests = {
  "each role lands on its own page": async (stage) => {
    for (const name of ["agent1", "supervisor1", "admin"]) await stage.person(name);
  },

  "a wrong password is said, and the right one works after it": async (stage) => {
    const page = await stage.window();
    await page.goto("/sign-in");
    const refused = page.waitForResponse((answer) => answer.url().endsWith("/login") && answer.status() === 401);
    await stage.fillSignIn(page, "agent1", "not the password");
    await refused;
    await page.getByText("The name or the password is wrong.").first().waitFor();
    assert.match(page.url(), /\/sign-in/);
    await stage.fillSignIn(page, "agent1");
    await page.waitForURL("**/agent**");
  },

  "signing out closes the pages and sets the presence offline": async (stage) => {
    const page = await stage.person("agent1");
    await page.getByRole("button", { name: /Account of agent1/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in**");
    await page.goto("/agent");
    await page.waitForURL("**/sign-in**");
    const { items } = await stage.desk.as("admin", "GET", "/users");
    assert.equal(items.find(({ name }) => name === "agent1").presence, "offline");
  },

  "the keyboard alone is enough to sign in": async (stage) => {
    const page = await stage.window();
    await page.goto("/sign-in");
    const name = page.getByRole("textbox", { name: "Name", exact: true });
    const secret = page.getByLabel("Password", { exact: true });
    await name.waitFor();
    await tabTo(page, name);
    await page.keyboard.type("agent1");
    await tabTo(page, secret);
    await page.keyboard.type("a password of tests");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/agent**");
  },

  "a page that one may not see is not shown": async (stage) => {
    const page = await stage.person("agent1");
    await page.goto("/admin/sentiment");
    await page.getByText("This page is not part of your role").waitFor();
    assert.equal(await page.getByRole("button", { name: "Save", exact: true }).count(), 0);
  },
};

const mostTabs = 12;

async function tabTo(page, target) {
  const focused = () => target.evaluate((element) => element === document.activeElement);
  for (let pressed = 0; pressed < mostTabs; pressed++) {
    if (await focused()) return;
    await page.keyboard.press("Tab");
  }
  assert.ok(await focused(), `Tab does not reach ${target}`);
}
