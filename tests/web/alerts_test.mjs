import assert from "node:assert/strict";

async function angry(stage) {
  const customer = await stage.desk.visitor();
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  const [calm, low] = await stage.desk.sequence("neutral", "negative");
  await customer.say(calm);
  await customer.say(low);
  return customer;
}

const itemOf = (page, title) => page.getByRole("list", { name: "Alerts", exact: true }).getByRole("listitem").filter({ hasText: title });
const stateTab = (page, name) => page.getByRole("tab", { name, exact: true }).click();
const alertsOf = async (stage, { id }, audience) => (await stage.desk.as("admin", "GET", `/alerts?conversation=${id}`)).items.filter((each) => each.audience === audience);

export const tests = {
  "a supervisor acknowledges, then resolves with a reason, and others read who did and why": async (stage) => {
    const customer = await angry(stage);
    const page = await stage.person("supervisor1");
    await page.getByRole("link", { name: "Alerts", exact: true }).click();
    const item = itemOf(page, customer.title);
    await item.waitFor();
    assert.match(await item.innerText(), /Negative[^]*Fell from Neutral[^]*agent1 · billing/);
    await item.getByRole("button", { name: `Acknowledge: ${customer.title}` }).click();
    await page.getByText("No open alert").waitFor();
    await stateTab(page, "Acknowledged");
    await page.waitForURL(/state=acknowledged/);
    await item.getByText(/^Acknowledged by supervisor1/).waitFor();
    await item.getByRole("button", { name: `Resolve: ${customer.title}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("Called the customer back.");
    await dialog.getByRole("button", { name: "Resolve", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await stateTab(page, "Resolved");
    await item.getByText("“Called the customer back.”").waitFor();
    assert.match(await item.innerText(), /Resolved by supervisor1.*after \d+:\d\d/);
    assert.equal(await item.getByRole("button", { name: /^Resolve/ }).count(), 0);
    const [{ state, reason, handled_by }] = await alertsOf(stage, customer, "supervisor");
    assert.deepEqual([state, reason, handled_by.name], ["resolved", "Called the customer back.", "supervisor1"]);
  },

  "an agent sees the alerts of their own sessions and opens one": async (stage) => {
    const customer = await angry(stage);
    const page = await stage.person("agent1");
    await page.getByRole("link", { name: "Alerts", exact: true }).click();
    const item = itemOf(page, customer.title);
    await item.waitFor();
    assert.equal(await item.count(), 1, "what is for supervisors is not the agent's");
    await item.getByRole("button", { name: `Open: ${customer.title}` }).click();
    await page.waitForURL(`**/agent?conversation=${customer.id}`);
    await page.getByRole("region", { name: "Conversation", exact: true }).getByRole("log").waitFor();
  },

  "Monitor on an alert of a conversation that nobody has yet opens it and acknowledges the alert, which the others see": async (stage) => {
    const customer = await stage.desk.visitor();
    const [calm, low] = await stage.desk.sequence("neutral", "negative");
    await customer.say(calm);
    await customer.say(low);
    const other = await stage.person("admin");
    await other.goto("/alerts?state=acknowledged");
    await other.getByText("No alert in this state").waitFor();
    const page = await stage.person("supervisor1");
    await page.goto("/alerts");
    await itemOf(page, customer.title).getByRole("button", { name: `Monitor: ${customer.title}` }).click();
    await page.waitForURL(`**/supervisor?conversation=${customer.id}`);
    const panel = page.getByRole("region", { name: "Monitored conversation" });
    await panel.getByText("No agent has this conversation yet.").waitFor();
    await panel.getByRole("log").getByText(low).waitFor();
    await itemOf(other, customer.title).getByText(/^Acknowledged by supervisor1/).waitFor();
    assert.deepEqual((await alertsOf(stage, customer, "supervisor")).map(({ state, handled_by }) => [state, handled_by.name]), [["acknowledged", "supervisor1"]]);
  },

  "Monitor on a notification takes the alert also for who has joined the conversation already": async (stage) => {
    const customer = await stage.desk.visitor();
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const [calm, low] = await stage.desk.sequence("neutral", "negative");
    await customer.say(calm);
    await stage.desk.as("supervisor1", "POST", `/conversations/${customer.id}/join`);
    const page = await stage.person("supervisor1");
    await page.goto(`/supervisor?conversation=${customer.id}`);
    await page.getByRole("region", { name: "Monitored conversation" }).getByRole("log").getByText(calm).waitFor();
    await customer.say(low);
    await page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Monitor" }).waitFor();
    const taken = page.waitForResponse((answer) => answer.url().endsWith(`${customer.id}/monitor`));
    await page.getByRole("region", { name: "Notifications" }).getByRole("button", { name: "Monitor" }).click();
    assert.equal((await taken).status(), 200);
    assert.deepEqual((await alertsOf(stage, customer, "supervisor")).map(({ taken_by }) => taken_by?.name), ["supervisor1"]);
  },

  "a refusal is told in the row of the alert": async (stage) => {
    const customer = await angry(stage);
    const page = await stage.person("supervisor1");
    await page.goto("/alerts");
    const item = itemOf(page, customer.title);
    await item.waitFor();
    await page.route("**/acknowledge", (route) => route.fulfill({ status: 503, headers: { "Retry-After": "7" }, contentType: "application/problem+json", body: "{}" }));
    await item.getByRole("button", { name: `Acknowledge: ${customer.title}` }).click();
    await item.getByRole("alert").filter({ hasText: "That did not work: The server is busy. Try again in 7 s." }).waitFor();
    assert.equal((await alertsOf(stage, customer, "supervisor"))[0].state, "open");
  },

  "the list follows live": async (stage) => {
    const page = await stage.person("supervisor1");
    await page.goto("/alerts");
    await page.getByText("No open alert").waitFor();
    const customer = await angry(stage);
    await itemOf(page, customer.title).waitFor();
    const [{ id }] = await alertsOf(stage, customer, "supervisor");
    await stage.desk.as("admin", "POST", `/alerts/${id}/ignore`);
    await page.getByText("No open alert").waitFor();
    await stateTab(page, "Ignored");
    await itemOf(page, customer.title).getByText(/^Ignored by admin/).waitFor();
  },

  "the words of the first tab stand under the title, on wide screens and on narrow ones": async (stage) => {
    const page = await stage.person("supervisor1");
    await page.goto("/alerts");
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const begin = (locator) => locator.evaluate((element) => {
        const words = document.createRange();
        words.selectNodeContents(element);
        return Math.round(words.getBoundingClientRect().left);
      });
      const title = await begin(page.getByRole("heading", { name: "Alerts", exact: true }));
      const tab = await begin(page.getByRole("tab", { name: "Open", exact: true }).locator(".fui-Tab__content").first());
      assert.ok(Math.abs(title - tab) <= 1, `${width} px: the title begins at ${title}, the tab at ${tab}`);
    }
  },

  "a refusal is told in the list of the bar too, and the alert is put away the second time": async (stage) => {
    await angry(stage);
    const page = await stage.person("supervisor1");
    await page.getByRole("button", { name: "Alerts, 1 open", exact: true }).click();
    const aside = page.getByRole("button", { name: "Set aside", exact: true });
    await page.route("**/ignore", (route) => route.abort());
    await aside.click();
    await page.getByRole("alert").getByText("That did not work: The server does not answer.", { exact: false }).waitFor();
    await page.unroute("**/ignore");
    await aside.click();
    await page.getByText("No open alert").waitFor();
    assert.equal(await page.getByText("That did not work", { exact: false }).count(), 0);
  },
};
