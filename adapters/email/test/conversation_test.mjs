// What a customer and an agent see of it.
import assert from "node:assert/strict";
import { us } from "./stage.mjs";

export const tests = {
  "a mail begins a conversation, and is read": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    await stage.mail(customer, { subject: "=?utf-8?q?My_parcel_=E2=80=93_again?=", text: "I am really angry, nobody answers me." });
    const { conversation, message } = await stage.said("really angry");
    assert.equal(conversation.channel, "email");
    assert.equal(conversation.subject, "My parcel – again");
    assert.equal(conversation.customer.name, customer.name);
    assert.equal(conversation.customer.id, customer.address);
    assert.equal(conversation.queue.name, "billing");
    assert.equal(message.reading.zone, "negative");
    await stage.adapter.line("a mail is stored");
  },

  "mails and answers of one thread are one conversation, and nobody else's": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    const first = await stage.mail(customer, { subject: "Invoice 4711", text: "Please send the invoice." });
    const { id } = (await stage.said("Please send")).conversation;
    const second = await stage.mail(customer, { subject: "Re: Invoice 4711", text: "By Friday please.", headers: { "In-Reply-To": first, References: first } });
    assert.equal((await stage.said("By Friday")).conversation.id, id);

    await stage.accept(id);
    await stage.say(id, "He is impatient", { visibility: "internal" });
    await stage.say(id, "Here it is.", { attachment: { name: "invoice.pdf", type: "application/pdf", bytes: 2048, url: "https://files.example/4711.pdf" } });
    const answer = await stage.answerTo(customer);
    assert.equal(answer.from.text, `"Support" <${us}>`);
    assert.equal(answer.subject, "Re: Invoice 4711");
    assert.equal(answer.inReplyTo, second);
    assert.deepEqual(answer.references, [first, second]);
    assert.equal(answer.text.trim(), "Here it is.\n\ninvoice.pdf: https://files.example/4711.pdf");
    assert.equal(answer.headers.has("auto-submitted"), false);

    await stage.mail(customer, { subject: "Re: Invoice 4711", text: "Thank you!", headers: { "In-Reply-To": answer.messageId } });
    assert.equal((await stage.said("Thank you!")).conversation.id, id);

    const other = stage.customer();
    await stage.mail(other, { subject: "Re: Invoice 4711", text: "I was copied.", headers: { "In-Reply-To": answer.messageId } });
    assert.notEqual((await stage.said("I was copied")).conversation.id, id);
    assert.deepEqual((await stage.messages(id)).map(({ text }) => text.split("\n")[0]), ["Please send the invoice.", "By Friday please.", "He is impatient", "Here it is.", "Thank you!"]);
    const sent = stage.smtp.mails.all.filter(({ recipients }) => recipients.includes(customer.address));
    assert.equal(sent.length, 1, "an internal message never leaves, nor does anything twice");
  },

  "a reply to a conversation that has ended begins a new one of the same customer": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    const first = await stage.mail(customer, { text: "A first question" });
    const { id } = (await stage.said("A first question")).conversation;
    await stage.accept(id);
    await stage.say(id, "And its answer");
    const answer = await stage.answerTo(customer);
    await stage.desk.as("agent1", "POST", `/conversations/${id}/end`);
    await stage.desk.as("agent1", "POST", `/conversations/${id}/close`);
    await stage.mail(customer, { text: "One thing more", headers: { "In-Reply-To": answer.messageId, References: `${first} ${answer.messageId}` } });
    const next = (await stage.said("One thing more")).conversation;
    assert.notEqual(next.id, id);
    const { items } = await stage.desk.as("admin", "GET", `/conversations/${next.id}/earlier`);
    assert.deepEqual(items.map((earlier) => earlier.id), [id]);
    await stage.mail(customer, { text: "And another", headers: { "In-Reply-To": answer.messageId, References: `${first} ${answer.messageId}` } });
    assert.equal((await stage.said("And another")).conversation.id, next.id);
  },

  "a mail in HTML alone is text, its files are named": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    const body = [
      'Content-Type: multipart/mixed; boundary="b"', "", "--b", "Content-Type: text/html; charset=utf-8", "",
      "<style>p { color: red }</style><p>It came <b>broken</b>.</p><p>What now?</p>", "--b",
      'Content-Type: image/jpeg; name="parcel.jpg"', 'Content-Disposition: attachment; filename="parcel.jpg"', "Content-Transfer-Encoding: base64", "", "AAAA".repeat(1000), "--b--", "",
    ].join("\n");
    await stage.mail(customer, { body });
    const { conversation, message } = await stage.said("It came");
    assert.equal(message.text, "It came broken.\n\nWhat now?");
    const note = (await stage.said("parcel.jpg", "system")).message;
    assert.equal(note.text, "In the mailbox, with this mail: parcel.jpg (3 kB).");
    assert.equal((await stage.messages(conversation.id)).length, 2);
  },

  "a mail that is too long is cut between letters": async (stage) => {
    await stage.watching();
    await stage.mail(stage.customer(), { text: `A long one ${"ü".repeat(40000)}` });
    const { message } = await stage.said("A long one");
    assert.equal(Buffer.byteLength(message.text), 65535);
    await stage.said("The mail is longer", "system");
  },

  "the agent is told of an answer that cannot be delivered": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    stage.smtp.refuse = (address) => (address === customer.address ? [550, "no such mailbox"] : undefined);
    await stage.mail(customer, { text: "You will not reach me" });
    const { id } = (await stage.said("You will not reach me")).conversation;
    await stage.accept(id);
    await stage.say(id, "Are you there?");
    assert.match((await stage.said("could not be delivered", "system")).message.text, /550 no such mailbox/);
  },

  "machines and lists begin no conversation": async (stage) => {
    const adapter = await stage.watching();
    const customer = stage.customer();
    const kinds = [
      { "Auto-Submitted": "auto-replied; owner-email=me@customer.example" }, { "List-Id": "<news.customer.example>" }, { "List-Unsubscribe": "<https://customer.example/no>" },
      { Precedence: "bulk" }, { "Return-Path": "<>" }, { From: "Mail Delivery <MAILER-DAEMON@customer.example>" }, { From: us }, { From: undefined },
      { "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"' },
    ];
    for (const headers of kinds) await stage.mail(customer, { headers, text: "A machine wrote this", body: "\nA machine wrote this\n" });
    await stage.mail(customer, { headers: { "Auto-Submitted": "no", "Return-Path": `<${customer.address}>` }, text: "A person wrote this" });
    await stage.live.expect(({ message }) => message?.text === "A person wrote this", "the person's mail", ({ message }) => message?.text.includes("machine"));
    assert.equal(adapter.log.all.filter((line) => line.includes("a mail was left alone")).length, kinds.length);
  },

  "a blocked customer is not heard, and holds nobody up": async (stage) => {
    const adapter = await stage.watching();
    const customer = stage.customer();
    await stage.mail(customer, { text: "Something rude" });
    const { id } = (await stage.said("Something rude")).conversation;
    await stage.desk.as("admin", "POST", "/blocks", { kind: "customer", conversation: id, reason: "abuse" });
    await stage.mail(customer, { text: "More of it" });
    await adapter.line("its sender is blocked");
    await stage.mail(stage.customer(), { text: "A friendly word" });
    await stage.said("A friendly word");
  },
};
