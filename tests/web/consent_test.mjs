// shows: J3 J6
import assert from "node:assert/strict";
import { adminPage, press } from "./admin.mjs";

const consentOf = async (stage, id) => (await stage.desk.as("admin", "GET", `/conversations/${id}`)).consent;
const answered = (page) => page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.url().endsWith("/consent"));

export const tests = {
  "a visitor who did not agree at the begin agrees during the chat, and takes it back": async (stage) => {
    await stage.desk.as("admin", "PUT", "/queues/billing/consent", { mode: "opt_in" });
    const page = await stage.visitor();
    const first = page.getByRole("checkbox", { name: /^I agree to this/ });
    await first.waitFor();
    assert.equal(await first.isChecked(), false);
    await stage.write(page, "My parcel has not come.");
    const { id } = await stage.desk.newest();
    const box = page.getByRole("checkbox", { name: "I agree that my messages are assessed." });
    await box.waitFor();
    assert.equal(await consentOf(stage, id), false);
    for (const agrees of [true, false]) {
      const stored = answered(page);
      await box.setChecked(agrees);
      assert.equal((await stored).status(), 200);
      assert.equal(await consentOf(stage, id), agrees);
    }
    const stored = answered(page);
    await box.check();
    await stored;
    await page.reload();
    await box.waitFor();
    assert.equal(await box.isChecked(), true, "a reload shows what the server holds");
  },

  "an answer that cannot be stored is told, and the box shows what holds": async (stage) => {
    await stage.desk.as("admin", "PUT", "/queues/billing/consent", { mode: "notice" });
    const page = await stage.visitor();
    await stage.write(page, "My parcel has not come.");
    const box = page.getByRole("checkbox", { name: "Do not assess my messages." });
    const { id } = await stage.desk.newest();
    await page.route("**/consent", (route) => route.abort());
    await box.click();
    await page.getByRole("alert").getByText("This could not be changed. Please try again.").waitFor();
    assert.equal(await box.isChecked(), false);
    await page.unroute("**/consent");
    const stored = answered(page);
    await box.click();
    await stored;
    assert.equal(await consentOf(stage, id), false);
  },

  "one channel of a queue asks for another consent, and for the queue's again": async (stage) => {
    const { id } = await stage.desk.as("admin", "GET", "/queues/billing");
    const path = `/queues/${id}/channels/email/consent`;
    const page = await adminPage(stage, `/admin/queues/${id}`, "billing");
    const card = page.getByRole("region", { name: "Consent", exact: true });
    const channel = card.getByRole("combobox", { name: "Consent of channel" });
    await channel.fill("email");
    await channel.press("Tab");
    await card.getByRole("radio", { name: /^As the queue: Nothing/ }).waitFor();
    await card.getByRole("radio", { name: /^To agree/ }).check();
    assert.equal(await channel.isDisabled(), true, "what is edited is saved first");
    await press(card, "Save consent");
    await card.getByText("Saved.").waitFor();
    const { mode, source } = await stage.desk.as("admin", "GET", path);
    assert.deepEqual([mode, source], ["opt_in", "channel"]);
    await card.getByRole("radio", { name: /^As the queue/ }).check();
    await press(card, "Save consent");
    await card.getByText("Saved.").waitFor();
    assert.equal((await stage.desk.as("admin", "GET", path)).source, "queue");
  },

  "a notice that could not be had at first is asked for again, at once when the browser is online again": async (stage) => {
    await stage.desk.as("admin", "PUT", "/queues/billing/consent", { mode: "opt_in" });
    const box = (page) => page.getByRole("checkbox", { name: /^I agree to this/ });
    for (const answer of [{}, { "Retry-After": "300" }]) {
      const page = await stage.window();
      const refused = page.waitForResponse((response) => response.url().endsWith("/notice") && response.status() === 503);
      await page.route("**/notice", (route) => route.fulfill({ status: 503, headers: answer, contentType: "application/problem+json", body: "{}" }), { times: 1 });
      await page.goto("/chat?queue=billing");
      await (await refused).finished();
      if (answer["Retry-After"]) await page.evaluate(() => window.dispatchEvent(new Event("online")));
      await box(page).waitFor();
    }
  },
};
