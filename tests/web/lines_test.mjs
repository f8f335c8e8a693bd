// shows: D8 D11
// What the pages do while the line to the server is poor, and when names change under them.
import assert from "node:assert/strict";
import { accept, conversationOn, focusSession, rowOf } from "./stage.mjs";

const sessions = (page) => page.getByRole("list", { name: "Sessions", exact: true });
const entry = (page, title) => sessions(page).getByRole("listitem").filter({ hasText: title });
const isFocused = (page, title) => sessions(page).locator('[aria-current="true"]').filter({ hasText: title }).waitFor();

/// A proxy on the way that knows no WebSocket.
const withoutWebSocket = (page) => page.routeWebSocket("**/live", (socket) => socket.close());

/// Holds back the answers to these calls until the test lets them go; `asked` resolves when one is there.
async function holdBack(page, path) {
  const asked = Promise.withResolvers();
  const released = Promise.withResolvers();
  await page.route(path, async (route) => {
    asked.resolve();
    await released.promise;
    await route.continue();
  });
  return { asked: asked.promise, go: released.resolve };
}

export const tests = {
  "how far the agent has read is told where a proxy forbids WebSocket, and the count goes in another window": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.window();
    await withoutWebSocket(page);
    await page.goto("/sign-in");
    await stage.fillSignIn(page, "agent1");
    await page.waitForURL("**/agent**");
    await accept(page, customer.title);
    await page.getByText("Live", { exact: true }).waitFor();
    const marked = page.waitForResponse((answer) => answer.url().endsWith(`/conversations/${customer.id}/read`) && answer.ok());
    const { id } = await customer.say("Where is my parcel?");
    await marked;
    const { read_by_agent: read, unread } = await stage.desk.as("agent1", "GET", `/conversations/${customer.id}?unread=true`);
    assert.deepEqual({ read, unread }, { read: id, unread: 0 });
  },

  "over an event stream, conversations that are taken on cost one more stream and no list": async (stage) => {
    const [first, second] = [await stage.desk.visitor(), await stage.desk.visitor()];
    const page = await stage.window();
    await withoutWebSocket(page);
    await page.goto("/sign-in");
    await stage.fillSignIn(page, "agent1");
    await page.waitForURL("**/agent**");
    await page.getByText("Live", { exact: true }).waitFor();
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await accept(page, first.title);
    await accept(page, second.title);
    await second.say("Where is my parcel?");
    await conversationOn(page).getByText("Where is my parcel?").waitFor();
    await page.getByText("Live", { exact: true }).waitFor();
    const streams = asked.filter(({ pathname }) => pathname.endsWith("/live"));
    assert.ok(streams.length >= 1 && streams.length <= 2, `${streams.length} streams`);
    assert.deepEqual(asked.filter(({ pathname }) => pathname.endsWith("/conversations")).map(String), []);
  },

  "who looks at another session while an answer is on its way goes on looking at it": async (stage) => {
    const [first, second, third] = [await stage.desk.visitor(), await stage.desk.visitor(), await stage.desk.visitor()];
    const page = await stage.person("agent1");
    await accept(page, first.title);
    await accept(page, second.title);
    const held = await holdBack(page, "**/accept");
    await entry(page, third.title).getByRole("button", { name: "Accept", exact: true }).click();
    await held.asked;
    await focusSession(page, first.title);
    held.go();
    await entry(page, third.title).getByRole("button", { name: "Accept", exact: true }).waitFor({ state: "detached" });
    await isFocused(page, first.title);
    await stage.desk.as("agent1", "POST", `/conversations/${first.id}/end`);
    const closing = await holdBack(page, "**/close");
    await page.getByRole("button", { name: "Close session", exact: true }).click();
    await closing.asked;
    await focusSession(page, second.title);
    closing.go();
    await entry(page, first.title).waitFor({ state: "detached" });
    await isFocused(page, second.title);
  },

  "an answer that comes after its dialog was left closes no other one, and takes no keyboard away": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    const held = await holdBack(page, "**/transfer");
    await conversationOn(page).getByRole("button", { name: "Transfer", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /agent2/ }).check();
    await dialog.getByRole("button", { name: "Transfer", exact: true }).click();
    await held.asked;
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await conversationOn(page).getByRole("button", { name: "Ask a colleague", exact: true }).click();
    await dialog.getByRole("radio", { name: /agent2/ }).waitFor();
    const done = page.waitForResponse((answer) => answer.url().endsWith("/transfer"));
    held.go();
    await done;
    await page.getByText("Handed on (1)").waitFor();
    await dialog.getByRole("button", { name: "Cancel", exact: true }).waitFor();
  },

  "a reply that could not be sent survives a reload and is sent once, and never in the name of the next one": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    const refuse = (route) => (route.request().method() === "POST" ? route.abort() : route.continue());
    await page.route("**/messages", refuse);
    await stage.write(page, "Your parcel comes today.");
    const again = page.getByRole("button", { name: "Send again", exact: true });
    await again.waitFor();
    await page.reload();
    await again.waitFor();
    await page.unroute("**/messages", refuse);
    await again.click();
    await again.waitFor({ state: "detached" });
    const sent = async () => (await stage.desk.as("admin", "GET", `/conversations/${customer.id}/messages`)).items.map(({ text }) => text);
    assert.deepEqual(await sent(), ["Your parcel comes today."]);
    await page.route("**/messages", refuse);
    await stage.write(page, "This one stays.");
    await again.waitFor();
    await page.getByRole("button", { name: "Account of agent1", exact: false }).click();
    await page.getByRole("menuitem", { name: "Sign out", exact: true }).click();
    await page.waitForURL("**/sign-in**");
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("unsent"))), []);
  },

  "the capacity is told in the units that the server counts": async (stage) => {
    const [first, second] = [await stage.desk.visitor(), await stage.desk.visitor()];
    await stage.desk.as("admin", "PATCH", "/users/agent1", { capacity: 5 });
    const page = await stage.person("agent1");
    await accept(page, first.title);
    await page.getByText("1 of 5 sessions", { exact: true }).waitFor();
    await stage.desk.as("admin", "PATCH", "/queues/billing", { units: 3 });
    await page.getByText("3 of 5 units", { exact: true }).waitFor();
    const supervisor = await stage.person("supervisor1");
    await supervisor.getByRole("button", { name: `Actions for ${second.title}`, exact: true }).click();
    await supervisor.getByRole("menuitem", { name: /^Assign/ }).click();
    const dialog = supervisor.getByRole("dialog");
    await dialog.getByRole("radio", { name: /agent1 3 of 5 units/ }).check();
    await dialog.getByText("That is 1 unit more than agent1 is meant to hold.").waitFor();
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
    await accept(page, second.title);
    await page.getByRole("status").getByText("Your sessions take 6 units, more than your 5, and you are set to Do not disturb", { exact: false }).waitFor();
    await stage.desk.as("admin", "PATCH", "/users/agent1", { capacity: 6 });
    await page.getByText("6 of 6 units", { exact: true }).waitFor();
  },

  "queues and people are called by their new names at once, without a line that begins anew": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("agent1");
    await accept(page, customer.title);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, customer.title).getByText("billing").waitFor();
    let sockets = 0;
    page.on("websocket", () => sockets++);
    await stage.desk.as("admin", "PATCH", "/queues/billing", { name: "invoices" });
    await entry(page, customer.title).getByText("invoices").waitFor();
    await rowOf(supervisor, customer.title).getByText("invoices").waitFor();
    await stage.desk.as("admin", "PATCH", "/users/agent1", { name: "agent9" });
    await rowOf(supervisor, customer.title).getByText("agent9").waitFor();
    await page.getByRole("button", { name: "Account of agent9", exact: false }).waitFor();
    await page.getByRole("button", { name: "Home", exact: true }).click();
    await page.getByText("Good to see you, agent9").waitFor();
    await page.getByText("invoices", { exact: false }).first().waitFor();
    assert.equal(sockets, 0);
  },
};
