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
    const waiting = page.getByRole("list", { name: "Sessions", exact: true }).getByTitle(arabicQueue).locator("..");
    assert.ok(await placeOf(waiting, "الفواتير") < await placeOf(waiting, ":"), "the time stands after the queue");
    await accept(page, "زائر 7");
    const facts = conversationOn(page).getByText(/العربية/).locator("..");
    assert.ok(await placeOf(facts, "الفواتير") < await placeOf(facts, "العربية"), "the language stands after the queue");
  },

  "the lines of a message begin at the side where its language begins, whichever way the page runs": async (stage) => {
    const texts = { ltr: "الطلب الذي وصل أمس مكسور تماما ولا يعمل\nنعم", rtl: "The parcel that came yesterday is broken\nyes" };
    for (const [direction, text] of Object.entries(texts)) {
      const customer = await stage.desk.visitor();
      await customer.say(text);
      await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
      const page = await stage.person("agent1");
      await page.goto(`/agent?conversation=${customer.id}&dir=${direction}`);
      const [, second] = text.split("\n");
      const bubble = page.getByRole("log").locator("[dir=auto]").filter({ hasText: second });
      await bubble.waitFor();
      const places = await bubble.evaluate((element, words) => {
        const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
          const at = node.data.lastIndexOf(words);
          if (at >= 0) [range.setStart(node, at), range.setEnd(node, at + words.length)];
        }
        const [word, whole] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
        return { left: word.left - whole.left, right: whole.right - word.right };
      }, second);
      const [begin, end] = direction === "ltr" ? [places.right, places.left] : [places.left, places.right];
      assert.ok(begin < 20 && end > 60, `${direction}: ${JSON.stringify(places)}`);
    }
  },

  "an address ends with its slash in a page from right to left": async (stage) => {
    await stage.desk.as("admin", "POST", "/webhooks", { url: "https://shop.example/hooks/", events: ["alert_raised"] });
    const page = await stage.person("admin");
    await page.goto("/admin/webhooks?dir=rtl");
    const link = rowIn(page, "Webhooks", "shop.example").getByRole("link");
    await link.waitFor();
    assert.ok(await placeOf(link, "https") < await placeOf(link, "/"), "the last slash stands at the right");
  },

  "in the audit log the arrow runs from the old value to the new one, also from right to left": async (stage) => {
    await stage.desk.settings({ agent_threshold: "negative" });
    await stage.desk.settings({ agent_threshold: "very_negative" });
    const page = await stage.person("admin");
    for (const [direction, turned] of [["ltr", "none"], ["rtl", "matrix(-1, 0, 0, 1, 0, 0)"]]) {
      await page.goto(`/admin/audit?dir=${direction}`);
      const arrow = page.getByRole("listitem").filter({ hasText: "agent_threshold: negative → very_negative" }).first().getByText("→", { exact: true });
      assert.equal(await arrow.evaluate((element) => getComputedStyle(element).transform), turned, direction);
    }
  },

  "in a page from right to left figures stand under their names": async (stage) => {
    const page = await stage.person("supervisor1");
    await page.goto("/supervisor?dir=rtl");
    const tile = page.getByRole("list", { name: "At a glance" }).getByRole("listitem").filter({ hasText: "Live" });
    await tile.waitFor();
    const edges = await tile.evaluate((element) => ["Live", "0"].map((words) => {
      const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) => (node.data === words ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
      const range = document.createRange();
      range.selectNodeContents(nodes.nextNode());
      return range.getBoundingClientRect().right;
    }));
    assert.ok(Math.abs(edges[0] - edges[1]) < 3, JSON.stringify(edges));
  },

  "in a page from right to left the way back points back, and the way to the latest message is in the middle": async (stage) => {
    const customer = await stage.desk.visitor();
    for (let number = 1; number <= 14; number++) await customer.say(`Message ${number}`);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    const page = await stage.person("agent1", { viewport: { width: 390, height: 600 } });
    await page.goto(`/agent?conversation=${customer.id}&dir=rtl`);
    const log = page.getByRole("log");
    await log.getByText("Message 14").waitFor();
    const arrow = page.getByRole("button", { name: "Show sessions" }).locator("svg");
    assert.match(await arrow.evaluate((element) => getComputedStyle(element).transform), /^matrix\(-1/);
    await log.evaluate((element) => { element.scrollTop = 0; });
    const latest = await page.getByRole("button", { name: "Latest messages" }).boundingBox();
    assert.ok(Math.abs(latest.x + latest.width / 2 - 195) < 3, JSON.stringify(latest));
  },

  "a name too long for its place loses its end, not its begin, whichever way it runs": async (stage) => {
    const name = `${"زائر ".repeat(9)}7`;
    const { conversation } = await stage.desk.ask("POST", "/conversations", undefined, { queue: "billing", channel: "live_chat", customer: { name } });
    const page = await stage.person("agent1");
    const shown = page.getByRole("list", { name: "Sessions", exact: true }).getByTitle(name);
    await shown.waitFor();
    const [begin, place] = await shown.evaluate((element) => {
      const range = document.createRange();
      range.setStart(element.querySelector("bdi").firstChild, 0);
      range.setEnd(element.querySelector("bdi").firstChild, 4);
      return [range, element].map((each) => each.getBoundingClientRect());
    });
    assert.ok(begin.left >= place.left && begin.right <= place.right + 1, `${conversation.id}: ${JSON.stringify([begin, place])}`);
  },
};
