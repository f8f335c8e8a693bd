// kill -9 at random moments under load: tests/node tests/bench/kill.mjs [--kills 1000] [--database sqlite|postgresql] [--seed N]
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Kills } from "../tools/kills.mjs";
import { Cluster } from "../tools/postgresql.mjs";
import { temporaryFolder } from "../tools/server.mjs";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "1000" }, database: { type: "string", default: "sqlite" }, seed: { type: "string", default: String(Date.now()) } },
});
const kills = Number(values.kills);
if (!(kills >= 1 && kills <= 100000) || !["sqlite", "postgresql"].includes(values.database)) {
  console.error("write: kill.mjs [--kills 1…100000] [--database sqlite|postgresql] [--seed N]");
  process.exit(2);
}
const folder = temporaryFolder("kill");
const cluster = values.database === "postgresql" ? await Cluster.start() : undefined;
const environment = cluster ? { UNDERTONE_STORE_DATABASE: cluster.address("postgres") } : {};
const begun = performance.now();
const described = (figures) => JSON.stringify({ database: values.database, seed: Number(values.seed), seconds: Math.round(performance.now() - begun) / 1000, ...figures });
const figures = await new Kills({ data: join(folder.path, "data"), environment, seed: Number(values.seed) }).play(kills, (sums) => {
  if (sums.kills % 50 === 0) console.error(described(sums)); // a run takes most of an hour
});
console.log(described(figures));
await cluster?.stop();
folder.remove();
process.exit(0);
