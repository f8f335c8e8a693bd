// A nats-server of the tests' own on a port of its own; started again it has the same one.
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./ports.mjs";
import { known, patience } from "./server.mjs";

const program = ["/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server"].find((path) => existsSync(path));
const startSeconds = 30 * patience;

/// Who signs in as nobody may all; "reader" may subscribe and not publish.
const users = `authorization { users: [
  { user: all, password: all }
  { user: reader, password: reader, permissions: { publish: { deny: ">" } } }
] }
no_auth_user: all
`;

export class NatsServer {
  constructor(folder) {
    if (!program) throw new Error("nats-server is missing: tools/setup tests");
    this.folder = folder;
  }

  get address() {
    return `nats://127.0.0.1:${this.port}`;
  }

  get addressOfReader() {
    return `nats://reader:reader@127.0.0.1:${this.port}`;
  }

  async begin() {
    this.port ??= await freePort();
    const settings = join(this.folder, "nats.conf");
    writeFileSync(settings, users);
    const child = known(spawn(program, ["-c", settings, "-a", "127.0.0.1", "-p", String(this.port)], { cwd: this.folder, stdio: ["ignore", "ignore", "pipe"] }));
    this.child = child;
    this.ended = new Promise((done) => child.once("close", done));
    await new Promise((done, fail) => {
      let text = "";
      const timer = setTimeout(() => fail(new Error(`nats-server was not ready in time\n${text}`)), startSeconds * 1000);
      child.stderr.on("data", (chunk) => {
        text = (text + chunk).slice(-100000);
        if (!text.includes("Server is ready")) return;
        clearTimeout(timer);
        done();
      });
      child.once("close", () => fail(new Error(`nats-server ended at once\n${text}`)));
    });
  }

  async halt() {
    this.child?.kill("SIGKILL");
    await this.ended;
  }
}
