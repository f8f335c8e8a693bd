import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";

/// Plays with a page of another site, in which the chat stands where `head` and `body` say CHAT.
async function inShop(stage, head, body, play) {
  const script = `<script src="${stage.desk.origin}/widget.js" data-queue="billing"></script>`;
  const html = `<!doctype html><html><head><title>Shop</title>${head}</head><body><h1>Shop</h1>${body}</body></html>`.replaceAll("CHAT", script);
  const shop = createServer((_, answer) => answer.setHeader("Content-Type", "text/html").end(html));
  await once(shop.listen(0, "127.0.0.1"), "listening");
  try {
    const page = await stage.window();
    await page.goto(`http://127.0.0.1:${shop.address().port}/`);
    await play(page);
  } finally {
    shop.closeAllConnections();
    shop.close();
  }
}

const buttonOn = (page) => page.getByRole("button", { name: "Chat with us", exact: true });
const frameOn = (page) => page.locator("iframe");
const inFrame = (page) => page.frameLocator("iframe");
const messageIn = (page) => inFrame(page).getByRole("textbox", { name: "Message", exact: true });

async function opened(page) {
  await buttonOn(page).click();
  await messageIn(page).waitFor();
}

export const tests = {
  "the button comes also where the script runs before there is a body, and once however often the page names it": (stage) => inShop(stage, "CHAT", "CHAT", async (page) => {
    await opened(page);
    assert.equal(await page.locator("body > button").count(), 1);
  }),

  "Escape in the chat closes it and leaves its dialogs to themselves; what happens on the page around does not": (stage) => inShop(stage, "", "<dialog><button>Look closer</button></dialog>CHAT", async (page) => {
    await opened(page);
    await messageIn(page).fill("Where is my parcel?");
    await messageIn(page).press("Enter");
    await inFrame(page).getByRole("button", { name: "End chat", exact: true }).click();
    const asked = inFrame(page).getByRole("alertdialog");
    await asked.waitFor();
    await page.keyboard.press("Escape");
    await asked.waitFor({ state: "detached" });
    assert.ok(await frameOn(page).isVisible(), "the dialog alone is closed");

    await page.evaluate(() => document.querySelector("dialog").showModal());
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector("dialog").open);
    await page.evaluate(() => new Promise((done) => {
      window.addEventListener("message", done, { once: true });
      window.postMessage("undertone: close", "*");
    }));
    assert.ok(await frameOn(page).isVisible(), "the page around has closed the chat");

    await messageIn(page).press("Escape");
    await frameOn(page).waitFor({ state: "hidden" });
    await buttonOn(page).and(page.locator(":focus")).waitFor();
    await buttonOn(page).press("Enter");
    await frameOn(page).waitFor();
    await page.getByRole("button", { name: "Close the chat", exact: true }).press("Escape");
    await frameOn(page).waitFor({ state: "hidden" });
  }),
};
