// flood: many messages at once, with the server killed in the middle; afterwards every answered one must be there, once.

const lanes = 8;

/// flood WHO CONVERSATION COUNT kill ANSWERS | flood WHO CONVERSATION COUNT refused EVERY | flood check WHO CONVERSATION
export async function flood(player, words) {
  if (words[0] === "check") return check(player, words[1], words[2]);
  const [who, conversation, count, kill, answers] = words;
  if (kill === "refused") return refused(player, who, conversation, Number(count), Number(answers));
  if (kill !== "kill") throw new Error("write: flood WHO CONVERSATION COUNT kill ANSWERS");
  return post(player, who, conversation, Number(count), Number(answers));
}

async function post(player, who, conversation, count, killAt) {
  const { server } = player;
  let next = 0;
  let killing;
  const lane = async () => {
    while (next < count && !killing) {
      const number = next++;
      const body = { text: `This is message ${number} of a long list of questions.`, client_id: `flood-${number}` };
      let answer;
      try {
        answer = await player.request("POST", who, `/conversations/$${conversation}/messages`, [JSON.stringify(body)]);
      } catch (error) {
        if (!killing) throw error;
        return;
      }
      if (answer.status !== 201) throw new Error(`message ${number} answered ${answer.status}: ${answer.text}`);
      player.floods.push({ id: answer.json.id, client_id: body.client_id });
      if (player.floods.length >= killAt) killing ??= server.kill();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (!killing) throw new Error(`only ${player.floods.length} messages were answered, the kill was to come at ${killAt}`);
  await killing;
  player.server = undefined;
  player.closeLive(player.node);
}

/// Every so many messages have a text that the database refuses; only they may fail.
async function refused(player, who, conversation, count, every) {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const number = next++;
      const wanted = number % every === 0 ? 503 : 201;
      const text = wanted === 503 ? "refused" : `This is message ${number}.`;
      const answer = await player.request("POST", who, `/conversations/$${conversation}/messages`, [JSON.stringify({ text })]);
      if (answer.status !== wanted) throw new Error(`message ${number} answered ${answer.status}, not ${wanted}: ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function check(player, who, conversation) {
  const messages = await player.messages(who, conversation);
  const counted = new Map();
  for (const message of messages) counted.set(message.client_id, (counted.get(message.client_id) ?? 0) + 1);
  const twice = [...counted].filter(([, times]) => times > 1).map(([name]) => name);
  if (twice.length > 0) throw new Error(`stored more than once: ${twice.join(" ")}`);
  const stored = new Map(messages.map((message) => [message.id, message]));
  const lost = player.floods.filter(({ id, client_id }) => stored.get(id)?.client_id !== client_id);
  if (lost.length > 0) throw new Error(`${lost.length} answered messages are gone: ${lost.map(({ client_id }) => client_id).join(" ")}`);
  const bare = messages.filter((message) => !message.reading);
  if (bare.length > 0) throw new Error(`${bare.length} messages have no reading`);
}
