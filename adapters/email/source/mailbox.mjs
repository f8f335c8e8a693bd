// The watched folder: hands each new mail on and marks it when that is done. Connections end; the folder and its marks stay.
import { ImapFlow } from "imapflow";
import { log } from "./log.mjs";
import { Unreadable } from "./mail.mjs";
import { Hopeless, Passing } from "./patience.mjs";
import { Refused } from "./undertone.mjs";

const mark = "Undertone";
const silentSeconds = 300;

function connection({ host, port, security, user, password }) {
  const client = new ImapFlow({
    host, port, auth: { user, pass: password }, logger: false, disableAutoIdle: true,
    secure: security === "tls", doSTARTTLS: security === "starttls", socketTimeout: silentSeconds * 1000,
  });
  client.on("error", () => {}); // `close` follows, and what was asked fails
  return client;
}

export class Mailbox {
  #news = false;
  #wake = () => {};
  #refused = new Set();

  constructor(settings, threads) {
    Object.assign(this, { settings, threads });
  }

  /// Connects, opens the folder and remembers at the first time where it ended then: older mails are left alone.
  async open() {
    this.client = connection(this.settings);
    for (const happening of ["exists", "close"])
      this.client.on(happening, () => {
        this.#news = true;
        this.#wake();
      });
    try {
      await this.client.connect();
      await this.#openFolder();
    } catch (error) {
      this.client.close();
      throw this.#explained(error);
    }
  }

  #explained(error) {
    if (error instanceof Hopeless) return error;
    if (error.authenticationFailed) return new Hopeless("the IMAP server refuses IMAP_USER with IMAP_PASSWORD");
    return new Passing(`the IMAP server cannot be used: ${error.responseText ?? error.code ?? error.message}`);
  }

  async #openFolder() {
    const { folder, doneFolder } = this.settings;
    for (const [name, path] of [["IMAP_FOLDER", folder], ["IMAP_DONE_FOLDER", doneFolder]])
      if (path && !(await this.client.list()).some((each) => each.path === path)) throw new Hopeless(`${name}: there is no folder ${path}`);
    const { uidValidity, uidNext, permanentFlags } = await this.client.mailboxOpen(folder);
    if (!doneFolder && !permanentFlags.has("\\*") && !permanentFlags.has(mark)) throw new Hopeless("this IMAP server keeps no marks of ours: set IMAP_DONE_FOLDER");
    const known = this.threads.mailbox;
    if (known?.folder !== folder) this.threads.mailbox = { folder, uidValidity: `${uidValidity}`, first: uidNext, since: new Date().toISOString().slice(0, 10) };
    else if (known.uidValidity !== `${uidValidity}`) this.threads.mailbox = { ...known, uidValidity: `${uidValidity}`, first: 1 };
  }

  /// Hands each mail that has no mark to `receive`, the oldest first, and marks it.
  async sweep(receive, stop) {
    this.#news = false;
    const { first, since } = this.threads.mailbox;
    const wanted = { uid: `${first}:*`, unKeyword: mark, ...(first === 1 && { since }) };
    const found = await this.#ask(() => this.client.search(wanted, { uid: true }));
    if (found === false) throw new Passing("the IMAP server does not search");
    for (const uid of found.filter((each) => each >= first && !this.#refused.has(each)).sort((one, other) => one - other)) {
      if (stop.aborted) return;
      await this.#handOn(uid, receive);
    }
  }

  async #handOn(uid, receive) {
    const mail = await this.#ask(() => this.client.fetchOne(`${uid}`, { source: { maxLength: this.settings.bytes } }, { uid: true }));
    if (!mail) return; // somebody took it away
    try {
      await receive(mail.source);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Unreadable)) throw error;
      if (error.field === "queue") throw new Hopeless("UNDERTONE_QUEUE: Undertone has no such queue");
      this.#refused.add(uid);
      return log.error("a mail was refused and stays without a mark; the next start tries it again", { uid, why: error.message });
    }
    await this.#ask(() => this.#mark(`${uid}`));
  }

  async #mark(uid) {
    const { doneFolder } = this.settings;
    const done = doneFolder ? await this.client.messageMove(uid, doneFolder, { uid: true }) : await this.client.messageFlagsAdd(uid, [mark], { uid: true });
    if (!done) throw new Passing("the IMAP server does not mark a mail");
  }

  async #ask(what) {
    try {
      return await what();
    } catch (error) {
      throw error instanceof Passing ? error : this.#explained(error);
    }
  }

  /// Resolves when there may be something new, when it is time to look anyway, and at `stop`.
  async change(stop) {
    if (!this.client.usable) throw new Passing("the IMAP connection has ended");
    if (this.#news || stop.aborted) return;
    await new Promise((done) => {
      const end = () => {
        clearTimeout(timer);
        stop.removeEventListener("abort", end);
        done();
      };
      const timer = setTimeout(end, this.settings.pollSeconds * 1000);
      stop.addEventListener("abort", end);
      this.#wake = end;
      this.client.idle().catch(end);
    });
    this.#wake = () => {};
    if (!this.client.usable) throw new Passing("the IMAP connection has ended");
  }

  close() {
    this.client.close();
  }
}
