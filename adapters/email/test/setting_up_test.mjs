// What whoever sets it up sees.
import assert from "node:assert/strict";
import { Smtp } from "./smtp.mjs";

/// Mails of these tests go into a folder that no other test looks into.
async function folder(stage, name) {
  await stage.box.mailboxCreate(name);
  return name;
}

export const tests = {
  "each setting that is missing or wrong is one line": async (stage) => {
    const adapter = stage.start({ UNDERTONE_KEY: "", IMAP_HOST: "mail.example", SMTP_PORT: "many", MAIL_FROM: "us", UNDERTONE_URL: "undertone" });
    assert.equal(await adapter.ended, 1);
    const told = adapter.log.all.map((line) => line.split(" error ")[1]).sort();
    assert.deepEqual(told, [
      "IMAP_TLS may be none for a server on this machine alone",
      "MAIL_FROM must be a mail address like Shop <help@shop.example>",
      "SMTP_PORT must be a whole number from 1 to 65535",
      "UNDERTONE_KEY is missing",
      "UNDERTONE_URL must be an address like https://undertone.example, without a path",
    ]);
  },

  "what the other sides refuse is one line": async (stage) => {
    const score = (await stage.desk.as("admin", "POST", "/keys", { name: "scores", scope: "score" })).key;
    const cases = [
      [{ IMAP_PASSWORD: "wrong" }, "the IMAP server refuses IMAP_USER with IMAP_PASSWORD"],
      [{ SMTP_PASSWORD: "wrong" }, "the SMTP server refuses SMTP_USER with SMTP_PASSWORD"],
      [{ UNDERTONE_KEY: "k_wrong" }, "UNDERTONE_KEY opens nothing: Undertone answered 401"],
      [{ UNDERTONE_KEY: score }, "UNDERTONE_KEY is no channel key with the scope channel"],
      [{ IMAP_FOLDER: "Nowhere" }, "IMAP_FOLDER: there is no folder Nowhere"],
    ];
    const starts = cases.map(async ([changes, told], number) => {
      const adapter = stage.start({ STATE_FILE: `${stage.state.path}/refused-${number}`, ...changes });
      assert.equal(await adapter.ended, 1);
      const errors = adapter.log.all.filter((line) => / (error|warning) /.test(line));
      assert.equal(errors.length, 1, errors.join("\n"));
      assert.equal(errors[0].split(" error ")[1], told);
    });
    await Promise.all(starts);
  },

  "check says whether all is well": async (stage) => {
    const well = stage.start({}, "check");
    assert.equal(await well.ended, 0);
    assert.equal(well.out, "Undertone: well\nIMAP: well\nSMTP: well\n");
    const wrong = stage.start({ SMTP_PASSWORD: "wrong" }, "check");
    assert.equal(await wrong.ended, 1);
    assert.match(wrong.out, /^SMTP: the SMTP server refuses/m);
  },

  "a second adapter with the same state ends at once": async (stage) => {
    const first = await stage.watching();
    const second = stage.start();
    assert.equal(await second.ended, 1);
    assert.match(second.text, /another adapter uses STATE_FILE/);
    await first.end("SIGTERM");
  },

  "mails that were there before are left alone, done ones can be moved": async (stage) => {
    const [from, to] = [await folder(stage, "Before"), await folder(stage, "Done")];
    const box = stage.box;
    await box.append(from, "From: old@customer.example\r\nSubject: Old\r\n\r\nAn old mail\r\n");
    const changes = { IMAP_FOLDER: from, IMAP_DONE_FOLDER: to, STATE_FILE: `${stage.state.path}/others` };
    const adapter = await stage.watching(changes);
    await box.append(from, "From: new@customer.example\r\nSubject: New\r\nMessage-ID: <new@customer.example>\r\n\r\nA new mail\r\n");
    await stage.live.expect(({ message }) => message?.text === "A new mail", "the new mail", ({ message }) => message?.text === "An old mail");
    await adapter.line("a mail is stored");
    assert.equal(await adapter.end("SIGTERM"), 0);
    assert.equal((await box.status(from, { messages: true })).messages, 1);
    assert.equal((await box.status(to, { messages: true })).messages, 1);
  },

  "a folder that was made anew is read from its begin": async (stage) => {
    const name = await folder(stage, "Anew");
    const { box } = stage;
    const changes = { IMAP_FOLDER: name, STATE_FILE: `${stage.state.path}/anew` };
    for (const number of [1, 2, 3]) await box.append(name, `From: old@customer.example\r\n\r\nOld ${number}\r\n`);
    await (await stage.watching(changes)).end("SIGTERM");
    await box.mailboxDelete(name);
    await folder(stage, name);
    await box.append(name, "From: new@customer.example\r\n\r\nIn the new folder\r\n");
    await stage.watching(changes);
    await stage.live.expect(({ message }) => message?.text === "In the new folder", "the mail of the new folder");
  },

  "mail servers are spoken to under TLS, and only to those whose certificate is good": async (stage) => {
    const { certificate, dovecot } = stage;
    const smtps = await Smtp.start(certificate, true);
    const direct = { IMAP_TLS: "tls", IMAP_PORT: `${dovecot.tlsPort}`, SMTP_TLS: "tls", SMTP_PORT: `${smtps.port}` };
    const started = { IMAP_TLS: "starttls", SMTP_TLS: "starttls" };
    for (const changes of [direct, started]) {
      const well = stage.start({ ...changes, NODE_EXTRA_CA_CERTS: certificate.path }, "check");
      assert.equal(await well.ended, 0, well.out);
      const unknown = stage.start(changes, "check");
      assert.equal(await unknown.ended, 1);
      assert.match(unknown.out, /^IMAP: the IMAP server cannot be used: .+\nSMTP: the SMTP server cannot be used: .+$/m);
    }
    await smtps.close();
  },
};
