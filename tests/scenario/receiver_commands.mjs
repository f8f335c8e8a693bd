// receiver NAME …: another system that webhooks tell things.
import { Receiver } from "../tools/receiver.mjs";

function fitting(player, [event, ...checks]) {
  return (frame) => (event === "any" || frame.event === event) && player.fault(frame, checks) === undefined;
}

async function expect(player, receiver, words) {
  if (words[0] !== "no") {
    const frame = await receiver.expect(fitting(player, words), words.join(" "));
    return player.check(frame, words.filter((word) => word.startsWith("save:")));
  }
  const until = words.indexOf("until");
  if (until < 0) throw new Error('"expect no …" needs "until …": a later request that proves that nothing came before it');
  const fence = words.slice(until + 1);
  await receiver.expect(fitting(player, fence), fence.join(" "), fitting(player, words.slice(1, until)));
  return undefined;
}

const actions = {
  open: async (player, name, words) => {
    const answers = words.map((word) => word.replace(/^answer=/, ""));
    const receiver = await Receiver.open(answers.length > 0 ? answers : undefined);
    player.receivers.set(name, receiver);
    player.variables.set(`${name}_url`, `http://127.0.0.1:${receiver.port}/hooks`);
  },
  secret: (player, name, [secret]) => {
    player.receivers.get(name).secret = player.text(secret);
  },
  answer: (player, name, answers) => {
    player.receivers.get(name).answers = [...answers];
  },
  expect: (player, name, words) => expect(player, player.receivers.get(name), words),
  release: (player, name) => player.receivers.get(name).release(),
  close: (player, name) => player.receivers.get(name).close(),
};

export function receiver(player, [name, action, ...words]) {
  if (!actions[action]) throw new Error(`"receiver ${name} ${action}" is not known`);
  if (action !== "open" && !player.receivers.has(name)) throw new Error(`no receiver is called "${name}"`);
  return actions[action](player, name, words);
}
