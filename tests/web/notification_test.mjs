// shows: E8
import assert from "node:assert/strict";
import { rowOf } from "./stage.mjs";

/// A customer of agent1 gets angry while the supervisor's page is live.
async function angry(stage, page) {
  const customer = await stage.desk.visitor();
  await stage.desk.as("agent1", "POST", `/conversations/${customer.id}/accept`);
  await rowOf(page, customer.title).waitFor();
  await customer.say(await stage.desk.pick("very_negative"));
  return customer;
}

const put = (page, status) => page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().endsWith("/settings/notification") && answer.status() === status);
const saveOn = (page) => page.getByRole("button", { name: "Save the notification", exact: true }).click();
const toastOn = (page, name) => page.getByRole("alert", { name, exact: true });

/// Stands in for the browser's notifications, which a test cannot see, and notes what is shown.
const watchDesktop = (page, permission) => page.addInitScript((given) => {
  window.shown = [];
  window.Notification = class {
    static permission = given;
    static async requestPermission() { return (window.Notification.permission = "granted"); }
    constructor(title, { body }) { window.shown.push(`${title} / ${body}`); }
    close() {}
  };
}, permission);

export const tests = {
  "the administrator changes the notification inside the supervisor settings, and it is folded before": async (stage) => {
    const page = await stage.person("admin");
    await page.goto("/admin/sentiment");
    const fold = page.getByRole("region", { name: "Supervisor settings" }).getByRole("button", { name: "Notification", exact: true });
    await fold.waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Title", exact: true }).count(), 0);
    await fold.click();
    await page.getByRole("textbox", { name: "Title", exact: true }).fill("Look at {customer}");
    const refused = put(page, 422);
    await saveOn(page);
    await refused;
    await page.getByText("there is no placeholder {customer}").first().waitFor();
    await page.getByRole("textbox", { name: "Title", exact: true }).fill("Look at {customerName}");
    await page.getByRole("spinbutton", { name: "Seconds until it goes" }).fill("45");
    await page.getByRole("button", { name: "Add a field", exact: true }).click();
    await page.getByRole("textbox", { name: "Header of field 1" }).fill("Queue");
    await page.getByRole("textbox", { name: "Value of field 1" }).fill("{queueName}");
    const done = put(page, 200);
    await saveOn(page);
    await done;
    const { title, countdown_seconds, fields } = await stage.desk.as("admin", "GET", "/settings/notification");
    assert.deepEqual([title, countdown_seconds, fields], ["Look at {customerName}", 45, [{ header: "Queue", value: "{queueName}" }]]);
  },

  "the notification follows the template, and the countdown closes it without changing the alert": async (stage) => {
    await stage.desk.as("admin", "PUT", "/settings/notification", {
      title: "Look at {customerName}", accept_label: "Have a look", reject_visible: false, countdown_seconds: 3, show_timeout: false,
      fields: [{ header: "Queue", value: "{queueName} ({level})" }],
    });
    const page = await stage.person("supervisor1");
    const customer = await angry(stage, page);
    const toast = toastOn(page, `Look at ${customer.title}`);
    await toast.waitFor();
    assert.match(await toast.innerText(), /agent1[^]*Very negative[^]*Queue[^]*billing \(Very negative\)/);
    assert.deepEqual(await toast.getByRole("button").allInnerTexts(), ["Have a look"]);
    await toast.waitFor({ state: "detached" });
    const { items } = await stage.desk.as("supervisor1", "GET", `/alerts?audience=supervisor&conversation=${customer.id}`);
    assert.deepEqual(items.map(({ state }) => state), ["open"]);
  },

  "a page that is open follows a template that has just changed": async (stage) => {
    const page = await stage.person("supervisor1");
    const customer = await angry(stage, page);
    const toast = page.getByRole("alert").filter({ hasText: customer.title });
    await toast.getByRole("button", { name: "Monitor", exact: true }).waitFor();
    await stage.desk.as("admin", "PUT", "/settings/notification", { accept_label: "Help now" });
    await toast.getByRole("button", { name: "Help now", exact: true }).waitFor();
  },

  "the desktop is told where the setting says so and the person allowed it": async (stage) => {
    await stage.desk.as("admin", "PUT", "/settings/notification", { desktop_notification: "always" });
    const page = await stage.window();
    await watchDesktop(page, "default");
    await page.goto("/sign-in");
    await stage.fillSignIn(page, "supervisor1");
    await page.waitForURL("**/supervisor**");
    await angry(stage, page);
    const allow = page.getByRole("button", { name: "Allow desktop notifications", exact: true });
    await allow.click();
    await allow.waitFor({ state: "detached" });
    assert.deepEqual(await page.evaluate(() => window.shown), [], "nothing before it was allowed");
    const second = await angry(stage, page);
    await page.waitForFunction(() => window.shown.length === 1);
    assert.deepEqual(await page.evaluate(() => window.shown), [`Low customer sentiment / ${second.title}: Very negative`]);
  },

  "in the background alone means not while the page is in front": async (stage) => {
    await stage.desk.as("admin", "PUT", "/settings/notification", { desktop_notification: "in_background" });
    const page = await stage.window();
    await watchDesktop(page, "granted");
    await page.goto("/sign-in");
    await stage.fillSignIn(page, "supervisor1");
    await page.waitForURL("**/supervisor**");
    const first = await angry(stage, page);
    await page.getByRole("alert").filter({ hasText: first.title }).waitFor();
    await page.evaluate(() => Object.defineProperty(document, "visibilityState", { value: "hidden" }));
    const second = await angry(stage, page);
    await page.waitForFunction(() => window.shown.length > 0);
    assert.deepEqual(await page.evaluate(() => window.shown), [`Low customer sentiment / ${second.title}: Very negative`]);
  },

  "a template that could not be loaded is told, and loaded when tried again": async (stage) => {
    const page = await stage.person("admin");
    await page.route("**/settings/notification", (route) => route.abort());
    await page.goto("/admin/sentiment");
    await page.getByRole("button", { name: "Notification", exact: true }).click();
    await page.getByText("This could not be loaded").waitFor();
    await page.unroute("**/settings/notification");
    await page.getByRole("button", { name: "Try again", exact: true }).click();
    await page.getByRole("textbox", { name: "Title", exact: true }).waitFor();
  },
};
