import assert from "node:assert/strict";
import { still } from "../tools/browser.mjs";
import { Server, password, runProgram, temporaryFolder } from "../tools/server.mjs";

/// A server without any account, on all addresses of this machine.
async function withFreshServer(play) {
  const data = temporaryFolder("fresh");
  const server = await Server.start({ data: data.path, flags: ["--listen", "0.0.0.0:0"] });
  try {
    await play(`http://127.0.0.1:${server.port}`, server, data.path);
  } finally {
    await server.kill();
    data.remove();
  }
}

const noAccountOn = (page) => page.getByText("There is no account yet", { exact: true });

/// Whether nothing of the page stands outside it to the side.
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

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
    await page.getByLabel("Password", { exact: true }).and(page.locator(":focus")).waitFor();
    await page.keyboard.type(password); // what is typed next takes the place of the wrong one
    await page.keyboard.press("Enter");
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

  "a sign-out that the server did not hear is told, and the page stays": async (stage) => {
    const page = await stage.person("agent1");
    const signOut = async () => {
      await page.getByRole("button", { name: /Account of agent1/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
    };
    await page.route("**/api/v1/logout", (route) => route.abort());
    await signOut();
    await page.getByText(/^That did not work: /).waitFor();
    assert.match(page.url(), /\/agent/);
    await page.unroute("**/api/v1/logout");
    await signOut();
    await page.waitForURL("**/sign-in**");
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

  "on a fresh server the page tells of the link in the log, which opens on this machine and makes the first administrator": (stage) =>
    withFreshServer(async (baseURL, server) => {
      for (const look of [{}, { colorScheme: "dark" }, { viewport: { width: 390, height: 844 } }, { viewport: { width: 390, height: 844 }, direction: "rtl" }]) {
        const { direction, ...options } = look;
        const page = await stage.window({ baseURL, ...options });
        await page.goto(direction ? `/sign-in?dir=${direction}` : "/");
        await noAccountOn(page).waitFor();
        await still(page);
        assert.ok(await fits(page), JSON.stringify(look));
      }
      const link = /link="(http:\/\/localhost:\d+\/set-up\?token=[^"]+)"/.exec(server.log.text)?.[1];
      assert.ok(link, server.log.text);
      const page = await stage.window({ baseURL });
      await page.goto(link);
      await page.getByText(/^At least 4 characters, better 8 or more/).waitFor();
      await page.getByRole("textbox", { name: "Name", exact: true }).fill("admin");
      await page.getByLabel("Password", { exact: true }).fill("1234");
      await page.getByRole("button", { name: "Create the account", exact: true }).click();
      await page.waitForURL("**/admin**");
    }),

  "who opens the page of the first account when there is one reads that, and goes on to sign in": async (stage) => {
    const page = await stage.window();
    for (const address of ["/set-up?token=of-the-log", "/set-up"]) {
      await page.goto(address);
      await page.getByText("An account exists already. Please sign in.").waitFor();
      assert.equal(await page.getByRole("textbox").count(), 0);
    }
    await page.getByRole("link", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/sign-in");
  },

  "who makes the first account at the command line signs in on the same page": (stage) =>
    withFreshServer(async (baseURL, server, data) => {
      const page = await stage.window({ baseURL });
      await page.goto("/sign-in");
      await noAccountOn(page).waitFor();
      const command = ["user", "add", "admin", "--role", "administrator", "--data", data];
      assert.equal((await runProgram(command, { input: "the first password\n" })).code, 0);
      await page.reload();
      await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
      await stage.fillSignIn(page, "admin", "the first password");
      await page.waitForURL("**/admin**");
      assert.equal(await page.getByText("Somebody else has set your password.").count(), 0);
    }),

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
