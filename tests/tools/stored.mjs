// Changes rows of a running server's database, for what only the passing of hours would bring about.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const lockMilliseconds = 10_000;

/// Runs one statement on the database that the server of the story has: PostgreSQL by its address, else SQLite in `data`.
export function changeStored({ data, environment }, statement) {
  const address = environment.UNDERTONE_STORE_DATABASE;
  if (address) {
    execFileSync("psql", ["-d", address, "-v", "ON_ERROR_STOP=1", "-qc", statement]);
    return;
  }
  const database = new DatabaseSync(join(data, "undertone.db"), { timeout: lockMilliseconds });
  try {
    database.exec(statement);
  } finally {
    database.close();
  }
}
