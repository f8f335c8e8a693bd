// Nothing is lost and nothing comes twice, whatever fails in between.
import assert from "node:assert/strict";

/// Kills the adapter when the server has done it and the adapter has not heard of it.
function killAt(stage, fits) {
  return new Promise((done) => {
    stage.gate.answered = async (answer) => {
      if (!fits(answer)) return true;
      stage.gate.answered = async () => true;
      await stage.adapter.end("SIGKILL");
      done();
      return false;
    };
  });
}

export const tests = {
  "killed between storing and marking, a mail is stored once": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    const killed = killAt(stage, ({ method, path, status }) => method === "POST" && path.endsWith("/messages") && status === 201);
    await stage.mail(customer, { text: "Only once" });
    await killed;
    const { conversation } = await stage.said("Only once");
    assert.equal((await stage.unmarked()).length, 1);
    const adapter = await stage.watching();
    await adapter.line(`a mail is stored conversation=${conversation.id}`);
    await stage.mail(customer, { text: "A second one" });
    await stage.live.expect(({ message }) => message?.text === "A second one", "the second mail", ({ event, message }) => event === "message" && message.text === "Only once");
    assert.equal((await stage.messages(conversation.id)).length, 1);
  },

  "killed between opening and remembering, a mail has one conversation": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    const killed = killAt(stage, ({ method, path, status }) => method === "POST" && path === "/conversations" && status === 201);
    await stage.mail(customer, { text: "One conversation" });
    await killed;
    const opened = await stage.live.expect(({ action, conversation }) => action === "create" && conversation.customer.id === customer.address, "the conversation");
    await stage.watching();
    const { conversation } = await stage.said("One conversation");
    assert.equal(conversation.id, opened.conversation.id);
  },

  "killed between sending and remembering, an answer comes again as the same mail": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    await stage.mail(customer, { text: "Will you write twice?" });
    const { id } = (await stage.said("Will you write twice?")).conversation;
    await stage.accept(id);
    stage.smtp.taken = async () => {
      stage.smtp.taken = async () => {};
      await stage.adapter.end("SIGKILL");
    };
    await stage.say(id, "Never on purpose");
    const first = await stage.answerTo(customer);
    await stage.adapter.ended;
    const adapter = await stage.watching();
    const again = await stage.answerTo(customer);
    assert.equal(again.messageId, first.messageId);
    assert.equal(again.text, first.text);
    assert.deepEqual(again.date, first.date);
    await adapter.line("an answer is sent");
    await stage.say(id, "And this once");
    assert.equal((await stage.answerTo(customer)).text.trim(), "And this once");
  },

  "what was answered while the adapter was away goes out when it is back": async (stage) => {
    await stage.watching();
    const customer = stage.customer();
    await stage.mail(customer, { text: "Answer me later" });
    const { id } = (await stage.said("Answer me later")).conversation;
    await stage.adapter.line("a mail is stored");
    assert.equal(await stage.adapter.end("SIGTERM"), 0);
    await stage.accept(id);
    await stage.say(id, "First answer");
    await stage.say(id, "Second answer");
    await stage.desk.as("agent1", "POST", `/conversations/${id}/end`);
    await stage.mail(customer, { text: "Written meanwhile" });
    await stage.watching();
    assert.equal((await stage.answerTo(customer)).text.trim(), "First answer");
    assert.equal((await stage.answerTo(customer)).text.trim(), "Second answer");
    await stage.said("Written meanwhile");
  },

  "Undertone is away, and nothing is lost": async (stage) => {
    const adapter = await stage.watching();
    await stage.awayUntil(async () => {
      await stage.mail(stage.customer(), { text: "Is anybody there?" });
      await adapter.line("mails: tried again later");
    });
    await stage.said("Is anybody there?");
  },

  "Undertone wants to be left alone for a moment, and is": async (stage) => {
    const adapter = await stage.watching();
    stage.gate.refusal = () => ({ status: 503, headers: { "retry-after": "2" } });
    await stage.mail(stage.customer(), { text: "In a moment" });
    assert.match(await adapter.line("mails: tried again later"), /why="Undertone answered 503" seconds=2/);
    stage.gate.refusal = () => undefined;
    await stage.said("In a moment");
  },

  "a mail that Undertone refuses holds nobody up, and the next start tries it again": async (stage) => {
    const adapter = await stage.watching();
    stage.gate.refusal = (sent) => (sent.includes("Refuse me") ? { status: 422, headers: {} } : undefined);
    await stage.mail(stage.customer(), { text: "Refuse me" });
    await stage.mail(stage.customer(), { text: "Take me" });
    await stage.said("Take me");
    assert.match(await adapter.line("a mail was refused"), / error .* uid=\d+ why="Undertone answered 422/);
    await adapter.end("SIGTERM");
    assert.equal((await stage.unmarked()).length, 1);
    stage.gate.refusal = () => undefined;
    await stage.watching();
    await stage.said("Refuse me");
  },

  "the IMAP server is away, and nothing is lost": async (stage) => {
    const adapter = await stage.watching();
    await stage.dovecot.halt();
    await adapter.line("mails: tried again later");
    await stage.dovecot.begin();
    stage.box = await stage.dovecot.client("support");
    await stage.mail(stage.customer(), { text: "Back again" });
    await stage.said("Back again");
  },

  "an answer that is not taken now waits, and holds up nobody else's": async (stage) => {
    const adapter = await stage.watching();
    const [late, other] = [stage.customer(), stage.customer()];
    stage.smtp.refuse = (address) => (address === late.address ? [451, "come back later"] : undefined);
    for (const customer of [late, other]) {
      await stage.mail(customer, { text: `A question of ${customer.name}` });
      const { id } = (await stage.said(`A question of ${customer.name}`)).conversation;
      await stage.accept(id);
      await stage.say(id, `For ${customer.name}`);
      if (customer === late) await adapter.line("status=451");
    }
    await stage.answerTo(other);
    stage.smtp.refuse = () => undefined;
    await adapter.end("SIGTERM");
    await stage.watching();
    assert.equal((await stage.answerTo(late)).text.trim(), `For ${late.name}`);
  },
};
