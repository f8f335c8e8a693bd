// Debian's Chromium without a window of its own, which takes two thirds of the processor time that Chromium takes, and
// pages that remember what went wrong in them.
import { chromium } from "playwright-core";
import { patience } from "./server.mjs";

export const waitMilliseconds = 15000 * patience;
const executable = process.env.UNDERTONE_CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const flags = [
  "--no-sandbox",
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  return chromium.launch({ executablePath: executable, args: flags, timeout: 60000 * patience });
}

/// A browser window of one person. `faults` collects script errors and what the content security policy stopped.
export async function openWindow(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "en-GB", ...options });
  context.setDefaultTimeout(waitMilliseconds);
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

/// Resolves when every animation that ends has ended, so that colours and places are final.
export function still(page) {
  return page.evaluate(() => {
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    return Promise.allSettled(ending.map((one) => one.finished)).then(() => undefined);
  });
}
