// What a story says of an answer is so.
import { statusOf } from "./grammar.mjs";

/// What the checks after "-> STATUS" look at: the JSON of the answer, with `header` and `body` beside it.
function viewOf(answer) {
  const extra = { header: answer.headers, body: answer.text };
  return answer.json !== null && typeof answer.json === "object" && !Array.isArray(answer.json) ? { ...answer.json, ...extra } : { items: answer.json, ...extra };
}

/// Status and checks of an answer; throws with the reason.
export function verify(player, answer, expected = ["ok"]) {
  const status = statusOf(expected[0]);
  if (!status.fits(answer.status)) throw new Error(`expected ${status.shown}, got ${answer.status} ${answer.text.slice(0, 800)}`);
  if (answer.status >= 400) problem(answer);
  player.check(viewOf(answer), expected.slice(1));
}

/// Every error of the API has the one form (RFC 9457).
function problem(answer) {
  const kind = answer.headers["content-type"] ?? "";
  if (!kind.startsWith("application/problem+json")) throw new Error(`an error of kind "${kind}", expected application/problem+json`);
  if (answer.json.status !== answer.status) throw new Error(`the problem says status ${answer.json.status}, the answer is ${answer.status}`);
  if (typeof answer.json.title !== "string") throw new Error(`the problem has no title: ${answer.text}`);
}
