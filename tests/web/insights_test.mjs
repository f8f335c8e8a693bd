// shows: H2 H3 H17 F19
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

/// Conversations that agent1 accepted, one a level.
async function talks(stage, levels, agent = "agent1") {
  for (const level of levels) {
    const customer = await stage.desk.visitor();
    await stage.desk.as(agent, "POST", `/conversations/${customer.id}/accept`);
    await customer.say(await stage.desk.pick(level));
  }
}

async function dashboards(stage, path = "/insights") {
  const page = await stage.person("supervisor1");
  await page.goto(path);
  await page.getByRole("heading", { name: "Insights", exact: true }).waitFor();
  return page;
}

const tile = (page, name) => page.getByRole("group", { name, exact: true });

async function choose(page, label, option) {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

export const tests = {
  "the tiles show what the API says, and a level as shape and word": async (stage) => {
    await talks(stage, ["very_negative", "negative", "very_positive", "neutral"]);
    const page = await dashboards(stage);
    const { sentiment } = await stage.desk.as("supervisor1", "GET", "/insights/summary");
    const average = tile(page, "Average sentiment");
    await average.waitFor();
    assert.ok((await average.innerText()).includes(sentiment.average_conversation_sentiment.value.toFixed(1)), await average.innerText());
    await average.getByRole("img").waitFor();
    assert.match(await tile(page, "Conversations with sentiment").innerText(), /\b4\b/);
    assert.match(await tile(page, "Negative").innerText(), new RegExp(`${Math.round(sentiment.percent_negative.value)}%`));
    assert.match(await tile(page, "Positive").innerText(), /nothing to compare with/);
    await page.getByRole("img", { name: /25% positive, 25% neutral, 50% negative/ }).waitFor();
  },

  "transfers, waits, service levels, messages and bots stand beside the feelings, as the API says": async (stage) => {
    await talks(stage, ["neutral", "neutral"]);
    const [{ id }] = (await stage.desk.as("agent1", "GET", "/conversations")).items;
    await stage.desk.as("agent1", "POST", `/conversations/${id}/transfer`, { agent: "agent2" });
    await stage.desk.as("agent2", "POST", `/conversations/${id}/accept`);
    await stage.desk.as("agent2", "POST", `/conversations/${id}/end`);
    await stage.desk.as("agent2", "POST", `/conversations/${id}/close`);
    const page = await dashboards(stage);
    const group = (name) => page.getByRole("group", { name, exact: true });
    await group("Service").getByRole("group", { name: "Transfer rate" }).getByText("100%").waitFor();
    await group("Accepted within").getByRole("group", { name: "10 seconds", exact: true }).getByText("100%").waitFor();
    assert.match(await group("Messages and help").getByRole("group", { name: "From customers", exact: true }).innerText(), /\b2\b/);
    assert.equal(await group("Bots").count(), 0, "nobody talked to a bot");
    const { key } = await stage.desk.as("admin", "POST", "/keys", { name: "bot", scope: "channel" });
    await stage.desk.ask("POST", "/conversations", key, { queue: "billing", channel: "live_chat", customer: {}, bot: true });
    await page.reload();
    assert.match(await group("Bots").getByRole("group", { name: "With a bot" }).innerText(), /\b1\b/);
  },

  "a change is told by colour, shape and word": async (stage) => {
    await talks(stage, ["neutral"]);
    const page = await stage.person("supervisor1");
    await page.route("**/api/v1/insights/summary*", async (route) => {
      const answer = await route.fetch();
      const body = await answer.json();
      body.sentiment.average_conversation_sentiment = { value: 60, previous: 50 };
      body.abandon_rate_percent = { value: 30, previous: 10 };
      body.conversations = { value: 240, previous: 20 };
      body.sentiment.conversations_with_sentiment = { value: 240, previous: scoredBefore };
      await route.fulfill({ response: answer, json: body });
    });
    let scoredBefore = 10;
    await page.goto("/insights");
    assert.match(await tile(page, "Average sentiment").innerText(), /Better, up 10\.0 points/);
    assert.match(await tile(page, "Abandon rate").innerText(), /Worse, up 20\.0 points/);
    const shape = (name) => tile(page, name).locator("svg path").last().getAttribute("d");
    assert.notEqual(await shape("Average sentiment"), await shape("Abandon rate"));
    assert.match(await tile(page, "Conversations").innerText(), /up from 20/);
    scoredBefore = 9;
    await page.reload();
    assert.match(await tile(page, "Average sentiment").innerText(), /no comparison: 9 before/);
    assert.match(await tile(page, "Abandon rate").innerText(), /Worse, up 20\.0 points/);
  },

  "filters stand in the address and stay when one goes from dashboard to dashboard and comes back": async (stage) => {
    await talks(stage, ["negative"]);
    const page = await dashboards(stage);
    await choose(page, "Period", "Last 7 days");
    await choose(page, "Queue", "billing");
    await page.waitForURL(/period=7.*queue=/);
    await page.getByRole("tab", { name: "Queues", exact: true }).click();
    await page.waitForURL(/view=queues/);
    const row = page.getByRole("table", { name: "Figures by queue" }).getByRole("row").filter({ hasText: "billing" });
    await row.waitFor();
    assert.match(page.url(), /period=7.*queue=/);
    await page.getByRole("link", { name: "Live board" }).click();
    await page.getByRole("link", { name: "Dashboards" }).click();
    await page.waitForURL(/period=7.*queue=/);
    await page.reload();
    assert.equal(await page.getByRole("combobox", { name: "Period", exact: true }).innerText(), "Last 7 days");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForURL((address) => !address.search.includes("period"));
  },

  "a day is chosen by the keyboard, its hours are shown, and Back returns": async (stage) => {
    await talks(stage, ["negative", "neutral"]);
    const page = await dashboards(stage);
    const chart = page.getByRole("slider", { name: "Day", exact: true });
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await page.getByRole("tab", { name: "Summary", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(), /^Queues/);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Tab");
    assert.equal(await focused(), "As table", "the tabs are one stop");
    const hourly = page.getByRole("button", { name: "Hourly details", exact: true });
    await chart.waitFor();
    assert.equal(await hourly.isDisabled(), true);
    await chart.press("ArrowRight");
    assert.match(await chart.getAttribute("aria-valuetext"), /of 100.*2 with a score/s);
    await hourly.click();
    await page.getByRole("heading", { name: /^Average sentiment by hour/ }).waitFor();
    await page.getByRole("button", { name: "As table", exact: true }).click();
    const table = page.getByRole("table", { name: /^Average sentiment by hour/ });
    await table.getByRole("row").nth(24).waitFor();
    assert.equal(await table.getByRole("row").count(), 25);
    assert.equal(await table.getByRole("row").filter({ hasText: /negative|Neutral/i }).count() > 0, true);
    await page.getByRole("button", { name: "Back", exact: true }).click();
    await page.getByRole("heading", { name: "Average sentiment by day" }).waitFor();
  },

  "queues and agents follow each other directly": async (stage) => {
    await talks(stage, ["negative"]);
    const page = await dashboards(stage, "/insights?view=queues");
    for (const [tab, table] of [["Agents", "Figures by agent"], ["Queues", "Figures by queue"], ["Agents", "Figures by agent"]]) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await page.getByRole("table", { name: table }).waitFor();
    }
  },

  "agents stand by name, and those with a small sample without feelings": async (stage) => {
    await talks(stage, ["very_negative", "very_negative"], "agent2");
    const page = await dashboards(stage, "/insights?view=agents");
    const row = page.getByRole("table", { name: "Figures by agent" }).getByRole("row").filter({ hasText: "agent2" });
    await row.waitFor();
    assert.doesNotMatch(await row.innerText(), /negative/i);
    await row.getByText("Too few to show").first().waitFor();
    await page.getByText(/agents are not ranked/).waitFor();
    await row.getByRole("button", { name: "Details of agent2" }).click();
    await page.waitForURL(/agent=/);
    await page.getByText(/too few scored conversations.* At least 5 are needed/).waitFor();
    await page.getByRole("group", { name: "Presence", exact: true }).getByRole("group", { name: "Signed in" }).getByText(/ h$/).waitFor();
    await page.getByRole("button", { name: "Back: Agents" }).click();
    await row.waitFor();
  },

  "the file has a row for each conversation; a refusal is told and not saved": async (stage) => {
    await talks(stage, ["negative", "neutral"]);
    const page = await dashboards(stage);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export CSV" }).click();
    const rows = readFileSync(await (await download).path(), "utf8").trim().split(/\r?\n/);
    assert.equal(rows.length, 3, rows.join("\n"));
    await page.route("**/insights/conversations.csv*", (route) => route.fulfill({ status: 422, contentType: "application/problem+json", body: JSON.stringify({ status: 422, title: "Invalid input", detail: "choose a shorter one" }) }));
    await page.getByRole("link", { name: "Export CSV" }).click();
    await page.getByRole("alert").filter({ hasText: "choose a shorter one" }).waitFor();
  },

  "an empty period says so, and a failure can be tried again": async (stage) => {
    const page = await dashboards(stage);
    await page.getByText("No conversation began in this period").waitFor();
    let broken = true;
    await page.route("**/api/v1/insights/summary*", (route) => (broken ? route.fulfill({ status: 500, contentType: "application/problem+json", body: "{}" }) : route.continue()));
    await page.reload();
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    broken = false;
    await again.click();
    await page.getByText("No conversation began in this period").waitFor();
  },

  "a day of the chart narrows the page by Enter and by click, as a chip and in the address": async (stage) => {
    await talks(stage, ["negative", "neutral"]);
    const page = await dashboards(stage);
    const chart = page.getByRole("slider", { name: "Day", exact: true });
    await chart.waitFor();
    await chart.press("End");
    await chart.press("Enter");
    await page.waitForURL(/[?&]on=\d{4}-\d{2}-\d{2}/);
    const chip = page.getByLabel("Filtered by").getByRole("button").filter({ hasText: /^Day: / });
    await chip.waitFor();
    await tile(page, "Conversations").filter({ hasText: "2" }).waitFor();
    const box = await chart.boundingBox();
    const asked = page.waitForResponse((answer) => answer.url().includes("/insights/summary?"));
    await chart.click({ position: { x: box.width / 2, y: 60 } });
    const day = new URL((await asked).url()).searchParams;
    assert.equal(Date.parse(day.get("to")) - Date.parse(day.get("from")), 86400000, "one day is asked for");
    await page.getByText("No conversation began in this period").waitFor();
    await chip.focus();
    await page.keyboard.press("Backspace");
    await page.waitForURL((address) => !address.search.includes("on="));
    await chart.waitFor();
  },

  "a zone leads to its conversations, which are narrowed further and open what was written": async (stage) => {
    await talks(stage, ["very_negative", "negative", "neutral"]);
    const page = await dashboards(stage);
    await page.getByRole("button", { name: "Negative: show the conversations", exact: true }).press("Enter");
    await page.waitForURL(/view=conversations.*level=all_negative/);
    const table = page.getByRole("table", { name: "Conversations", exact: true });
    const rows = table.locator("tbody tr");
    await rows.nth(1).waitFor();
    assert.equal(await rows.count(), 2);
    await choose(page, "Level", "Very negative");
    await rows.filter({ hasText: "Very negative" }).first().waitFor();
    await rows.nth(1).waitFor({ state: "detached" });
    await page.getByLabel("Filtered by").getByRole("button").filter({ hasText: "Very negative" }).click();
    await rows.nth(2).waitFor();
    await choose(page, "Status", "Closed");
    await page.getByText("No conversation fits").waitFor();
    await page.getByLabel("Filtered by").getByRole("button").filter({ hasText: "Closed" }).press("Delete");
    await choose(page, "Period", "Today");
    await rows.nth(2).waitFor();
    await rows.first().getByRole("link").click();
    await page.waitForURL(/\/supervisor\?conversation=/);
    await page.getByRole("log").locator("[dir=auto]").first().waitFor();
  },

  "no tile stands beside an empty place": async (stage) => {
    await talks(stage, ["negative"]);
    const page = await dashboards(stage);
    await tile(page, "Conversations").waitFor();
    for (const [width, side] of [[1440, 6], [1024, 4], [800, 3], [390, 2]]) {
      await page.setViewportSize({ width, height: 844 });
      await page.waitForFunction((most) => {
        const tiles = [...document.querySelectorAll('[role=group][aria-label="Service"] > *')].map((each) => each.getBoundingClientRect().top);
        return tiles.filter((top) => top === tiles[0]).length === most;
      }, side);
      const lonely = await page.evaluate(() => [...document.querySelectorAll('[role=group]:has(> [role=group])')].flatMap((group) => {
        const tiles = [...group.children].map((each) => each.getBoundingClientRect());
        const inLastRow = tiles.filter(({ top }) => Math.abs(top - tiles.at(-1).top) < 2);
        const isFull = Math.abs(tiles.at(-1).width - group.getBoundingClientRect().width) < 2;
        return inLastRow.length === 1 && !isFull ? [group.getAttribute("aria-label")] : [];
      }));
      assert.deepEqual(lonely, [], `${width} px`);
    }
  },

  "days of one's own may stand the wrong way round while one changes them; nothing is asked for, and the focus stays": async (stage) => {
    const page = await dashboards(stage, "/insights?period=own&from=2026-03-01&to=2026-03-05");
    await page.getByText("No conversation began in this period").waitFor();
    const calls = [];
    page.on("request", (request) => { if (request.url().includes("/insights/summary")) calls.push(new URL(request.url()).searchParams.toString()); });
    const [from, to] = ["From", "To"].map((name) => page.getByLabel(name, { exact: true }));
    const fault = page.getByText("The first day must not be after the last.");
    await from.fill("2026-03-10");
    await fault.waitFor();
    assert.ok(await from.evaluate((field) => field === document.activeElement));
    assert.equal(await to.inputValue(), "2026-03-05");
    await to.fill("0002-03-12"); // as a browser reports a year that is being typed
    await fault.waitFor();
    await to.fill("2026-03-12");
    await page.getByText("No conversation began in this period").waitFor();
    assert.ok(await to.evaluate((field) => field === document.activeElement));
    assert.equal(await fault.count(), 0);
    assert.deepEqual(calls.map((call) => call.slice(0, 29)), ["from=2026-03-10&to=2026-03-13"]);
  },
};
