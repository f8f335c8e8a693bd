// shows: E6 E11 F2 F3 F17 F19
import assert from "node:assert/strict";
import { password } from "../tools/server.mjs";
import { inView } from "./admin.mjs";
import { notificationOn, rowOf } from "./stage.mjs";

async function assigned(stage) {
  const customer = await stage.desk.visitor();
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  return customer;
}

/// Resolves with the next live frame of the page that fits.
function frame(socket, fits) {
  return socket.waitForEvent("framereceived", ({ payload }) => fits(String(payload)));
}

export const tests = {
  "Ignore puts the notification away and leaves the conversation as it is": async (stage) => {
    const supervisor = await stage.person("supervisor1");
    const customer = await assigned(stage);
    await rowOf(supervisor, customer.title).waitFor();
    await customer.say(await stage.desk.pick("very_negative"));
    const notification = notificationOn(supervisor);
    await notification.getByRole("button", { name: "Ignore", exact: true }).click();
    await notification.waitFor({ state: "detached" });
    const { items } = await stage.desk.as("supervisor1", "GET", `/alerts?audience=supervisor&conversation=${customer.id}`);
    assert.deepEqual(items.map(({ state }) => state), ["ignored"]);
    const { state, level } = await stage.desk.as("admin", "GET", `/conversations/${customer.id}`);
    assert.deepEqual([state, level], ["active", "very_negative"]);
  },

  "a notification follows the agent and the level of its conversation, and goes when monitoring is switched off": async (stage) => {
    const supervisor = await stage.person("supervisor1");
    const customer = await stage.desk.visitor();
    const row = rowOf(supervisor, customer.title);
    await row.waitFor();
    await customer.say(await stage.desk.pick("very_negative"));
    const notification = notificationOn(supervisor);
    await notification.getByText("No agent").waitFor();
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    await notification.getByText("agent1").waitFor();
    for (let count = 0; count < 4; count++) await customer.say(await stage.desk.pick("very_positive"));
    const level = (await stage.desk.as("admin", "GET", `/conversations/${customer.id}`)).level.replace("_", " ");
    assert.notEqual(level, "very negative");
    await notification.getByText(level[0].toUpperCase() + level.slice(1), { exact: true }).waitFor();
    await stage.desk.settings({ enabled: false });
    await notification.waitFor({ state: "detached" });
  },

  "the newest notification stands first, the oldest wait behind the count": async (stage) => {
    const page = await stage.person("supervisor1");
    const low = await stage.desk.pick("very_negative");
    const stack = page.getByRole("region", { name: "Notifications" });
    const customers = [];
    for (let count = 0; count < 4; count++) {
      const customer = await assigned(stage);
      await rowOf(page, customer.title).waitFor(); // from then on the page hears live what happens
      await customer.say(low);
      await stack.getByRole("alert").first().filter({ hasText: customer.title }).waitFor();
      customers.unshift(customer.title);
    }
    await stack.getByText("1 more notification", { exact: true }).waitFor();
    const shown = await stack.getByRole("alert").allInnerTexts();
    assert.deepEqual(shown.map((text) => customers.findIndex((title) => text.includes(title))), [0, 1, 2]);
  },

  "a pointer that rests on a row keeps the order for twenty seconds, and no longer": async (stage) => {
    const customers = [await assigned(stage), await assigned(stage)];
    const page = await stage.person("supervisor1");
    for (const { title } of customers) await rowOf(page, title).waitFor();
    const order = () => page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.dataset.conversation));
    const before = await order();
    const { id, title } = customers.find((each) => each.id === before[1]);
    await page.clock.install();
    await rowOf(page, title).hover();
    await page.getByText("Order kept while you are on a row").waitFor();
    await stage.desk.as("agent1", "POST", `/conversations/${id}/raise_hand`, { raised: true });
    await rowOf(page, title).getByRole("img", { name: "agent1 asks for help" }).waitFor();
    assert.deepEqual(await order(), before);
    await page.clock.fastForward(20000);
    await page.waitForFunction((first) => document.querySelector("tbody tr")?.dataset.conversation === first, id);
    await page.getByText("Sorted by need of help").waitFor();
  },

  "beside the panel the figures fill their rows, the filters one, and notifications leave the panel and the customers free": async (stage) => {
    const page = await stage.person("supervisor1");
    const customer = await assigned(stage);
    await page.goto(`/supervisor?conversation=${customer.id}`);
    const panel = page.getByRole("region", { name: "Monitored conversation" });
    await panel.waitFor();
    await customer.say(await stage.desk.pick("very_negative"));
    await notificationOn(page).waitFor();
    const boxOf = (locator) => locator.boundingBox();
    const tiles = page.getByRole("list", { name: "At a glance" });
    const [whole, levels] = [await boxOf(tiles), await boxOf(tiles.getByRole("listitem").last())];
    assert.ok(Math.abs(whole.width - levels.width) < 2, "the levels have their row to themselves");
    const [first, pause] = [await boxOf(page.getByRole("group", { name: "Filters" }).getByRole("combobox").first()), await boxOf(page.getByRole("button", { name: "Pause updates" }))];
    assert.ok(Math.abs(first.y - pause.y) < 8, "Pause stands beside the filters");
    const [stack, side, name] = [await boxOf(page.getByRole("region", { name: "Notifications" })), await boxOf(panel), await boxOf(page.getByRole("columnheader", { name: "Customer", exact: true }))];
    assert.ok(stack.x + stack.width <= side.x && stack.x >= name.x + name.width, JSON.stringify({ stack, side, name }));
  },

  "a name from right to left leaves the words beside it in their places": async (stage) => {
    const page = await stage.person("supervisor1");
    const customer = await stage.desk.visitor({ name: "שרה כוהין" });
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    await customer.say(await stage.desk.pick("very_negative"));
    await page.goto(`/supervisor?conversation=${customer.id}`);
    const head = page.getByRole("log").getByRole("time").or(page.getByRole("log").locator("time")).first();
    await head.waitFor();
    const [name, hour] = await head.evaluate((element) => {
      const node = element.firstChild;
      const leftOf = (from, to) => {
        const range = document.createRange();
        range.setStart(node, from);
        range.setEnd(node, to);
        return range.getBoundingClientRect().left;
      };
      const digit = node.data.search(/\d/);
      return [leftOf(node.data.indexOf("ש"), node.data.indexOf("ש") + 1), leftOf(digit, digit + 1)];
    });
    assert.ok(name < hour, "the name, then the time");
  },

  "with forced colours need, levels, the live lamp, marked words and the page one is on are still told apart": async (stage) => {
    const page = await stage.person("supervisor1", { forcedColors: "active", colorScheme: "dark" });
    const customer = await assigned(stage);
    await customer.say(await stage.desk.pick("very_negative"));
    await page.goto(`/supervisor?conversation=${customer.id}`);
    const colour = (locator, which) => locator.evaluate((element, property) => getComputedStyle(element)[property], which);
    const ground = await colour(page.locator("body"), "backgroundColor");
    const row = rowOf(page, customer.title);
    await row.waitFor();
    for (const shown of [row.getByRole("img", { name: "High", exact: true }).locator("span").last(), page.getByRole("list", { name: "At a glance" }).getByRole("button", { name: /^Very negative/ }).locator("span").first(), page.getByRole("status").filter({ hasText: "Live" }).locator("span").first()]) {
      assert.ok(![ground, "rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"].includes(await colour(shown, "backgroundColor")), await colour(shown, "backgroundColor"));
    }
    const entry = (name) => colour(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name }), "borderBottomColor");
    assert.notEqual(await entry("Live board"), await entry("Alerts"));
    const mark = page.getByRole("log").locator("mark").first();
    assert.notEqual(await colour(mark, "color"), "rgb(0, 0, 0)");
  },

  "who joined is not told to reply once the conversation is over": async (stage) => {
    const page = await stage.person("supervisor1");
    const customer = await assigned(stage);
    await page.goto(`/supervisor?conversation=${customer.id}`);
    const panel = page.getByRole("region", { name: "Monitored conversation" });
    await panel.getByRole("button", { name: "Join", exact: true }).click();
    await panel.getByText("The customer reads what you reply.").waitFor();
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/end`);
    await panel.getByText("The conversation is over: nothing more is written to the customer.").waitFor();
    assert.equal(await panel.getByText("The customer reads what you reply.").count(), 0);
  },

  "who pressed Monitor is told in the notification of the other supervisors, and in its place in their inbox": async (stage) => {
    await stage.desk.as("admin", "POST", "/users", { name: "supervisor2", password, role: "supervisor", queues: ["billing"], must_change_password: false });
    const first = await stage.person("supervisor1");
    const second = await stage.person("supervisor2");
    const customer = await assigned(stage);
    await rowOf(second, customer.title).waitFor();
    await customer.say(await stage.desk.pick("very_negative"));
    await notificationOn(second).filter({ hasText: customer.title }).waitFor();
    await notificationOn(first).getByRole("button", { name: "Monitor", exact: true }).click();
    await first.getByRole("region", { name: "Monitored conversation" }).waitFor();
    await notificationOn(second).getByText("supervisor1 is monitoring this conversation.").waitFor();
    await second.goto("/alerts");
    await second.getByText("supervisor1 is monitoring this conversation.").waitFor();
  },

  "a row tells customer, feeling, agent, queue, status, wait, transfers and language": async (stage) => {
    const customer = await assigned(stage);
    await customer.say(await stage.desk.pick("negative"));
    const page = await stage.person("supervisor1");
    const row = rowOf(page, customer.title);
    await row.getByText("Negative", { exact: true }).waitFor();
    const names = await page.getByRole("columnheader").allInnerTexts();
    const told = await row.getByRole("cell").allInnerTexts();
    const of = (column) => told[names.indexOf(column)];
    assert.match(of("Customer"), new RegExp(customer.title));
    assert.deepEqual(["Agent", "Queue", "Status", "Unanswered", "Transfers"].map(of), ["agent1", "billing", "Active", "1", "0"]);
    assert.match(of("Waiting"), /^\d+:\d\d$/);
    assert.match(of("Language"), /English|en/);
  },

  "Pause freezes the board, Resume brings it up to date": async (stage) => {
    const page = await stage.window();
    const opened = page.waitForEvent("websocket", (socket) => socket.url().endsWith("/api/v1/live"));
    await page.goto("/sign-in");
    await stage.fillSignIn(page, "supervisor1");
    const socket = await opened;
    const [calm, angry] = await stage.desk.sequence("neutral", "slightly_negative");
    const customer = await assigned(stage);
    await customer.say(calm);
    const row = rowOf(page, customer.title);
    await row.getByText("Neutral", { exact: true }).waitFor();
    const course = () => row.getByRole("img", { name: /^Course of/ }).getAttribute("aria-label");
    const before = await course();
    await page.getByRole("button", { name: "Pause updates" }).click();
    await page.getByRole("button", { name: "Resume updates" }).waitFor();
    const came = frame(socket, (text) => text.includes('"message"') && text.includes("slightly_negative"));
    await customer.say(angry);
    await came;
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    assert.equal(await row.getByText("Neutral", { exact: true }).count(), 1);
    assert.equal(await course(), before, "the line stands still too");
    await page.getByRole("button", { name: "Resume updates" }).click();
    await row.getByText("Slightly negative", { exact: true }).waitFor();
  },

  "the board shows every running conversation of the queue, and a closed one leaves it": async (stage) => {
    const first = await assigned(stage);
    const supervisor = await stage.person("supervisor1");
    await rowOf(supervisor, first.title).waitFor();
    const second = await stage.desk.visitor();
    await rowOf(supervisor, second.title).waitFor();
    await stage.desk.as("supervisor1", "POST", `/conversations/${second.id}/force_close`);
    await rowOf(supervisor, second.title).waitFor({ state: "detached" });
    await supervisor.getByRole("columnheader", { name: /Customer sentiment/ }).waitFor();
  },

  "a customer who writes again waits since the first message without an answer, and the board shows how often they were handed on": async (stage) => {
    const customer = await assigned(stage);
    await customer.say(await stage.desk.pick("neutral"));
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/transfer`, { agent: "agent2" });
    const page = await stage.window();
    await page.route(/\/api\/v1\/conversations\?/, async (route) => { // the customer began to wait ten minutes ago
      const answer = await route.fetch();
      const body = await answer.json();
      for (const each of body.items) each.unanswered_since = new Date(Date.parse(each.unanswered_since) - 600000).toISOString();
      await route.fulfill({ response: answer, json: body });
    });
    await page.goto("/sign-in");
    await stage.fillSignIn(page, "supervisor1");
    const row = rowOf(page, customer.title);
    await row.getByText(/^10:\d\d$/).waitFor();
    const header = page.getByRole("columnheader");
    const place = (await header.allInnerTexts()).findIndex((name) => name === "Transfers");
    assert.equal(await row.getByRole("cell").nth(place).innerText(), "1");
  },

  "an alert that was missed waits in the inbox": async (stage) => {
    await stage.desk.token("supervisor1");
    await stage.desk.as("supervisor1", "PUT", "/me/presence", { presence: "away" });
    const customer = await assigned(stage);
    await customer.say(await stage.desk.pick("very_negative"));
    const supervisor = await stage.person("supervisor1");
    await supervisor.getByRole("button", { name: /^Alerts/ }).click();
    await supervisor.getByText(customer.title).first().waitFor();
  },

  "a figure or a level filters the board by click and by Enter, as a chip and in the address, and the chip takes it away": async (stage) => {
    const calm = await assigned(stage);
    await calm.say(await stage.desk.pick("neutral"));
    await stage.desk.as("agent1", "POST", `/conversations/${calm.id}/messages`, { text: "Thank you." });
    const angry = await assigned(stage);
    await angry.say(await stage.desk.pick("very_negative"));
    const page = await stage.person("supervisor1");
    const glance = page.getByRole("list", { name: "At a glance" });
    const chips = page.getByRole("toolbar", { name: "Filtered by" }).or(page.getByRole("listbox", { name: "Filtered by" })).or(page.getByLabel("Filtered by"));
    const shown = async (...titles) => {
      for (const title of titles) await rowOf(page, title).waitFor();
      for (const title of [calm.title, angry.title].filter((one) => !titles.includes(one))) await rowOf(page, title).waitFor({ state: "detached" });
    };
    await shown(calm.title, angry.title);
    const negative = glance.getByRole("button", { name: /^Negative/ });
    await negative.click();
    await shown(angry.title);
    await page.waitForURL(/level=all_negative/);
    assert.equal(await negative.getAttribute("aria-pressed"), "true");
    await page.reload();
    await shown(angry.title);
    const chip = chips.getByRole("button").filter({ hasText: "All negative" });
    await chip.focus();
    await page.keyboard.press("Delete");
    await shown(calm.title, angry.title);
    await page.waitForURL((address) => !address.search.includes("level"));
    const neutral = glance.getByRole("button", { name: "Neutral: 1", exact: true });
    await neutral.focus();
    await page.keyboard.press("Enter");
    await shown(calm.title);
    await page.waitForURL(/level=neutral/);
    await chips.getByRole("button").filter({ hasText: "Neutral" }).click();
    await shown(calm.title, angry.title);
    await glance.getByRole("button", { name: /^Need help/ }).click();
    await shown(angry.title);
    await page.waitForURL(/only=need/);
    await glance.getByRole("button", { name: /^Need help/ }).click();
    await glance.getByRole("button", { name: /^Longest wait/ }).click();
    await shown(angry.title);
    await chips.getByRole("button").filter({ hasText: "Customer waits" }).waitFor();
  },

  "at twice the size the rows are still reached, and on a narrow screen the figures fill their rows": async (stage) => {
    const customer = await stage.desk.visitor();
    const page = await stage.person("supervisor1", { viewport: { width: 720, height: 450 } });
    const cell = rowOf(page, customer.title).getByText(customer.title);
    await cell.scrollIntoViewIfNeeded();
    assert.ok(await inView(cell), "the row is seen");
    for (const width of [720, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForFunction(() => {
        const list = document.querySelector('ul[aria-label="At a glance"]');
        const edge = list.getBoundingClientRect().right;
        const rows = Map.groupBy([...list.children].map((each) => each.getBoundingClientRect()), ({ top }) => Math.round(top));
        return [...rows.values()].every((boxes) => Math.abs(Math.max(...boxes.map(({ right }) => right)) - edge) < 2);
      });
    }
  },
};
