// A nats-server of the tests' own on a port of its own; started again it has the same one.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { freePort } from "./ports.mjs";
import { known, patience } from "./server.mjs";

const program = ["/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server"].find((path) => existsSync(path));
const startSeconds = 30 * patience;

export class NatsServer {
  constructor(folder) {
    if (!program) throw new Error("nats-server is missing: tools/setup tests");
    this.folder = folder;
  }

  get address() {
    return `nats://127.0.0.1:${this.port}`;
  }

  async begin() {
    this.port ??= await freePort();
    const child = known(spawn(program, ["-a", "127.0.0.1", "-p", String(this.port)], { cwd: this.folder, stdio: ["ignore", "ignore", "pipe"] }));
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
