// Names from right to left in pages from left to right, and the other way round.
import assert from "node:assert/strict";
import { accept, conversationOn } from "./stage.mjs";
import { rowIn } from "./admin.mjs";

/// Where these words stand in the text of the element, from its left edge.
const placeOf = (locator, words) => locator.evaluate((element, wanted) => {
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const at = node.data.lastIndexOf(wanted);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + wanted.length);
    return range.getBoundingClientRect().left;
  }
  throw new Error(`no ${wanted} in ${element.textContent}`);
}, words);

const arabicQueue = "الفواتير";

/// A customer who writes Arabic into a queue with an Arabic name.
async function arabicCustomer(stage) {
  const { id } = await stage.desk.as("admin", "POST", "/queues", { name: arabicQueue });
  const { items } = await stage.desk.as("admin", "GET", "/users");
  await stage.desk.as("admin", "POST", `/queues/${id}/members`, { user: items.find(({ name }) => name === "agent1").id });
  const made = await stage.desk.ask("POST", "/conversations", undefined, { queue: arabicQueue, channel: "live_chat", customer: { name: "زائر 7" } });
  await stage.desk.ask("POST", `/conversations/${made.conversation.id}/messages`, made.visitor_token, { text: await stage.desk.pick("negative", "ar") });
}

export const tests = {
  "an agent reads queue, language and waiting time in their order, whichever way their words run": async (stage) => {
    await arabicCustomer(stage);
    const page = await stage.person("agent1");
    const waiting = page.getByRole("list", { name: "Sessions", exact: true }).getByText(/· \d+:\d\d$/);
    assert.ok(await placeOf(waiting, "الفواتير") < await placeOf(waiting, ":"), "the time stands after the queue");
    await accept(page, "زائر 7");
    const facts = conversationOn(page).getByText(/العربية/).locator("..");
    assert.ok(await placeOf(facts, "الفواتير") < await placeOf(facts, "العربية"), "the language stands after the queue");
  },

  "an address ends with its slash in a page from right to left": async (stage) => {
    await stage.desk.as("admin", "POST", "/webhooks", { url: "https://shop.example/hooks/", events: ["alert_raised"] });
    const page = await stage.person("admin");
    await page.goto("/admin/webhooks?dir=rtl");
    const link = rowIn(page, "Webhooks", "shop.example").getByRole("link");
    await link.waitFor();
    assert.ok(await placeOf(link, "https") < await placeOf(link, "/"), "the last slash stands at the right");
  },
};
