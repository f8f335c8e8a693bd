// A PostgreSQL cluster of the tests' own: a temporary folder, a private socket, ended by its process id. The stories get
// a database each, made from a template that already has the schema.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { known, patience, temporaryFolder } from "./server.mjs";

const programs = ["/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin"];
const startSeconds = 60 * patience;

function folderOfPrograms() {
  const found = programs.find((folder) => existsSync(join(folder, "initdb")));
  if (!found) throw new Error("PostgreSQL is missing: tools/setup tests");
  return found;
}

/// postgres refuses to run as root; the package makes a user for it.
function person() {
  if (process.getuid() !== 0) return {};
  const line = readFileSync("/etc/passwd", "utf8").split("\n").find((each) => each.startsWith("postgres:"));
  const [, , uid, gid] = line.split(":").map(Number);
  return { uid, gid };
}

export class Cluster {
  #folder = temporaryFolder("postgresql");
  #programs = folderOfPrograms();
  #person = person();
  #made = 0;
  #template;
  frozen = []; // processes

  /// A running, empty cluster.
  static async start() {
    const cluster = new Cluster();
    if (cluster.#person.uid !== undefined) chownSync(cluster.folder, cluster.#person.uid, cluster.#person.gid);
    cluster.#tool("initdb", ["-D", cluster.#data, "-U", "undertone", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
    await cluster.begin();
    return cluster;
  }

  get folder() {
    return this.#folder.path;
  }

  get #data() {
    return join(this.folder, "data");
  }

  #tool(name, words) {
    const done = spawnSync(join(this.#programs, name), words, { ...this.#person, cwd: this.folder, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${name} ended with ${done.status}: ${done.stderr}${done.stdout}`);
    return done.stdout;
  }

  /// Starts the server on the same data as before.
  async begin() {
    const options = ["fsync=off", "listen_addresses=", `unix_socket_directories=${this.folder}`, "max_connections=400", "shared_buffers=64MB"];
    const words = ["-D", this.#data, ...options.flatMap((option) => ["-c", option])];
    const child = known(spawn(join(this.#programs, "postgres"), words, { ...this.#person, cwd: this.folder, stdio: ["ignore", "ignore", "pipe"] }));
    this.child = child;
    this.ended = new Promise((done) => child.once("close", done));
    await new Promise((done, fail) => {
      let text = "";
      const timer = setTimeout(() => fail(new Error(`PostgreSQL was not ready in time\n${text}`)), startSeconds * 1000);
      child.stderr.on("data", (chunk) => {
        text = (text + chunk).slice(-100000);
        if (!text.includes("ready to accept connections")) return;
        clearTimeout(timer);
        done();
      });
      child.once("close", () => fail(new Error(`PostgreSQL ended at once\n${text}`)));
    });
  }

  /// The server and its processes keep their connections and say nothing; thaw() lets them go on.
  freeze() {
    const { pid } = this.child;
    process.kill(pid, "SIGSTOP"); // first: it makes no more processes
    this.frozen = [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number)];
    this.#signal("SIGSTOP");
  }

  thaw() {
    this.#signal("SIGCONT");
    this.frozen = [];
  }

  #signal(signal) {
    for (const pid of this.frozen) process.kill(pid, signal);
  }

  /// Ends the server as an administrator does who does not wait for clients.
  async halt() {
    this.thaw();
    this.child.kill("SIGINT");
    await this.ended;
  }

  sql(database, text) {
    return this.#tool("psql", ["-h", this.folder, "-U", "undertone", "-d", database, "-v", "ON_ERROR_STOP=1", "-Atqc", text]);
  }

  /// The same beside what follows; the end of the cluster ends it too.
  beginSql(database, text) {
    known(spawn(join(this.#programs, "psql"), ["-h", this.folder, "-U", "undertone", "-d", database, "-Atqc", text], { ...this.#person, cwd: this.folder, stdio: "ignore" }));
  }

  address(database) {
    return `postgresql://undertone@/${database}?host=${encodeURIComponent(this.folder)}`;
  }

  /// A new database; `fill` makes the template of all of them when the first is asked for.
  async database(fill) {
    this.#template ??= this.#fillTemplate(fill);
    await this.#template;
    const name = `story_${++this.#made}`;
    this.sql("postgres", `CREATE DATABASE ${name} TEMPLATE undertone`);
    return this.address(name);
  }

  async #fillTemplate(fill) {
    this.sql("postgres", "CREATE DATABASE undertone");
    await fill(this.address("undertone"));
  }

  async stop() {
    await this.halt();
    this.#folder.remove();
  }
}
