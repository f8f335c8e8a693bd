// live WHO …: what comes over a live connection, and what does not.
import { keyInside } from "./checks.mjs";

function fitting(player, words) {
  const [event, ...checks] = words;
  return (frame) => {
    if (event === "reply" ? frame.event !== undefined : event !== "any" && frame.event !== event) return false;
    return player.fault(frame, checks) === undefined;
  };
}

async function subscribe(player, name, words) {
  const connection = await player.live(name);
  const at = words.indexOf("refused");
  const wanted = (at < 0 ? words : words.slice(0, at)).map((word) => player.text(word));
  const refused = at < 0 ? [] : words.slice(at + 1).map((word) => player.text(word));
  const answer = await connection.subscribe([...wanted, ...refused]);
  const no = (answer.refused ?? []).map(({ topic }) => topic).sort();
  const said = `subscribed ${JSON.stringify(answer.subscribed)}, refused ${JSON.stringify(answer.refused)}`;
  if (JSON.stringify(no) !== JSON.stringify([...refused].sort())) throw new Error(`${said}; expected refused: ${refused.join(" ") || "none"}`);
  if (answer.subscribed?.length !== wanted.length) throw new Error(said);
}

async function expect(player, connection, words) {
  if (words[0] === "closed") {
    const ended = await connection.expectClosed();
    return player.check(ended, words.slice(1));
  }
  if (words[0] !== "no") {
    const saves = words.filter((word) => word.startsWith("save:"));
    const frame = await connection.expect(fitting(player, words), words.join(" "));
    return player.check(frame, saves);
  }
  const until = words.indexOf("until");
  if (until < 0) throw new Error('"expect no …" needs "until …": a later event that proves that nothing came before it');
  const fence = words.slice(until + 1);
  await connection.expect(fitting(player, fence), fence.join(" "), fitting(player, words.slice(1, until)));
  return undefined;
}

const actions = {
  subscribe,
  from: (player, name, [origin]) => player.live(name, { origin: player.text(origin) }),
  stream: (player, name, words) => player.stream(name, words.map((word) => player.text(word))),
  expect: async (player, name, words) => expect(player, await player.live(name), words),
  send: async (player, name, [json]) => {
    const connection = await player.live(name);
    await connection.opened;
    connection.socket.send(JSON.stringify(player.json(json)));
  },
  without: async (player, name, [names]) => {
    const { log } = await player.live(name);
    if (log.frames.length === 0) throw new Error("nothing has come yet, so nothing is proven");
    const found = keyInside({ frames: log.frames }, names.split(","));
    if (found) throw new Error(`"${found}" came over the connection`);
  },
  close: async (player, name) => {
    (await player.live(name)).close();
    player.lives.delete(name);
  },
};

export function live(player, [name, action, ...words]) {
  if (!actions[action]) throw new Error(`"live ${name} ${action}" is not known`);
  return actions[action](player, name, words);
}
