// An SMTP server of the tests' own. It keeps what it takes; a test may refuse, or be asked before a mail is taken.
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { freePort } from "../../../tests/tools/ports.mjs";
import { Arrivals } from "./arrivals.mjs";

export const account = { user: "support", password: "a password for sending" };

function reply(code, words) {
  return Object.assign(new Error(words), { responseCode: code });
}

export class Smtp {
  mails = new Arrivals("mail to a customer");
  refuse = () => undefined; // by address: [code, words] instead of taking it
  taken = async () => {}; // asked after a mail was taken, before the client hears of it

  /// `smtps`: one that speaks TLS from the first byte; else it offers STARTTLS.
  static async start({ cert, key }, smtps = false) {
    const smtp = new Smtp();
    smtp.port = await freePort();
    smtp.server = new SMTPServer({
      secure: smtps,
      cert,
      key,
      allowInsecureAuth: true,
      logger: false,
      onAuth: ({ username, password }, _, done) => (username === account.user && password === account.password ? done(null, { user: username }) : done(reply(535, "wrong"))),
      onRcptTo: ({ address }, _, done) => {
        const refusal = smtp.refuse(address);
        return refusal ? done(reply(...refusal)) : done();
      },
      onData: (stream, session, done) => smtp.#take(stream, session).then(() => done(), done),
    });
    smtp.server.on("error", () => {}); // a client has gone: the test looks at the client
    await new Promise((done) => smtp.server.listen(smtp.port, "127.0.0.1", done));
    return smtp;
  }

  async #take(stream, session) {
    const mail = await simpleParser(stream);
    this.mails.add({ ...mail, recipients: session.envelope.rcptTo.map(({ address }) => address) });
    await this.taken(mail);
  }

  close() {
    return new Promise((done) => this.server.close(done));
  }
}
