// What is remembered over a restart.
import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { Threads } from "../source/threads.mjs";

const thread = { address: "visitor7@customer.example", replyTo: "visitor7@customer.example", subject: "Question", last: "<1>", closed: false };

export const tests = {
  "a line that a power cut has torn is left out, and the rest is there": async (stage) => {
    const path = `${stage.state.path}/torn`;
    const before = new Threads(path, 1);
    before.mailbox = { folder: "INBOX", uidValidity: "1", first: 7, since: "2026-01-01" };
    before.save({ ...thread, conversation: "c1", mails: ["<1>"] });
    before.save({ ...thread, conversation: "c1", mails: ["<1>", "<2>"], sent: "m1" });
    before.close();
    appendFileSync(path, '{"conversation":"c2","addr');
    const after = new Threads(path, 1);
    after.save({ ...thread, conversation: "c3", mails: ["<3>"] });
    after.close();
    const last = new Threads(path, 1);
    assert.equal(last.mailbox.first, 7);
    assert.equal(last.find(thread.address, ["<2>"]).sent, "m1");
    assert.deepEqual(last.open().map(({ conversation }) => conversation), ["c1", "c3"]);
    assert.equal(readFileSync(path, "utf8").split("\n").length, 4);
    last.close();
  },

  "a thread belongs to one address, and the latest conversation of it counts": async (stage) => {
    const threads = new Threads(`${stage.state.path}/latest`, 1);
    threads.save({ ...thread, conversation: "c1", mails: ["<1>"] });
    threads.save({ ...thread, conversation: "c2", mails: ["<1>", "<2>"] });
    threads.save({ ...thread, conversation: "c1", mails: ["<1>"], closed: true });
    assert.equal(threads.find(thread.address, ["<0>", "<1>"]).conversation, "c2");
    assert.equal(threads.find("visitor8@customer.example", ["<1>"]), undefined);
    threads.close();
  },

  "what was closed long ago is forgotten, what is open is not": async (stage) => {
    const path = `${stage.state.path}/old`;
    const threads = new Threads(path, 1);
    threads.save({ ...thread, conversation: "c1", mails: ["<1>"], closed: true });
    threads.save({ ...thread, conversation: "c2", mails: ["<2>"] });
    threads.close();
    const later = new Threads(path, 0);
    assert.deepEqual([later.get("c1"), later.get("c2").conversation], [undefined, "c2"]);
    assert.equal(later.find(thread.address, ["<1>"]), undefined);
    later.close();
  },
};
