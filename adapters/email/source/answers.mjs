// What people write to the customer in Undertone goes out as mail, in the thread, once.
import nodemailer from "nodemailer";
import { log } from "./log.mjs";
import { Hopeless, Passing } from "./patience.mjs";
import { Refused } from "./undertone.mjs";

const atOnce = 4;
const references = 20;
const writers = new Set(["agent", "supervisor"]);
const deferredSeconds = 60;
const connectSeconds = 30;
const silentSeconds = 60;

function transport({ host, port, security, user, password }) {
  return nodemailer.createTransport({
    host, port, secure: security === "tls", requireTLS: security === "starttls", ignoreTLS: security === "none",
    ...(user && { auth: { user, pass: password } }),
    connectionTimeout: connectSeconds * 1000, greetingTimeout: connectSeconds * 1000, socketTimeout: silentSeconds * 1000,
    disableFileAccess: true, disableUrlAccess: true,
  });
}

function replySubject(subject) {
  return /^re:/i.test(subject) ? subject : `Re: ${subject}`.trim();
}

/// The id and the date are the same however often the mail is made, so whoever gets it twice can tell.
export function composed(record, message, from) {
  const { text, attachment } = message;
  return {
    from: from.line,
    to: { name: "", address: record.replyTo }, // one address, whatever stands in it
    subject: replySubject(record.subject),
    text: [text, attachment && `${attachment.name}: ${attachment.url}`].filter(Boolean).join("\n\n"),
    messageId: `<${record.conversation}.${message.id}@${from.address.split("@")[1]}>`,
    inReplyTo: record.last,
    references: [...new Set([...record.mails.slice(-references), record.last])],
    date: new Date(message.created_at),
  };
}

/// The server has refused this one mail: for good, or for now.
function refusesOne({ code, command, responseCode }) {
  return (code === "EENVELOPE" || code === "EMESSAGE") && !(responseCode && command === "MAIL FROM");
}

function explained(error) {
  if (error.code === "EAUTH") return new Hopeless("the SMTP server refuses SMTP_USER with SMTP_PASSWORD");
  return new Passing(`the SMTP server cannot be used: ${error.responseCode ?? error.code ?? error.name}`);
}

export class Answers {
  /// By conversation: the version up to which all is sent, and when its customer's server may be asked again.
  #seen = new Map();
  #deferred = new Map();

  constructor({ undertone, threads, smtp, from }) {
    Object.assign(this, { undertone, threads, from, transport: transport(smtp) });
  }

  /// Whether the SMTP server lets us in.
  async check() {
    try {
      await this.transport.verify();
    } catch (error) {
      throw explained(error);
    }
  }

  /// Looks once at every conversation that may have an answer, a few at a time.
  async round(stop) {
    const waiting = this.threads.open().map(({ conversation }) => conversation);
    const look = async () => {
      while (waiting.length > 0 && !stop.aborted) await this.#look(waiting.shift(), stop);
    };
    const ends = await Promise.allSettled(Array.from({ length: atOnce }, look));
    const failed = ends.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
  }

  async #look(id, stop) {
    if (this.#deferred.get(id) > Date.now()) return;
    const conversation = await this.undertone.conversation(id);
    if (conversation && this.#seen.get(id) === conversation.version) return;
    for (const message of conversation ? await this.#unsent(id) : []) {
      if (stop.aborted) return;
      if (!(await this.#send(this.threads.get(id), message))) return;
    }
    if (conversation && conversation.state !== "closed") this.#seen.set(id, conversation.version);
    else this.#forget(id);
  }

  #forget(id) {
    this.threads.save({ ...this.threads.get(id), closed: true });
    this.#seen.delete(id);
    this.#deferred.delete(id);
  }

  async #unsent(id) {
    const answers = (await this.undertone.messages(id)).filter(({ sender }) => writers.has(sender));
    return answers.slice(answers.findIndex((answer) => answer.id === this.threads.get(id).sent) + 1);
  }

  /// Whether it is done; what the customer's server does not take now waits a while and holds nobody else up.
  async #send(record, message) {
    const mail = composed(record, message, this.from);
    const names = { conversation: record.conversation, message: message.id };
    try {
      await this.transport.sendMail(mail);
      log.info("an answer is sent", names);
    } catch (error) {
      if (!refusesOne(error)) throw explained(error);
      log.warn("an answer is not taken", { ...names, status: error.responseCode });
      if (error.responseCode < 500) {
        this.#deferred.set(record.conversation, Date.now() + deferredSeconds * 1000);
        return false;
      }
      await this.#tell(record.conversation, message, error);
    }
    const now = this.threads.get(record.conversation); // a mail may have come meanwhile
    this.threads.save({ ...now, sent: message.id, mails: [...now.mails, mail.messageId] });
    return true;
  }

  /// The agent must know that the customer reads nothing.
  async #tell(conversation, message, { responseCode, response, message: words }) {
    const text = `The answer could not be delivered: ${responseCode ? response : words}`;
    try {
      await this.undertone.write(conversation, { sender: "system", text, client_id: `undelivered-${message.id}` });
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // it has ended meanwhile
    }
  }

  close() {
    this.transport.close();
  }
}
