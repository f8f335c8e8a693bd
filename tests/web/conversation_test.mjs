// shows: D1 D2 D6 D8 D9 B6 B7 E4 E5
import assert from "node:assert/strict";
import { accept, conversationOn, describedSession, focusSession, notificationOn, rowOf, sentimentOn } from "./stage.mjs";

const chats = { Spanish: "es", Japanese: "ja" };

/// A visitor writes in the chat page; icon, row and notification follow without a reload; Monitor opens the conversation.
async function angryChat(stage, language) {
  await stage.desk.settings({ agent_threshold: "slightly_negative", supervisor_threshold: "slightly_negative" });
  const angry = await stage.desk.pick("negative", language);
  const agent = await stage.person("agent1");
  const supervisor = await stage.person("supervisor1");
  const visitor = await stage.visitor();
  const calm = await stage.desk.pick("neutral", language);
  await stage.write(visitor, calm);
  await visitor.getByText(calm).first().waitFor();
  const { customer, id } = await stage.desk.newest();
  await accept(agent, customer.name);
  await focusSession(agent, customer.name);
  await sentimentOn(agent, "Neutral").waitFor();
  await rowOf(supervisor, customer.name).getByText("Neutral", { exact: true }).waitFor();

  await stage.write(visitor, angry);
  const notification = notificationOn(supervisor);
  await notification.waitFor();
  const { level } = await stage.desk.as("admin", "GET", `/conversations/${id}`);
  const words = { very_negative: "Very negative", negative: "Negative", slightly_negative: "Slightly negative" }[level];
  assert.ok(words, `the conversation is ${level}`);
  await sentimentOn(agent, words).waitFor();
  await rowOf(supervisor, customer.name).getByText(words, { exact: true }).waitFor();
  const shown = await notification.textContent();
  for (const part of [words, "agent1", customer.name]) assert.ok(shown.includes(part), `"${part}" is not in the notification: ${shown}`);
  await conversationOn(agent).getByRole("log", { name: "Messages" }).getByText(angry).waitFor();

  assert.deepEqual(await notification.getByRole("button").allInnerTexts(), ["Ignore", "Monitor"]);

  await notification.getByRole("button", { name: "Monitor", exact: true }).click();
  const monitored = supervisor.getByRole("region", { name: "Monitored conversation" });
  await monitored.getByRole("log").getByText(angry).waitFor();
  await monitored.getByRole("button", { name: /^Join/ }).waitFor();
}

export const tests = {
  ...Object.fromEntries(Object.entries(chats).map(([name, language]) => [`an angry sentence in ${name} reaches agent and supervisor`, (stage) => angryChat(stage, language)])),

  "before the first message the agent sees Neutral": async (stage) => {
    const customer = await stage.desk.visitor();
    const agent = await stage.person("agent1");
    await accept(agent, customer.title);
    await focusSession(agent, customer.title);
    await sentimentOn(agent, "Neutral").waitFor();
  },

  "where monitoring is switched off no feeling is shown, and it comes back": async (stage) => {
    const customer = await stage.desk.visitor();
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    await customer.say(await stage.desk.pick("very_negative"));
    const agent = await stage.person("agent1");
    const supervisor = await stage.person("supervisor1");
    await focusSession(agent, customer.title);
    await sentimentOn(agent, "Very negative").waitFor();
    await rowOf(supervisor, customer.title).getByText("Very negative", { exact: true }).waitFor();
    await stage.desk.settings({ enabled: false });
    await agent.getByText("Sentiment is not monitored here now.", { exact: false }).waitFor();
    assert.equal(await agent.locator("[data-level]").count(), 0, "no face anywhere on the agent's page");
    await rowOf(supervisor, customer.title).getByTitle("Sentiment is not monitored here now.").waitFor();
    assert.equal(await rowOf(supervisor, customer.title).getByText("Very negative", { exact: true }).count(), 0);
    assert.equal(await rowOf(supervisor, customer.title).locator("circle").count(), 0, "no course either");
    await stage.desk.settings({ enabled: true });
    await sentimentOn(agent, "Very negative").waitFor();
    await rowOf(supervisor, customer.title).getByText("Very negative", { exact: true }).waitFor();
  },

  "the agent asks for the words that moved the level": async (stage) => {
    const customer = await stage.desk.visitor();
    const agent = await stage.person("agent1");
    await accept(agent, customer.title);
    await focusSession(agent, customer.title);
    await customer.say("I am really angry about your response times");
    const card = agent.getByRole("complementary", { name: "Customer", exact: true });
    await card.getByText("I am really angry about your response times").waitFor();
    await card.getByRole("button", { name: "Show the words that moved it", exact: true }).click();
    await card.getByText("Words that moved it", { exact: true }).waitFor();
    await card.getByRole("listitem").filter({ hasText: "angry" }).filter({ hasText: "lowers" }).first().waitFor();
  },

  "the course of the feeling is as wide as the messages that count, and nothing runs over the edge of the customer's card": async (stage) => {
    const customer = await stage.desk.visitor();
    await customer.say(await stage.desk.pick("negative"));
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const agent = await stage.person("agent1");
    await agent.goto(`/agent?conversation=${customer.id}`);
    const card = agent.getByRole("complementary", { name: "Customer", exact: true });
    const counts = card.getByRole("listitem").filter({ hasText: "counts 100%" });
    const course = card.getByRole("img", { name: /^Course of the sentiment/ }).locator("svg");
    for (const width of [1440, 390]) {
      await agent.setViewportSize({ width, height: 844 });
      if (width === 390) await agent.getByRole("button", { name: "Customer details", exact: true }).click();
      await counts.waitFor();
      await agent.waitForFunction(([first, second]) => {
        const [a, b] = [first, second].map((each) => each.getBoundingClientRect());
        return Math.abs(a.left - b.left) < 2 && Math.abs(a.right - b.right) < 2;
      }, await Promise.all([counts, course].map((each) => each.elementHandle())));
      assert.ok(await card.evaluate((element) => element.scrollWidth <= element.clientWidth), `${width} px`);
    }
  },

  "a session out of focus counts what is unread and asks for attention, until it gets the focus": async (stage) => {
    const first = await stage.desk.visitor();
    const second = await stage.desk.visitor();
    const [calm, angry] = await stage.desk.sequence("neutral", "negative");
    const agent = await stage.person("agent1");
    await accept(agent, first.title);
    await accept(agent, second.title);
    await focusSession(agent, first.title);
    await second.say(calm);
    await describedSession(agent, `${second.title}. 1 new updates in your conversation`);
    await second.say(angry);
    await describedSession(agent, `${second.title}. Urgent attention is needed in your conversation.`);
    await describedSession(agent, `${first.title}. Urgent attention is needed in your conversation.`, false);
    await sentimentOn(agent, "Neutral").waitFor();
    await focusSession(agent, second.title);
    await sentimentOn(agent, "Negative").waitFor();
    await describedSession(agent, "Urgent attention", false);
    await describedSession(agent, "new updates", false);
  },

  "what is unread is still so after a reload, and what was read is not": async (stage) => {
    const first = await stage.desk.visitor();
    const second = await stage.desk.visitor();
    const calm = await stage.desk.pick("neutral");
    const agent = await stage.person("agent1");
    await accept(agent, first.title);
    await accept(agent, second.title);
    await first.say(calm);
    await describedSession(agent, `${first.title}. 1 new updates in your conversation`);
    await second.say(calm);
    await second.say(calm);
    await conversationOn(agent).getByText(calm).nth(1).waitFor();
    await agent.waitForFunction(async () => {
      const { items } = await (await fetch("/api/v1/conversations?unread=true")).json();
      return items.map((each) => each.unread).sort().join() === "0,1";
    });
    await agent.goto("/agent");
    await describedSession(agent, `${first.title}. 1 new updates in your conversation`);
    await describedSession(agent, `${second.title}. 2 new updates`, false);
    await describedSession(agent, "2 new updates", false);
  },

  "ten unread messages and more are shown with a plus sign, and the count is gone with the focus": async (stage) => {
    const first = await stage.desk.visitor();
    const second = await stage.desk.visitor();
    const calm = await stage.desk.pick("neutral");
    const agent = await stage.person("agent1");
    await accept(agent, first.title);
    await accept(agent, second.title);
    await focusSession(agent, first.title);
    const session = agent.getByRole("list", { name: "Sessions", exact: true }).getByRole("listitem").filter({ hasText: second.title });
    for (let sent = 0; sent < 9; sent++) await second.say(calm);
    await describedSession(agent, `${second.title}. 9 new updates in your conversation`);
    await session.getByText("9", { exact: true }).waitFor();
    await second.say(calm);
    await describedSession(agent, `${second.title}. 10+ new updates in your conversation`);
    await session.getByText("10+", { exact: true }).waitFor();
    await focusSession(agent, second.title);
    await describedSession(agent, "new updates", false);
    await session.getByText("10+", { exact: true }).waitFor({ state: "detached" });
  },

  "the reply reaches the visitor, and the chat goes on after a reload": async (stage) => {
    const visitor = await stage.visitor();
    await stage.write(visitor, "Can I pay by bank transfer?");
    await visitor.getByText("Can I pay by bank transfer?").first().waitFor();
    const { customer } = await stage.desk.newest();
    const agent = await stage.person("agent1");
    await accept(agent, customer.name);
    await focusSession(agent, customer.name);
    await stage.write(agent, "Yes, within thirty days.");
    await visitor.getByText("Yes, within thirty days.").waitFor();
    await visitor.reload();
    await visitor.getByText("Yes, within thirty days.").waitFor();
    await stage.write(visitor, "Which documents do you need for the form?");
    await conversationOn(agent).getByRole("log", { name: "Messages" }).getByText("Which documents do you need for the form?").waitFor();
    const { items } = await stage.desk.as("admin", "GET", "/conversations");
    assert.equal(items.length, 1);
  },

  "a visitor who waits reads their place in the line": async (stage) => {
    const first = await stage.desk.visitor();
    await first.say("Can I pay by bank transfer?");
    const visitor = await stage.visitor();
    await stage.write(visitor, "Which documents do you need for the form?");
    await visitor.getByText(/You are number 2 in the line\./).waitFor();
    await stage.desk.as("agent1", "POST", `/conversations/${first.id}/accept`);
    await stage.write(visitor, "Is anyone there?");
    await visitor.getByText(/You are next\./).waitFor();
    const { id } = await stage.desk.newest();
    await stage.desk.as("agent1", "POST", `/conversations/${id}/accept`);
    await visitor.getByText(/You are next\./).waitFor({ state: "detached" });
  },

  "the agent ends the conversation and the visitor is told": async (stage) => {
    const visitor = await stage.visitor();
    await stage.write(visitor, "Can I pay by bank transfer?");
    await visitor.getByText("Can I pay by bank transfer?").first().waitFor();
    const { customer, id } = await stage.desk.newest();
    const agent = await stage.person("agent1");
    await accept(agent, customer.name);
    await focusSession(agent, customer.name);
    await conversationOn(agent).getByRole("button", { name: "End", exact: true }).click();
    await visitor.getByText("This chat has ended.").first().waitFor();
    const { state } = await stage.desk.as("admin", "GET", `/conversations/${id}`);
    assert.equal(state, "wrap_up");
  },

  "the visitor's page and its traffic say nothing about the feeling": async (stage) => {
    const angry = await stage.desk.pick("very_negative");
    const page = await stage.window();
    const traffic = [];
    page.on("response", (answer) => {
      if (answer.url().includes("/api/")) traffic.push(answer.text().catch(() => ""));
    });
    page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => traffic.push(String(payload))));
    await page.goto("/chat?queue=billing");
    await stage.write(page, angry);
    await page.getByText(angry).first().waitFor();
    const { customer } = await stage.desk.newest();
    const agent = await stage.person("agent1");
    await accept(agent, customer.name);
    await focusSession(agent, customer.name);
    await sentimentOn(agent, "Very negative").waitFor();
    await stage.write(agent, "I am sorry to hear that.");
    await page.getByText("I am sorry to hear that.").waitFor();
    const texts = await Promise.all(traffic);
    assert.ok(texts.length >= 2, "no traffic was seen");
    for (const text of texts) assert.doesNotMatch(text, /"(level|code|pulse|trend|reading|alert|zone|confidence|mixed)"|sentiment/i);
    const shown = await page.evaluate(() => document.body.outerHTML.replace(/<(script|style)[^]*?<\/\1>/g, ""));
    assert.doesNotMatch(shown, /sentiment|very negative|slightly negative|pulse/i);
  },
};
