// An e-mail channel for Undertone: `run` watches the mailbox until SIGTERM, `run check` says whether all is well.
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { resolve } from "node:path";
import { Answers } from "./answers.mjs";
import { Incoming } from "./incoming.mjs";
import { log } from "./log.mjs";
import { Mailbox } from "./mailbox.mjs";
import { Hopeless, keepDoing, wait } from "./patience.mjs";
import { WrongSettings, readSettings } from "./settings.mjs";
import { Threads } from "./threads.mjs";
import { Undertone } from "./undertone.mjs";

const graceSeconds = 15;

/// Ends when told; what is under way has a moment to end well.
function stopSignal() {
  const stop = new AbortController();
  for (const name of ["SIGTERM", "SIGINT"])
    process.on(name, () => {
      stop.abort();
      setTimeout(() => process.exit(0), graceSeconds * 1000).unref(); // as safe as any other end
    });
  return stop;
}

/// A second adapter with the same state would spoil it: the name of a socket that goes with the process keeps it out.
function alone(stateFile) {
  return new Promise((done, fail) => {
    const socket = createServer();
    socket.once("error", ({ code }) => fail(new Hopeless(code === "EADDRINUSE" ? `another adapter uses STATE_FILE ${stateFile}` : `STATE_FILE cannot be locked: ${code}`)));
    socket.listen(`\0undertone-email-${createHash("sha256").update(resolve(stateFile)).digest("hex")}`, done);
    socket.unref();
  });
}

async function watch(mailbox, incoming, undertone, stop) {
  await keepDoing("mails", async (progress) => {
    await undertone.check();
    await mailbox.open();
    try {
      log.info("the mailbox is open");
      while (!stop.aborted) {
        await mailbox.sweep((source) => incoming.receive(source), stop);
        progress();
        await mailbox.change(stop);
      }
    } finally {
      mailbox.close();
    }
  }, stop);
}

async function answer(answers, seconds, stop) {
  await keepDoing("answers", async (progress) => {
    await answers.check();
    while (!stop.aborted) {
      await answers.round(stop);
      progress();
      await wait(seconds, stop);
    }
  }, stop);
}

/// One line a part; the exit status says whether all is well.
async function check(parts) {
  let failed = 0;
  for (const [name, ask] of parts) {
    try {
      await ask();
      console.log(`${name}: well`);
    } catch (error) {
      failed = 1;
      console.log(`${name}: ${error.message}`);
    }
  }
  return failed;
}

/// The three others as they are, and nothing is remembered.
function checkAll({ imap, smtp, from }, undertone) {
  const mailbox = new Mailbox(imap, {});
  const answers = new Answers({ undertone, smtp, from });
  return check([["Undertone", () => undertone.check()], ["IMAP", () => mailbox.open().then(() => mailbox.close())], ["SMTP", () => answers.check()]]);
}

async function run(words) {
  const settings = readSettings(process.env);
  const undertone = new Undertone(settings.undertone);
  if (words[0] === "check") return checkAll(settings, undertone);
  await alone(settings.stateFile);
  const threads = new Threads(settings.stateFile, settings.keepDays);
  const mailbox = new Mailbox(settings.imap, threads);
  const answers = new Answers({ undertone, threads, smtp: settings.smtp, from: settings.from });
  const incoming = new Incoming({ undertone, threads, from: settings.from });
  const stop = stopSignal();
  const end = (error) => {
    stop.abort();
    throw error;
  };
  const parts = [watch(mailbox, incoming, undertone, stop.signal), answer(answers, settings.answerSeconds, stop.signal)];
  const ends = await Promise.allSettled(parts.map((part) => part.catch(end)));
  answers.close();
  threads.close();
  const failed = ends.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  log.info("the adapter has ended");
  return 0;
}

try {
  process.exit(await run(process.argv.slice(2)));
} catch (error) {
  if (error instanceof WrongSettings) for (const line of error.lines) log.error(line);
  else if (error instanceof Hopeless) log.error(error.message);
  else log.error("the adapter has failed", { why: error.stack });
  process.exit(1);
}
