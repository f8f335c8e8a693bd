// What the adapter must still know after a restart: which mails belong to which conversation, and up to which message its
// answers are sent. A journal: each change is one line, on the disk before anybody relies on it; the latest line counts.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const keptMails = 200; // of one thread
const slack = 1000; // lines that count no more before the journal is written anew

function linesOf(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  lines.pop(); // empty, or torn by a power cut: then nobody has relied on it
  return lines.map((line) => JSON.parse(line));
}

export class Threads {
  /// By conversation id: { conversation, address, replyTo, subject, mails, last, sent, closed, at }.
  #records = new Map();
  /// Message-ID → conversation ids, the latest last.
  #byMail = new Map();
  #mailbox;

  constructor(path, keepDays) {
    this.path = path;
    this.keepMilliseconds = keepDays * 24 * 3600 * 1000;
    mkdirSync(dirname(path), { recursive: true });
    for (const line of linesOf(path)) this.#take(line);
    this.#rewrite();
  }

  #take(line) {
    if (line.mailbox) {
      this.#mailbox = line.mailbox;
      return;
    }
    this.#records.set(line.conversation, line);
    for (const mail of line.mails) {
      const before = (this.#byMail.get(mail) ?? []).filter((id) => id !== line.conversation && this.#records.has(id));
      this.#byMail.set(mail, [...before, line.conversation].sort());
    }
  }

  /// Where the mailbox began: { folder, uidValidity, first, since }.
  get mailbox() {
    return this.#mailbox;
  }

  set mailbox(mailbox) {
    this.#save({ mailbox });
  }

  /// The latest conversation of this address in which one of the mails is known; the first id that is known decides.
  find(address, mails) {
    for (const mail of mails)
      for (const id of [...(this.#byMail.get(mail) ?? [])].reverse()) {
        const record = this.#records.get(id);
        if (record?.address === address) return record;
      }
    return undefined;
  }

  /// Stores the thread as it is now; `record.mails` has each id once, the latest last.
  save(record) {
    const mails = [...new Set(record.mails.toReversed())].slice(0, keptMails).toReversed();
    const saved = { ...record, mails, at: Date.now() };
    this.#save(saved);
    return saved;
  }

  /// The conversations in which an answer may still come.
  open() {
    return [...this.#records.values()].filter(({ closed }) => !closed);
  }

  get(conversation) {
    return this.#records.get(conversation);
  }

  #save(line) {
    this.#write(this.descriptor, [line]);
    this.#take(line);
    if (++this.lines > 2 * this.#records.size + slack) this.#rewrite();
  }

  #write(descriptor, lines) {
    writeSync(descriptor, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    fsyncSync(descriptor);
  }

  /// Leaves out what counts no more; a kill in between leaves the old journal.
  #rewrite() {
    const oldest = Date.now() - this.keepMilliseconds;
    for (const [id, record] of this.#records) {
      if (!record.closed || record.at > oldest) continue;
      this.#records.delete(id);
      for (const mail of record.mails) {
        const others = this.#byMail.get(mail)?.filter((other) => other !== id) ?? [];
        if (others.length > 0) this.#byMail.set(mail, others);
        else this.#byMail.delete(mail);
      }
    }
    const lines = [...(this.#mailbox ? [{ mailbox: this.#mailbox }] : []), ...this.#records.values()];
    const fresh = openSync(`${this.path}.new`, "w", 0o600);
    this.#write(fresh, lines);
    renameSync(`${this.path}.new`, this.path);
    const folder = openSync(dirname(this.path), "r");
    fsyncSync(folder);
    closeSync(folder);
    if (this.descriptor !== undefined) closeSync(this.descriptor);
    this.descriptor = fresh;
    this.lines = lines.length;
  }

  close() {
    closeSync(this.descriptor);
  }
}
