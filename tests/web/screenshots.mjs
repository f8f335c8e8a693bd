// Pictures of every page, taken from a demo server: tests/node tests/web/screenshots.mjs [--readme]
// Writes tests/output/*.png; --readme writes those that the README shows into docs/screenshots/ instead.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, openWindow, still } from "../tools/browser.mjs";
import { Server, root, temporaryFolder } from "../tools/server.mjs";

const secret = "undertone-demo";
const large = { width: 1440, height: 900 };
const small = { width: 390, height: 844 };
const readme = process.argv.includes("--readme");
const folder = readme ? join(root, "docs/screenshots") : join(root, "tests/output");

async function signIn(page, name) {
  await page.goto("/sign-in");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

const inside = (direction) => (direction === "rtl" ? "?dir=rtl" : "");

/// Brings a page to where it shows something.
const views = {
  "sign-in": async (page, direction) => {
    await page.goto(`/sign-in${inside(direction)}`);
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  },
  agent: async (page, direction) => {
    await signIn(page, "agent1");
    await page.goto(`/agent${inside(direction)}`);
    const sessions = page.getByRole("list", { name: "Sessions", exact: true });
    const narrow = page.viewportSize().width < 700;
    if (narrow) return page.getByRole("main").waitFor();
    await sessions.getByRole("listitem").first().getByRole("button").first().click();
    return page.getByRole("log", { name: "Messages" }).getByRole("listitem").or(page.getByRole("log", { name: "Messages" }).locator("p, article")).first().waitFor();
  },
  supervisor: async (page, direction) => {
    await signIn(page, "supervisor");
    await page.goto(`/supervisor${inside(direction)}`);
    await page.getByRole("row").or(page.getByRole("listitem")).nth(5).waitFor();
  },
  monitor: async (page, direction) => {
    await views.supervisor(page, direction);
    const items = await page.evaluate(async () => (await (await fetch("/api/v1/conversations?state=active&limit=50")).json()).items);
    const chosen = items.find(({ level }) => /negative/.test(level)) ?? items[0];
    await page.goto(`/supervisor?conversation=${chosen.id}${direction === "rtl" ? "&dir=rtl" : ""}`);
    await page.getByRole("log").first().waitFor();
  },
  admin: async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin${inside(direction)}`);
    await page.getByRole("heading").first().waitFor();
  },
  "admin-sentiment": async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin/sentiment${inside(direction)}`);
    await page.getByRole("switch").first().waitFor();
  },
  insights: async (page, direction) => {
    await signIn(page, "supervisor");
    await page.goto(`/insights${inside(direction)}`);
    await page.getByRole("heading").first().waitFor();
  },
  chat: async (page, direction) => {
    await page.goto(`/chat?queue=billing${direction === "rtl" ? "&dir=rtl" : ""}`);
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("Can I pay my invoice by bank transfer?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("Can I pay my invoice by bank transfer?").first().waitFor();
  },
  docs: async (page, direction) => {
    await page.goto(`/docs${inside(direction)}`);
    await page.getByText("/conversations").first().waitFor();
  },
};

async function picture(browser, origin, { view, name, viewport, colorScheme = "light", direction = "ltr" }) {
  const { context, page } = await openWindow(browser, { baseURL: origin, viewport, colorScheme });
  try {
    await views[view](page, direction);
    await page.waitForLoadState("load");
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await still(page);
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path });
    console.log(path);
  } finally {
    await context.close();
  }
}

function wanted() {
  if (readme)
    return [
      { view: "monitor", name: "supervisor", viewport: large },
      { view: "agent", name: "agent", viewport: large },
      { view: "admin-sentiment", name: "admin", viewport: large },
      { view: "chat", name: "chat", viewport: small },
    ];
  const looks = [
    { suffix: "light", viewport: large },
    { suffix: "dark", viewport: large, colorScheme: "dark" },
    { suffix: "rtl", viewport: large, direction: "rtl" },
    { suffix: "small-light", viewport: small },
    { suffix: "small-dark", viewport: small, colorScheme: "dark" },
    { suffix: "small-rtl", viewport: small, direction: "rtl" },
  ];
  return Object.keys(views).flatMap((view) => looks.map(({ suffix, ...look }) => ({ view, name: `${view}-${suffix}`, ...look })));
}

const only = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const data = temporaryFolder("screenshots");
let server;
let browser;
let failed = 0;
try {
  mkdirSync(folder, { recursive: true });
  server = await Server.start({ data: data.path, flags: ["--demo"], environment: { UNDERTONE_LIMITS_VISITOR_CONVERSATIONS_PER_MINUTE: "0" } });
  browser = await launch();
  for (const one of wanted().filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))) {
    try {
      await picture(browser, server.origin, one);
    } catch (error) {
      failed++;
      console.error(`${one.name}: ${error.message}`);
    }
  }
} finally {
  await browser?.close();
  await server?.kill();
  data.remove();
}
process.exit(failed === 0 ? 0 : 1);
