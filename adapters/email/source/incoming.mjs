// A mail becomes a message of a conversation: once, whatever ends this program in between.
import { log } from "./log.mjs";
import { readMail } from "./mail.mjs";
import { Refused } from "./undertone.mjs";

function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/// What the agent must know beside the text; undefined when there is nothing.
function remark({ files, isCut }) {
  const lines = [];
  if (files.length > 0) lines.push(`In the mailbox, with this mail: ${files.map(({ name, bytes }) => `${name} (${size(bytes)})`).join(", ")}.`);
  if (isCut) lines.push("The mail is longer; the rest is in the mailbox.");
  return lines.length > 0 ? lines.join("\n") : undefined;
}

/// The conversation has ended or was deleted: what comes now begins a new one.
function isOver(error) {
  return error instanceof Refused && (error.status === 404 || (error.status === 409 && error.field !== "client_id"));
}

export class Incoming {
  constructor({ undertone, threads, from }) {
    Object.assign(this, { undertone, threads, from });
  }

  /// Resolves when Undertone has stored the mail, or there is nothing to store.
  async receive(source) {
    const mail = await readMail(source, this.from.address);
    if (mail.machine) return log.info("a mail was left alone", { why: mail.machine });
    try {
      const conversation = await this.#store(mail);
      return log.info("a mail is stored", { conversation });
    } catch (error) {
      if (error instanceof Refused && error.status === 403) return log.info("a mail was left alone", { why: "its sender is blocked" });
      throw error;
    }
  }

  async #store(mail) {
    let record = this.threads.find(mail.address, [mail.id, ...mail.earlier]);
    if (record?.closed && !record.mails.includes(mail.id)) record = undefined;
    if (record) {
      record = this.#join(record, mail);
      try {
        await this.#write(record, mail);
        return record.conversation;
      } catch (error) {
        if (!isOver(error)) throw error;
      }
    }
    record = await this.#begin(mail);
    await this.#write(record, mail);
    return record.conversation;
  }

  /// The thread is on the disk before its first message is sent: killed in between, the mail finds its conversation again.
  /// Killed before that, the mail opens it again under its own id.
  async #begin(mail) {
    const { id } = await this.undertone.open(mail.customer, mail.subject, mail.clientId);
    const mails = [...mail.earlier.toReversed(), mail.id];
    return this.threads.save({ conversation: id, address: mail.address, replyTo: mail.replyTo, subject: mail.subject, mails, last: mail.id, closed: false });
  }

  #join(record, mail) {
    if (record.mails.includes(mail.id)) return record;
    return this.threads.save({ ...record, replyTo: mail.replyTo, mails: [...record.mails, mail.id], last: mail.id });
  }

  async #write({ conversation }, mail) {
    await this.#once(conversation, { sender: "customer", text: mail.text, client_id: mail.clientId });
    const note = remark(mail);
    if (!note) return;
    try {
      await this.#once(conversation, { sender: "system", text: note, client_id: mail.clientId });
    } catch (error) {
      if (!isOver(error)) throw error; // it ended in between: the mail itself is stored
    }
  }

  /// An id that is known with another text: that mail was stored by another version of this program, which read it differently.
  async #once(conversation, message) {
    try {
      await this.undertone.write(conversation, message);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 409 && error.field === "client_id")) throw error;
    }
  }
}
