// Random histories on two databases: tests/node tests/bench/history.mjs [--steps 10000] [--seed N] [--every 100]
import { join } from "node:path";
import { parseArgs } from "node:util";
import { playHistory } from "../tools/histories.mjs";
import { Cluster } from "../tools/postgresql.mjs";
import { temporaryFolder } from "../tools/server.mjs";

const { values } = parseArgs({ options: { steps: { type: "string", default: "10000" }, seed: { type: "string", default: String(Date.now() % 1000000) }, every: { type: "string", default: "100" } } });
const folder = temporaryFolder("history");
const cluster = await Cluster.start();
const begun = performance.now();
try {
  const stages = {
    sqlite: { data: join(folder.path, "one") },
    postgresql: { data: join(folder.path, "other"), environment: { UNDERTONE_STORE_DATABASE: cluster.address("postgres") } },
  };
  const figures = await playHistory({ stages, steps: Number(values.steps), seed: Number(values.seed), every: Number(values.every) });
  console.log(JSON.stringify({ seed: Number(values.seed), seconds: Math.round((performance.now() - begun) / 1000), ...figures }));
} catch (error) {
  console.error(`seed ${values.seed}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await cluster.stop();
  folder.remove();
}
process.exit();
