// The words "proxy" and "follow" of the stories: a client behind a network that fails.
import { call } from "../tools/client.mjs";
import { Follower } from "../tools/follower.mjs";
import { Proxy } from "../tools/proxy.mjs";

const actions = {
  cut: (proxy) => proxy.break(),
  heal: (proxy) => proxy.heal(),
  hold: (proxy) => proxy.hold(),
  release: (proxy) => proxy.release(),
  forbid: (proxy) => (proxy.forbidden = true),
  allow: (proxy) => (proxy.forbidden = false),
  delay: (proxy, milliseconds) => (proxy.delay = Number(milliseconds)),
};

/// proxy start|cut|heal|hold|release|forbid|allow|delay MILLISECONDS: a proxy before the server, and what it does to whoever goes
/// through it.
export async function proxy(player, [what, number]) {
  if (what === "start") {
    player.proxy = await Proxy.start((await player.running()).port);
    player.variables.set("proxy", player.proxy.origin);
    return;
  }
  if (!actions[what]) throw new Error(`write "proxy start" or one of: ${Object.keys(actions).join(" ")}`);
  actions[what](player.proxy, number);
}

/// follow WHO C: a client behind the proxy that keeps the conversation.
/// follow WHO C until same CHECK…: it knows what the server holds; by (socket or stream), fetches.
export async function follow(player, [who, conversation, ...rest], expected) {
  const { origin } = await player.running();
  const { token } = await player.credentials(who);
  const name = `${who} ${conversation}`;
  player.followers ??= new Map();
  if (rest.length === 0) {
    player.followers.set(name, new Follower(player.proxy.origin, token, player.variables.get(conversation)));
    return;
  }
  if (rest.join(" ") !== "until same") throw new Error('write "follow WHO C" or "follow WHO C until same"');
  const follower = player.followers.get(name);
  await follower.upToDate(async (path) => (await call(origin, "GET", `/api/v1${path}`, { token })).json);
  player.check({ by: follower.by, fetches: follower.fetches }, expected);
}

/// The clients and the proxy of a story end with it.
export async function closeProxy(player) {
  for (const follower of player.followers?.values() ?? []) await follower.close();
  await player.proxy?.close();
  player.followers = player.proxy = undefined;
}
