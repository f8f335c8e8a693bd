// One page test's stage: a server with people, and a browser window for each of them.
import { Desk } from "../tools/desk.mjs";
import { openWindow } from "../tools/browser.mjs";
import { password } from "../tools/server.mjs";

const starts = { agent1: "/agent", agent2: "/agent", supervisor1: "/supervisor", supervisor2: "/supervisor", admin: "/admin" };

export class Stage {
  static async open(browser) {
    const stage = new Stage();
    stage.browser = browser;
    stage.windows = [];
    stage.desk = await Desk.open({ settings: { agent_threshold: "negative", supervisor_threshold: "negative" } });
    return stage;
  }

  async close() {
    for (const { context } of this.windows) await context.close();
    await this.desk.close();
  }

  /// What the pages themselves got wrong during the test.
  faults() {
    return this.windows.flatMap(({ faults }) => faults);
  }

  async window(options) {
    const opened = await openWindow(this.browser, { baseURL: this.desk.origin, ...options });
    this.windows.push(opened);
    return opened.page;
  }

  async fillSignIn(page, name, secret = password) {
    await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await page.getByLabel("Password", { exact: true }).fill(secret);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  /// A window in which this person is signed in, on their own page.
  async person(name, options) {
    const page = await this.window(options);
    await page.goto("/sign-in");
    await this.fillSignIn(page, name);
    await page.waitForURL(`**${starts[name]}**`);
    return page;
  }

  /// A window of a visitor on the chat page.
  async visitor(options) {
    const page = await this.window(options);
    await page.goto("/chat?queue=billing");
    await page.getByRole("textbox", { name: "Message", exact: true }).waitFor();
    return page;
  }

  async write(page, text) {
    await page.getByRole("textbox", { name: "Message", exact: true }).fill(text);
    await page.getByRole("button", { name: "Send", exact: true }).click();
  }
}

/// The conversation on the agent's page.
export function conversationOn(page) {
  return page.getByRole("region", { name: "Conversation", exact: true });
}

export function sentimentOn(page, words) {
  return conversationOn(page).getByLabel(`Customer sentiment: ${words}`, { exact: true }).first();
}

/// The supervisor's row of this customer.
export function rowOf(page, title) {
  const board = page.getByRole("table", { name: "Ongoing conversations" }).or(page.getByRole("grid", { name: "Ongoing conversations" }));
  return board.getByRole("row").filter({ hasText: title });
}

export function notificationOn(page) {
  const withButtons = { has: page.getByRole("button", { name: "Ignore", exact: true }) };
  return page.getByRole("alert").filter(withButtons).or(page.getByRole("alertdialog").filter(withButtons)).first();
}

/// Waits until something in the agent's list *Sessions* has a description that contains these words.
export function describedSession(page, words, present = true) {
  return page.waitForFunction(
    ([wanted, there]) => {
      const list = [...document.querySelectorAll('ul, ol, [role="list"], [role="listbox"]')].find((one) => one.getAttribute("aria-label") === "Sessions");
      if (!list) return false;
      const descriptionOf = (element) => {
        const ids = (element.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean);
        const told = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
        return told || element.getAttribute("aria-description") || element.getAttribute("title") || "";
      };
      return [...list.querySelectorAll("*")].some((element) => descriptionOf(element).includes(wanted)) === there;
    },
    [words, present],
  );
}

/// Takes what waits; the page then has it in focus, which may come later than its place in the list.
export async function accept(page, title) {
  const list = page.getByRole("list", { name: "Sessions", exact: true });
  const item = list.getByRole("listitem").filter({ hasText: title });
  await item.getByRole("button", { name: "Accept", exact: true }).click();
  await item.getByRole("button", { name: "Accept", exact: true }).waitFor({ state: "detached" });
  await conversationOn(page).getByText(title).first().waitFor();
}

export async function focusSession(page, title) {
  await page.getByRole("list", { name: "Sessions", exact: true }).getByRole("button").filter({ hasText: title }).first().click();
  await conversationOn(page).getByText(title).first().waitFor();
}
