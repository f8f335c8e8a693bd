// Pictures of every page, taken from a demo server: tests/node tests/web/screenshots.mjs [--readme]
// Writes tests/output/*.png; --readme writes those that the README shows into docs/screenshots/ instead.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, openWindow, still } from "../tools/browser.mjs";
import { Server, root, temporaryFolder } from "../tools/server.mjs";

const secret = "undertone-demo";
const large = { width: 1440, height: 900 };
const small = { width: 390, height: 844 };
const playSeconds = 180;
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

/// The running conversation, of those the person sees, that shows most: a negative one with several messages. The demo
/// has played long enough when there is one.
async function troubled(page) {
  return page.evaluate(async (end) => {
    for (let second = 0; second < end; second++) {
      const { items } = await (await fetch("/api/v1/conversations?state=active&limit=50")).json();
      const telling = items.filter(({ code, messages }) => code > 0 && code < 10 && messages >= 3);
      if (telling.length > 0) return telling.sort((left, right) => right.messages - left.messages)[0];
      await new Promise((done) => setTimeout(done, 1000));
    }
    throw new Error(`no negative conversation within ${end} s`);
  }, playSeconds);
}

/// The person takes part in no conversation any more: one that an earlier picture joined cannot be joined again.
function leaveAll(page) {
  return page.evaluate(async () => {
    const { items } = await (await fetch("/api/v1/conversations?state=active&limit=50")).json();
    for (const { id } of items) await fetch(`/api/v1/conversations/${id}/leave`, { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" });
  });
}

/// A row of the board whose agent has accepted.
const activeRow = (page) => page.locator("tbody tr[data-conversation]").filter({ has: page.locator("td", { hasText: /^Active$/ }) }).first();

/// Brings a page to where it shows something.
const views = {
  "sign-in": async (page, direction) => {
    await page.goto(`/sign-in${inside(direction)}`);
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
  },
  "set-up": async (page, direction) => {
    await page.goto(`/set-up?token=of-the-log${direction === "rtl" ? "&dir=rtl" : ""}`);
    await page.getByText("An account exists already.").waitFor();
  },
  agent: async (page, direction) => {
    await signIn(page, "agent1");
    const { id } = await troubled(page);
    await page.goto(`/agent?conversation=${id}${direction === "rtl" ? "&dir=rtl" : ""}`);
    await page.getByRole("log", { name: "Messages" }).locator("[dir=auto]").first().waitFor();
  },
  "agent-profanity": async (page, direction) => {
    await signIn(page, "agent1");
    const id = await page.evaluate(async () => {
      const call = async (path, body, token) => (await fetch(`/api/v1${path}`, { method: "POST", headers: { "Content-Type": "application/json", ...(token ? { Authorization: `Bearer ${token}` } : {}) }, credentials: token ? "omit" : "same-origin", body: JSON.stringify(body) })).json();
      const { conversation, visitor_token } = await call("/conversations", { queue: "billing", channel: "live_chat", customer: {} });
      await call(`/conversations/${conversation.id}/accept`, {});
      await call(`/conversations/${conversation.id}/messages`, { text: "I waited two hours and nobody answered. You are fucking idiots." }, visitor_token);
      return conversation.id;
    });
    await page.goto(`/agent?conversation=${id}${direction === "rtl" ? "&dir=rtl" : ""}`);
    const mark = page.getByRole("button", { name: /^Reading: / }).first();
    await mark.waitFor();
    await mark.focus();
    await page.getByRole("tooltip").waitFor();
  },
  supervisor: async (page, direction) => {
    await signIn(page, "supervisor");
    await page.goto(`/supervisor${inside(direction)}`);
    await page.getByRole("row").or(page.getByRole("listitem")).nth(5).waitFor();
  },
  monitor: async (page, direction) => {
    await views.supervisor(page, direction);
    const { id } = await troubled(page);
    await page.goto(`/supervisor?conversation=${id}${direction === "rtl" ? "&dir=rtl" : ""}`);
    await page.getByRole("log").locator("[dir=auto]").first().waitFor();
  },
  "board-menu": async (page, direction) => {
    await views.supervisor(page, direction);
    await activeRow(page).getByRole("button").click();
    await page.getByRole("menu").waitFor();
  },
  "board-assign": async (page, direction) => {
    await views.supervisor(page, direction);
    const row = activeRow(page);
    await row.focus();
    await page.keyboard.press("t");
    await page.getByRole("radio").first().check();
  },
  "board-joined": async (page, direction) => {
    await signIn(page, "supervisor");
    await leaveAll(page);
    await page.goto(`/supervisor${inside(direction)}`);
    await activeRow(page).focus();
    await page.keyboard.press("j");
    await page.getByRole("button", { name: "Leave", exact: true }).waitFor();
    await page.getByRole("log").locator("[dir=auto]").first().waitFor();
  },
  admin: async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin${inside(direction)}`);
    await page.getByRole("heading").first().waitFor();
  },
  "admin-accuracy": async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin/accuracy${inside(direction)}`);
    await page.getByRole("table").waitFor();
  },
  "admin-sentiment": async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin/sentiment${inside(direction)}`);
    await page.getByRole("switch").first().waitFor();
  },
  insights: async (page, direction) => {
    await signIn(page, "supervisor");
    await page.goto(`/insights${inside(direction)}`);
    await page.getByRole("slider").waitFor();
  },
  "insights-hours": async (page, direction) => {
    await views.insights(page, direction);
    await page.getByRole("slider").press("Home");
    await page.getByRole("slider").press("PageDown");
    await page.getByRole("button", { name: "Hourly details", exact: true }).click();
    await page.getByRole("button", { name: "Back", exact: true }).waitFor();
    await page.getByRole("slider").press("ArrowLeft");
  },
  "insights-agents": async (page, direction) => {
    await views.insights(page, direction);
    await page.getByRole("tab", { name: "Agents", exact: true }).click();
    await page.getByRole("table").waitFor();
  },
  work: async (page, direction) => {
    await views.supervisor(page, direction);
    await troubled(page);
    await page.goto(`/supervisor/agents/agent1${inside(direction)}`);
    await page.getByRole("table").first().waitFor();
  },
  "insights-conversations": async (page, direction) => {
    await views.insights(page, direction);
    await page.getByRole("tab", { name: "Conversations", exact: true }).click();
    await page.getByRole("table").waitFor();
  },
  alerts: async (page, direction) => {
    await signIn(page, "supervisor");
    await troubled(page);
    await page.goto(`/alerts?state=all${direction === "rtl" ? "&dir=rtl" : ""}`);
    await page.getByRole("heading", { name: "Alerts" }).waitFor();
    await page.waitForLoadState("networkidle");
  },
  ...Object.fromEntries(["people", "queues", "routing", "rules", "rules/new", "supervision", "wrap-up", "blocks", "keys", "webhooks", "audit"].map((name) => [`admin-${name.replace("/", "-")}`, async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin/${name}${inside(direction)}`);
    await page.waitForLoadState("networkidle");
  }])),
  "admin-queue": async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin/queues${inside(direction)}`);
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("button", { name: "Save sentiment settings" }).waitFor();
  },
  "admin-person": async (page, direction) => {
    await signIn(page, "admin");
    await page.goto(`/admin/people${inside(direction)}`);
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByRole("checkbox").first().waitFor();
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
