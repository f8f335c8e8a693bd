// What stands in its place also where the window is narrow.
import assert from "node:assert/strict";

const phone = { viewport: { width: 390, height: 844 } };

const boxOf = (locator) => locator.first().boundingBox();

export const tests = {
  "the box of the search leaves its button room while somebody writes": async (stage) => {
    const page = await stage.person("supervisor1", phone);
    await page.goto("/search");
    const search = page.getByRole("main").getByRole("search");
    await search.getByRole("searchbox").focus();
    const [box, button] = [await boxOf(search.locator(".fui-SearchBox")), await boxOf(search.getByRole("button", { name: "Search", exact: true }))];
    assert.ok(box.x + box.width <= button.x - 4, JSON.stringify([box, button]));
  },

  "an agent's running conversations need no scrolling to the side": async (stage) => {
    const customer = await stage.desk.visitor({ name: "Visitor 1234" });
    await customer.say(await stage.desk.pick("slightly_negative"));
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
    await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/end`);
    const page = await stage.person("supervisor1", phone);
    await page.goto("/supervisor/agents/agent1");
    const running = page.getByRole("region", { name: "Running conversations", exact: true }).last();
    await running.getByText("Slightly negative").waitFor();
    assert.deepEqual(await running.evaluate((element) => [element.scrollWidth - element.clientWidth]), [0]);
  },

  "the bar that saves is one line while nothing is changed": async (stage) => {
    const page = await stage.person("admin", phone);
    await page.goto("/admin/wrap-up");
    const [words, button] = [await boxOf(page.getByText("No changes", { exact: true })), await boxOf(page.getByRole("button", { name: "Save", exact: true }))];
    assert.ok(Math.abs(words.y + words.height / 2 - button.y - button.height / 2) < 2, JSON.stringify([words, button]));
  },

  "the dashboards of the insights stand in one line, the one that is shown in sight": async (stage) => {
    const page = await stage.person("supervisor1", phone);
    await page.goto("/insights?view=agreement");
    const tabs = page.getByRole("tablist", { name: "Dashboards", exact: true }).getByRole("tab");
    await tabs.first().waitFor();
    const tops = await tabs.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    assert.equal(new Set(tops).size, 1, JSON.stringify(tops));
    const { x, width } = await boxOf(tabs.and(page.locator('[aria-selected="true"]')));
    assert.ok(x >= 0 && x + width <= phone.viewport.width, JSON.stringify([x, width]));
  },
};
