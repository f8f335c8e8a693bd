import assert from "node:assert/strict";
import { Receiver } from "../tools/receiver.mjs";
import { adminPage, choose, fromMenu, gone, inView, press, rowIn } from "./admin.mjs";

const newPassword = "a-long-new-password";

export const tests = {
  "a person is added, edited, gets a new password, is disabled and enabled": async (stage) => {
    const page = await adminPage(stage, "/admin/people", "People");
    await press(page, "Add a person");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("agent1");
    await dialog.getByLabel(/^Password/).fill(newPassword);
    await dialog.getByRole("checkbox", { name: "billing" }).check();
    await press(dialog, "Add");
    await dialog.getByText(/name/i).filter({ hasText: /taken|exists|there is/ }).first().waitFor();
    await dialog.getByRole("textbox", { name: "Name" }).fill("agent3");
    await press(dialog, "Add");
    await gone(dialog);
    await rowIn(page, "People", "agent3").getByText("billing").waitFor();
    await fromMenu(page, "agent3", "Edit");
    await choose(page, "Role", "Supervisor");
    await press(dialog, "Save");
    await rowIn(page, "People", "agent3").getByText("Supervisor").waitFor();
    await fromMenu(page, "agent3", "Reset password");
    await dialog.getByLabel(/^New password/).fill("another-long-password");
    await press(dialog, "Set password");
    await gone(dialog);
    await stage.desk.ask("POST", "/login", undefined, { name: "agent3", password: "another-long-password" });
    await fromMenu(page, "agent3", "Disable");
    await press(page.getByRole("alertdialog"), "Disable");
    await rowIn(page, "People", "agent3").getByText("Disabled").waitFor();
    assert.equal((await stage.desk.as("admin", "GET", "/users/agent3")).disabled, true);
    await fromMenu(page, "agent3", "Enable");
    await gone(rowIn(page, "People", "agent3").getByText("Disabled"));
  },

  "the last administrator cannot be disabled, and the page says so": async (stage) => {
    const page = await adminPage(stage, "/admin/people", "People");
    await fromMenu(page, "admin", "Disable");
    const dialog = page.getByRole("alertdialog");
    await press(dialog, "Disable");
    await dialog.getByRole("alert").getByText(/That did not work/).waitFor();
    assert.equal((await stage.desk.as("admin", "GET", "/me")).disabled, false);
  },

  "a queue gets members, consent and settings of its own": async (stage) => {
    const page = await adminPage(stage, "/admin/queues", "Queues");
    await press(page, "Add a queue");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("support");
    await press(page.getByRole("dialog"), "Add");
    await page.getByRole("heading", { name: "support", level: 1 }).waitFor();
    await choose(page, "Person", "agent2 · Agent");
    await press(page, "Add member");
    await rowIn(page, "Members", "agent2").waitFor();
    await page.getByRole("radio", { name: /^To agree/ }).check();
    await page.getByRole("textbox", { name: "Text of the notice" }).fill("We measure the mood of this chat.");
    await press(page, "Save consent");
    await page.getByRole("region", { name: "Consent" }).getByText("Saved.").waitFor();
    await choose(page, "Notifications of supervisors at or below", "Very negative");
    await press(page, "Save sentiment settings");
    await page.getByRole("region", { name: /^Sentiment settings/ }).getByText("Saved.").waitFor();
    const { mode, notice } = await stage.desk.as("admin", "GET", "/queues/support/consent");
    assert.deepEqual([mode, notice], ["opt_in", "We measure the mood of this chat."]);
    const { supervisor_threshold, source } = await stage.desk.as("admin", "GET", "/queues/support/settings/sentiment");
    assert.deepEqual([supervisor_threshold, source.supervisor_threshold, source.agent_threshold], ["very_negative", "queue", "organisation"]);
    await press(page, "Remove agent2");
    await gone(rowIn(page, "Members", "agent2"));
    await press(page, "Rename");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("second line");
    await press(page.getByRole("dialog"), "Rename");
    await page.getByRole("heading", { name: "second line", level: 1 }).waitFor();
    await press(page, "Delete");
    await press(page.getByRole("alertdialog"), "Delete");
    await page.waitForURL("**/admin/queues");
    const { items } = await stage.desk.as("admin", "GET", "/queues");
    assert.deepEqual(items.map(({ name }) => name), ["billing"]);
  },

  "a value of a queue or a channel says where it comes from, is set there and inherited again": async (stage) => {
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const path = `/queues/${id}/channels/email/settings/sentiment`;
    const page = await adminPage(stage, `/admin/queues/${id}`, "billing");
    const card = page.getByRole("region", { name: /^Sentiment settings/ });
    const agents = "Alerts of agents at or below";
    const shown = (name) => card.getByRole("combobox", { name, exact: true });
    await card.getByText("From the organisation").nth(2).waitFor();
    assert.equal(await shown(agents).innerText(), "As the organisation: Negative");
    await choose(page, agents, "Very negative");
    await press(page, "Save sentiment settings");
    await card.getByText("Saved.").waitFor();
    await card.getByText("Set here").waitFor();

    await shown("Channel").fill("email");
    await shown("Channel").press("Tab");
    await card.getByText("From the queue").waitFor();
    assert.equal(await shown(agents).innerText(), "As the queue: Very negative");
    await choose(page, "Monitor real-time customer sentiment", "No");
    await choose(page, agents, "Slightly negative");
    assert.equal(await shown("Channel").isDisabled(), true);
    await press(page, "Save sentiment settings");
    await card.getByText("Saved.").waitFor();
    await choose(page, "Quiet hours", "Hours of its own");
    await card.getByLabel("From", { exact: true }).fill("20:00");
    await press(page, "Save sentiment settings");
    await card.getByRole("button", { name: "Discard" }).waitFor({ state: "detached" });
    const { enabled, agent_threshold, quiet_hours, source } = await stage.desk.as("admin", "GET", path);
    assert.deepEqual([enabled, agent_threshold, quiet_hours.from, source], [false, "slightly_negative", "20:00", { enabled: "channel", agent_threshold: "channel", supervisor_threshold: "organisation", quiet_hours: "channel" }]);

    await press(page, `Inherit again: ${agents}`);
    await stage.desk.as("admin", "PUT", path, { supervisor_threshold: "none" });
    await press(page, "Save sentiment settings");
    await card.getByText("Someone else has saved these settings in the meantime.").waitFor();
    await press(page, "Save sentiment settings");
    await card.getByText("Saved.").waitFor();
    const after = await stage.desk.as("admin", "GET", path);
    assert.deepEqual([after.agent_threshold, after.source], ["very_negative", { enabled: "channel", agent_threshold: "queue", supervisor_threshold: "channel", quiet_hours: "channel" }]);
  },

  "a queue gets opening hours, and what cannot be read is told at its day": async (stage) => {
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const page = await adminPage(stage, `/admin/queues/${id}`, "billing");
    await page.getByRole("switch", { name: "Open day and night" }).click();
    await page.getByRole("textbox", { name: "Monday" }).fill("from eight");
    await page.getByText("Write the hours like 08:00-12:00, 13:00-17:00.").waitFor();
    await page.getByRole("textbox", { name: "Monday" }).fill("8:00-12:00, 13:00-17:00");
    await page.getByRole("textbox", { name: "Closed on" }).fill("2026-12-25");
    await page.getByRole("textbox", { name: "Time zone" }).fill("Europe/Atlantis");
    await press(page, "Save opening hours");
    await page.getByRole("region", { name: "Opening hours" }).getByText(/zone/i).last().waitFor();
    await page.getByRole("textbox", { name: "Time zone" }).fill("Europe/Berlin");
    await page.getByRole("textbox", { name: "Text outside the hours" }).fill("We are back on Monday.");
    await press(page, "Save opening hours");
    await page.getByRole("region", { name: "Opening hours" }).getByText("Saved.").waitFor();
    const { weekly, time_zone, closed_on, message } = await stage.desk.as("admin", "GET", "/queues/billing/hours");
    assert.deepEqual([weekly.monday, weekly.sunday ?? [], time_zone, closed_on, message], [[["08:00", "12:00"], ["13:00", "17:00"]], [], "Europe/Berlin", ["2026-12-25"], { en: "We are back on Monday." }]);
  },

  "the text outside the hours is written in several languages, each visitor reads their own, and one is taken away": async (stage) => {
    await stage.desk.as("admin", "PUT", "/queues/billing/hours", { time_zone: "Europe/Berlin", weekly: {}, message: { en: "We are back on Monday." } });
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const page = await adminPage(stage, `/admin/queues/${id}`, "billing");
    const card = page.getByRole("region", { name: "Opening hours" });
    const addLanguage = async (name) => {
      await card.getByRole("combobox", { name: "Another language", exact: true }).click();
      await page.getByRole("option", { name }).click();
    };
    await addLanguage(/^Deutsch /);
    await page.waitForFunction(() => document.activeElement.lang === "de"); // one goes on writing
    assert.ok(await card.getByRole("button", { name: "Save opening hours" }).isDisabled());
    await card.getByRole("textbox", { name: "In Deutsch" }).fill("Am Montag sind wir wieder da.");
    await addLanguage(/^Français /);
    await card.getByRole("textbox", { name: "In Français" }).fill("Nous revenons lundi.");
    await press(card, "Save opening hours");
    await card.getByText("Saved.").waitFor();
    const message = async () => (await stage.desk.as("admin", "GET", "/queues/billing/hours")).message;
    assert.deepEqual(await message(), { en: "We are back on Monday.", de: "Am Montag sind wir wieder da.", fr: "Nous revenons lundi." });
    const visitor = await stage.visitor({ locale: "de-AT" });
    await stage.write(visitor, "Hallo?");
    await visitor.getByText("Am Montag sind wir wieder da.").waitFor();
    await press(card, "Remove the text in Deutsch");
    await press(card, "Save opening hours");
    await card.getByText("Saved.").waitFor();
    assert.deepEqual(await message(), { en: "We are back on Monday.", fr: "Nous revenons lundi." });
  },

  "opening hours and consent that somebody else has saved meanwhile are neither written over nor a dead end": async (stage) => {
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const page = await adminPage(stage, `/admin/queues/${id}`, "billing");
    const hours = page.getByRole("region", { name: "Opening hours" });
    const zone = hours.getByRole("textbox", { name: "Time zone" });
    await zone.fill("Europe/Berlin");
    const { version } = await stage.desk.as("admin", "GET", "/queues/billing/hours");
    await stage.desk.as("admin", "PUT", "/queues/billing/hours", { time_zone: "Asia/Tokyo", closed_on: ["2026-12-25"], version });
    await press(page, "Save opening hours");
    await hours.getByText("Someone else has saved this in the meantime.").waitFor();
    assert.equal(await zone.inputValue(), "Europe/Berlin");
    await press(hours, "Drop mine, show theirs");
    assert.equal(await zone.inputValue(), "Asia/Tokyo");
    assert.equal(await hours.getByRole("textbox", { name: "Closed on" }).inputValue(), "2026-12-25");
    const consent = page.getByRole("region", { name: "Consent" });
    await consent.getByRole("textbox", { name: "Text of the notice" }).fill("Mine");
    await stage.desk.as("admin", "PUT", "/queues/billing/consent", { mode: "opt_in", notice: "" });
    await press(page, "Save consent");
    await consent.getByRole("radio", { name: /^To agree/, checked: true }).waitFor();
    await press(page, "Save consent");
    await consent.getByText("Saved.").waitFor();
    const { mode, notice } = await stage.desk.as("admin", "GET", "/queues/billing/consent");
    assert.deepEqual([mode, notice], ["opt_in", "Mine"]);
  },

  "a rule says what would have fired before it is saved, and is changed and deleted": async (stage) => {
    const customer = await stage.desk.visitor();
    const [calm, low] = await stage.desk.sequence("neutral", "negative");
    await customer.say(calm);
    await customer.say(low);
    const page = await adminPage(stage, "/admin/rules", "Alert rules");
    await page.getByText("No rule yet").waitFor();
    await press(page, "Add a rule");
    await page.getByRole("textbox", { name: "Name" }).fill("falling");
    await press(page, "Try it");
    await page.getByText("1 alert in 1 conversations, 0.1 a day.").waitFor();
    await page.getByRole("textbox", { name: "Scored messages at least" }).fill("5");
    await page.getByText("The rule has changed since; try it again.").waitFor();
    await press(page, "Try it");
    await page.getByText("0 alerts in 1 conversations, 0.0 a day.").waitFor();
    await page.getByRole("textbox", { name: "At least k messages" }).fill("two");
    await page.getByText("Enter a number, or leave it empty.").waitFor();
    await page.getByRole("textbox", { name: "At least k messages" }).fill("3");
    await page.getByRole("textbox", { name: "Of the last n messages" }).fill("2");
    await press(page, "Save rule");
    await page.locator(".fui-Field__validationMessage").first().waitFor();
    await page.getByRole("textbox", { name: "Of the last n messages" }).fill("4");
    await page.getByRole("textbox", { name: /^Confidence/ }).fill("60");
    await press(page, "Save rule");
    await page.waitForURL("**/admin/rules");
    const row = rowIn(page, "Alert rules", "falling");
    await row.waitFor();
    const { items: [rule] } = await stage.desk.as("admin", "GET", "/rules");
    assert.deepEqual([rule.level, rule.k, rule.n, rule.minimum_messages, rule.minimum_confidence], ["negative", 3, 4, 5, 0.6]);
    await row.getByRole("link").click();
    assert.equal(await page.getByRole("textbox", { name: /^Confidence/ }).inputValue(), "60");
    await page.getByRole("switch", { name: "The rule is in force" }).click();
    await press(page, "Save rule");
    await rowIn(page, "Alert rules", "falling").getByText("Off", { exact: true }).waitFor();
    await press(page, "Delete falling");
    await press(page.getByRole("alertdialog"), "Delete");
    await page.getByText("No rule yet").waitFor();
  },

  "a rule that somebody else has saved meanwhile keeps the edits, and says what is new": async (stage) => {
    const rule = await stage.desk.as("admin", "POST", "/rules", { name: "falling", level: "negative" });
    const page = await adminPage(stage, `/admin/rules/${rule.id}`, "falling");
    const name = page.getByRole("textbox", { name: "Name" });
    await name.fill("mine");
    await stage.desk.as("admin", "PUT", `/rules/${rule.id}`, { name: "theirs", level: "very_negative", minimum_messages: 4, version: rule.version });
    await press(page, "Save rule");
    await page.getByText("Someone else has saved this in the meantime.").waitFor();
    await page.getByText("Changed by somebody else: Name → theirs, Threshold → Level or lower: Very negative, Scored messages at least → 4.").waitFor();
    assert.equal(await name.inputValue(), "mine");
    assert.equal(await inView(page.getByRole("button", { name: "Save mine instead" })), true, "the question is in view");
    await press(page, "Drop mine, show theirs");
    await gone(page.getByText("Someone else has saved this in the meantime."));
    assert.equal(await name.inputValue(), "theirs");
    await name.fill("mine");
    const { version } = await stage.desk.as("admin", "GET", `/rules/${rule.id}`);
    await stage.desk.as("admin", "PUT", `/rules/${rule.id}`, { name: "theirs again", level: "very_negative", version });
    await press(page, "Save rule");
    await press(page, "Save mine instead");
    await page.waitForURL("**/admin/rules");
    await rowIn(page, "Alert rules", "mine").waitFor();
  },

  "a rule of a drop alone has no threshold, and its alert stands in the inbox": async (stage) => {
    const page = await adminPage(stage, "/admin/rules", "Alert rules");
    await press(page, "Add a rule");
    await page.getByRole("textbox", { name: "Name" }).fill("sudden");
    await page.getByRole("radio", { name: "By a drop, wherever it ends" }).check();
    await gone(page.getByRole("textbox", { name: "At least k messages" }));
    await page.getByText("Enter a number.").first().waitFor();
    await page.getByRole("textbox", { name: "Levels fallen" }).fill("2");
    await page.getByRole("textbox", { name: "Within messages" }).fill("3");
    await press(page, "Save rule");
    await rowIn(page, "Alert rules", "sudden").getByText("Drop of 2 levels within 3 messages").waitFor();
    const { items: [rule] } = await stage.desk.as("admin", "GET", "/rules");
    assert.deepEqual([rule.level, rule.pulse, rule.drop_levels, rule.within_messages], [undefined, undefined, 2, 3]);
    const customer = await stage.desk.visitor();
    for (const text of await stage.desk.sequence("positive", "neutral")) await customer.say(text);
    await page.goto("/alerts");
    await page.getByRole("listitem").filter({ hasText: "Rule “sudden”" }).waitFor();
  },

  "actions of supervisors are switched, and the log says who did it": async (stage) => {
    const page = await adminPage(stage, "/admin/supervision", "Supervisor actions");
    await page.getByRole("switch", { name: "Force close" }).click();
    await press(page, "Save");
    await page.getByText("Saved.").waitFor();
    assert.equal((await stage.desk.as("admin", "GET", "/settings/supervisor")).force_close, false);
    await page.getByRole("link", { name: "Audit log", exact: true }).click();
    const row = rowIn(page, "Audit log", "settings / supervisor");
    await row.waitFor();
    assert.match(await row.innerText(), /admin[^]*Changed[^]*force_close/);
  },

  "a channel key is shown once, works, and is deleted": async (stage) => {
    const page = await adminPage(stage, "/admin/keys", "Channel keys");
    await press(page, "Add a key");
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("mail gateway");
    await press(page.getByRole("dialog"), "Add");
    const secret = page.getByRole("textbox", { name: "The new key" });
    const key = await secret.inputValue();
    await stage.desk.ask("POST", "/conversations", key, { queue: "billing", channel: "email", customer: { id: "4711" } });
    await press(page, "I have copied it");
    await gone(secret);
    assert.ok(!(await page.content()).includes(key));
    await press(page, "Delete mail gateway");
    await press(page.getByRole("alertdialog"), "Delete");
    await page.getByText("No key yet").waitFor();
    await assert.rejects(stage.desk.ask("POST", "/conversations", key, { queue: "billing", channel: "email", customer: { id: "4711" } }), /401/);
  },

  "a webhook is added with its secret shown once, its deliveries are listed and sent again": async (stage) => {
    const desk = await Receiver.open();
    const scored = ({ event }) => event === "message_scored";
    try {
      const url = `http://127.0.0.1:${desk.port}/hooks`;
      const page = await adminPage(stage, "/admin/webhooks", "Webhooks");
      await press(page, "Add a webhook");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox", { name: "Address" }).fill("ftp://desk.example");
      await dialog.getByRole("checkbox", { name: "Message scored" }).check();
      await dialog.getByRole("checkbox", { name: "Alert raised" }).uncheck();
      await press(dialog, "Add");
      await dialog.getByText(/^url must be an address like/).waitFor();
      await dialog.getByRole("textbox", { name: "Address" }).fill(url);
      await press(dialog, "Add");
      desk.secret = await page.getByRole("textbox", { name: "The secret of the webhook" }).inputValue();
      await press(page, "I have copied it");
      const customer = await stage.desk.visitor();
      await customer.say(await stage.desk.pick("neutral"));
      const { id } = await desk.expect(scored, "message_scored");
      await page.getByRole("link", { name: url }).click();
      await page.getByRole("heading", { name: "Deliveries", level: 1 }).waitFor();
      const row = rowIn(page, "Deliveries", "Message scored");
      for (;;) {
        const answer = page.waitForResponse((response) => response.url().includes("/deliveries"));
        await press(page, "Refresh");
        const { items } = await (await answer).json();
        if (items.some((each) => each.id === id && each.state === "delivered")) break;
      }
      await row.getByText("Delivered", { exact: true }).waitFor();
      await row.getByRole("button", { name: /^Send again/ }).click();
      await page.getByText("1 delivery is sent again.").waitFor();
      assert.equal((await desk.expect(scored, "message_scored")).id, id);
    } finally {
      desk.close();
    }
  },

  "the audit log is read without scrolling to the side, also on a narrow screen": async (stage) => {
    const url = `https://shop.example/${"a-very-long-address/".repeat(12)}`;
    await stage.desk.as("admin", "POST", "/webhooks", { url, events: ["alert_raised", "alert_acknowledged", "message_scored", "level_changed", "conversation_closed", "message_sent"] });
    const page = await adminPage(stage, "/admin/audit", "Audit log");
    const log = page.getByRole("region", { name: "Audit log", exact: true });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const row = rowIn(page, "Audit log", "alert_acknowledged");
      await row.getByText("message_sent").filter({ visible: true }).waitFor();
      await row.getByText("Created").filter({ visible: true }).waitFor();
      await row.getByText("admin", { exact: true }).filter({ visible: true }).waitFor();
      assert.equal(await log.evaluate((element) => element.scrollWidth - element.clientWidth), 0, `${width} px`);
    }
  },

  "a field of a rule that may stay empty says that it is off": async (stage) => {
    const page = await adminPage(stage, "/admin/rules/new", "Add a rule");
    const levels = page.getByRole("textbox", { name: "Levels fallen" });
    const offWhile = async (by) => {
      await page.getByRole("radio", { name: by }).check();
      return await levels.getAttribute("placeholder") === "Off";
    };
    assert.deepEqual([await offWhile("By level"), await offWhile("By pulse"), await offWhile("By a drop, wherever it ends")], [true, true, false]);
  },

  "what the page of a queue could not load is told, and loaded when tried again": async (stage) => {
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const page = await stage.person("admin");
    const down = (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: "{}" });
    for (const call of ["**/hours", "**/users?*"]) await page.route(call, down);
    await page.goto(`/admin/queues/${id}`);
    const told = page.getByRole("alert").filter({ hasText: "This could not be loaded" });
    const members = page.getByRole("region", { name: "Members", exact: true });
    await members.getByText("This could not be loaded").waitFor();
    assert.equal(await page.getByText("Everyone belongs to it").count(), 0);
    await told.nth(1).waitFor();
    for (const call of ["**/hours", "**/users?*"]) await page.unroute(call);
    await told.nth(1).getByRole("button", { name: "Try again", exact: true }).click();
    await page.getByRole("region", { name: "Opening hours", exact: true }).waitFor();
    await press(members, "Try again");
    await members.getByText("Choose a person").waitFor();
  },
};
