// Everything that the adapter stands between, for real: Undertone, an IMAP server and an SMTP server; and the adapter itself.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Live } from "../../../tests/tools/client.mjs";
import { Desk } from "../../../tests/tools/desk.mjs";
import { Server, known, patience, temporaryFolder } from "../../../tests/tools/server.mjs";
import { Arrivals } from "./arrivals.mjs";
import { makeCertificate } from "./certificate.mjs";
import { Dovecot } from "./dovecot.mjs";
import { Gate } from "./gate.mjs";
import { Smtp, account } from "./smtp.mjs";

const main = fileURLToPath(new URL("../source/main.mjs", import.meta.url));
const endSeconds = 20 * patience;
export const us = "support@shop.example";

/// One running adapter; its log comes line by line.
class Adapter {
  log = new Arrivals("line of the log");
  out = "";

  constructor(environment, words) {
    this.child = known(spawn(process.execPath, [main, ...words], { env: environment, stdio: ["ignore", "pipe", "pipe"] }));
    let rest = "";
    this.child.stderr.on("data", (bytes) => {
      const lines = `${rest}${bytes}`.split("\n");
      rest = lines.pop();
      for (const line of lines) this.log.add(line);
    });
    this.child.stdout.on("data", (bytes) => (this.out += bytes));
    this.ended = new Promise((done) => this.child.once("close", (code, signal) => done(signal ?? code)));
  }

  /// The next line with these words.
  line(words) {
    return this.log.take((line) => line.includes(words), `line of the log with "${words}" among\n  ${this.log.all.join("\n  ")}\n`);
  }

  get text() {
    return this.log.all.join("\n");
  }

  async end(signal) {
    this.child.kill(signal);
    const late = setTimeout(() => this.child.kill("SIGKILL"), endSeconds * 1000);
    const code = await this.ended;
    clearTimeout(late);
    return code;
  }
}

export class Stage {
  #customers = 0;

  static async open() {
    const stage = new Stage();
    stage.state = temporaryFolder("adapter");
    stage.certificate = makeCertificate(temporaryFolder("certificate"));
    [stage.dovecot, stage.smtp, stage.desk] = await Promise.all([Dovecot.start({ support: "a password for reading" }, stage.certificate), Smtp.start(stage.certificate), Desk.open()]);
    stage.gate = await Gate.start(() => stage.desk.server.origin);
    const made = await stage.desk.as("admin", "POST", "/keys", { name: "e-mail", scope: "channel" });
    stage.key = made.key;
    stage.box = await stage.dovecot.client("support");
    await stage.listen();
    return stage;
  }

  /// Hears what happens in Undertone, as the supervisors of the queue do.
  async listen() {
    this.live?.close();
    this.live = Live.socket(this.desk.server.origin, { token: await this.desk.token("admin") });
    await this.live.subscribe(["queue:billing"]);
  }

  environment(changes = {}) {
    return {
      UNDERTONE_URL: this.gate.origin, UNDERTONE_KEY: this.key, UNDERTONE_QUEUE: "billing",
      IMAP_HOST: "127.0.0.1", IMAP_PORT: `${this.dovecot.port}`, IMAP_TLS: "none", IMAP_USER: "support", IMAP_PASSWORD: "a password for reading",
      SMTP_HOST: "127.0.0.1", SMTP_PORT: `${this.smtp.port}`, SMTP_TLS: "none", SMTP_USER: account.user, SMTP_PASSWORD: account.password,
      MAIL_FROM: `Support <${us}>`, STATE_FILE: join(this.state.path, "threads"), ANSWER_POLL_SECONDS: "1",
      ...changes,
    };
  }

  /// An adapter that runs until the end of the test at the latest; with `words` another of its commands.
  start(changes, ...words) {
    this.adapter = new Adapter(this.environment(changes), words);
    return this.adapter;
  }

  /// The adapter, watching.
  async watching(changes) {
    const adapter = this.start(changes);
    await adapter.line("the mailbox is open");
    return adapter;
  }

  customer() {
    const number = ++this.#customers;
    return { name: `Visitor ${number}`, address: `visitor${number}@customer.example`, mails: 0 };
  }

  /// Puts a mail of the customer into our mailbox and gives its Message-ID.
  async mail(customer, { subject = "Question", text = "Where is my parcel?", headers = {}, body } = {}) {
    const id = `<${++customer.mails}.${customer.address}>`;
    const head = { "Message-ID": id, From: `${customer.name} <${customer.address}>`, To: us, Subject: subject, "MIME-Version": "1.0", ...headers };
    const lines = Object.entries(head).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}: ${value}`);
    const rest = body ?? `Content-Type: text/plain; charset=utf-8\n\n${text}\n`;
    await this.box.append("INBOX", `${lines.join("\n")}\n${rest}`.replaceAll("\n", "\r\n"));
    return id;
  }

  /// The event of the next message with this text.
  said(text, sender = "customer") {
    return this.live.expect(({ event, message }) => event === "message" && message.sender === sender && message.text.includes(text), `the message "${text}"`);
  }

  async accept(conversation) {
    await this.desk.as("agent1", "POST", `/conversations/${conversation}/accept`);
  }

  say(conversation, text, more = {}) {
    return this.desk.as("agent1", "POST", `/conversations/${conversation}/messages`, { text, ...more });
  }

  async messages(conversation) {
    return (await this.desk.as("admin", "GET", `/conversations/${conversation}/messages`)).items;
  }

  /// Mails in our mailbox that the adapter has not marked.
  async unmarked() {
    await this.box.noop(); // hears of the marks
    return this.box.search({ unKeyword: "Undertone" }, { uid: true });
  }

  answerTo(customer) {
    return this.smtp.mails.take(({ recipients }) => recipients.includes(customer.address), `answer to ${customer.address}`);
  }

  /// Undertone ends as by a power button, and comes back on the same port with the same data.
  async awayUntil(work) {
    const { port } = this.desk.server;
    await this.desk.server.kill();
    await work();
    this.desk.server = await Server.start({ data: this.desk.folder.path, flags: ["--listen", `127.0.0.1:${port}`] });
    await this.listen();
  }

  /// What a test left behind: its adapter and what it asked of the servers.
  async tidy() {
    await this.adapter?.end("SIGTERM");
    this.adapter = undefined;
    this.gate.answered = async () => true;
    this.gate.refusal = () => undefined;
    this.smtp.refuse = () => undefined;
    this.smtp.taken = async () => {};
  }

  /// The log of the adapter never tells what mails say, who wrote them, or a secret.
  leaks(adapter = this.adapter) {
    const secrets = [this.key, account.password, "a password for reading", "customer.example"];
    return secrets.filter((secret) => adapter?.text.includes(secret));
  }

  journal() {
    return readFileSync(join(this.state.path, "threads"), "utf8");
  }

  async close() {
    await this.tidy();
    this.live?.close();
    this.box?.close();
    this.gate?.close();
    await Promise.all([this.smtp?.close(), this.dovecot?.close(), this.desk?.close()]);
    this.state.remove();
    this.certificate.remove();
  }
}
