// The program under test: starts it, reads its ready line, runs its other commands, and ends it.
import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/// Factor on every time limit: raise it for sanitizer builds and slow machines.
export const patience = Number(process.env.UNDERTONE_PATIENCE ?? "1");

const startSeconds = 60 * patience;
const stopSeconds = 20 * patience;
const keptBytes = 1 << 20;

/// The path of the program; an error that says what to do when it is not built.
export function program() {
  const path = resolve(process.env.UNDERTONE ?? join(root, "build/release/undertone"));
  if (!existsSync(path)) throw new Error(`${path} is missing: build it (./start --setup) or set UNDERTONE`);
  return path;
}

const children = new Set();
const folders = new Set();

/// Nothing stays behind, whatever ends this process.
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 3 });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130));

/// A process that ends with this one at the latest.
export function known(child) {
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

/// Starts the program; it is known until it ends.
function begin(commandLine, options) {
  return known(spawn(program(), commandLine, options));
}

/// A folder that is removed by `remove()`.
export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `undertone-${name}-`));
  folders.add(path);
  const remove = () => {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    folders.delete(path);
  };
  return { path, remove };
}

/// The settings of the caller's shell never reach a server under test. Its passwords cost an eighth of the memory: the
/// tests sign thousands of people in, which took as long as all that they look at.
function environment(extra) {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("UNDERTONE"));
  return { ...Object.fromEntries(kept), UNDERTONE_PASSWORDS_KIBIBYTES: "8192", ...extra };
}

class Tail {
  text = "";
  add(chunk) {
    this.text = (this.text + chunk).slice(-keptBytes);
  }
}

/// One running `undertone serve`.
export class Server {
  /// Resolves when the ready line was printed; fails with the log when the program ends or stays silent.
  static async start({ data, flags = [], environment: extra = {} }) {
    const listen = flags.includes("--listen") ? [] : ["--listen", "127.0.0.1:0"];
    const child = begin(["serve", "--data", data, ...listen, ...flags], {
      env: environment(extra),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const server = new Server(child);
    try {
      await server.#ready();
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
    return server;
  }

  constructor(child) {
    this.child = child;
    this.out = new Tail();
    this.log = new Tail();
    child.stderr.on("data", (chunk) => this.log.add(chunk));
    this.ended = new Promise((done) => child.once("close", (code, signal) => done({ code, signal })));
  }

  #ready() {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`no ready line within ${startSeconds} s\n${this.log.text}`)), startSeconds * 1000);
      this.child.stdout.on("data", (chunk) => {
        this.out.add(chunk);
        const line = /^Undertone is ready: (http:\/\/[^\s]+)$/m.exec(this.out.text);
        if (!line) return;
        clearTimeout(timer);
        this.origin = line[1].replace(/\/$/, "");
        this.port = new URL(this.origin).port;
        done();
      });
      this.child.once("error", fail);
      this.ended.then(({ code, signal }) => {
        clearTimeout(timer);
        fail(new Error(`the server ended (${signal ?? `exit ${code}`}) before it was ready\n${this.log.text}`));
      });
    });
  }

  /// SIGTERM; resolves with the exit code, kills it when it does not end in time.
  async stop() {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.child.kill("SIGKILL");
    }, stopSeconds * 1000);
    this.child.kill("SIGTERM");
    const { code, signal } = await this.ended;
    clearTimeout(timer);
    if (late) throw new Error(`SIGTERM did not end the server within ${stopSeconds} s`);
    return code ?? signal;
  }

  /// As a power button would: no chance to tidy up.
  async kill() {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}

/// Runs another command of the program to its end: { code, out, err } with the outputs as text. With `until` it is told
/// to end as soon as its errors hold this text.
export function runProgram(commandLine, { input = "", folder = root, environment: extra = {}, seconds = 60, into, until } = {}) {
  return new Promise((done, fail) => {
    const file = into && openSync(into, "a");
    const child = begin(commandLine, { cwd: folder, env: environment(extra), stdio: ["pipe", file ?? "pipe", "pipe"] });
    if (file !== undefined) closeSync(file);
    const out = [];
    const err = [];
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(new Error(`undertone ${commandLine.join(" ")} did not end within ${seconds * patience} s`));
    }, seconds * patience * 1000);
    child.stdout?.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => {
      err.push(chunk);
      if (until && Buffer.concat(err).includes(until)) child.kill("SIGTERM");
    });
    child.stdin.on("error", () => {});
    child.once("error", fail);
    child.once("close", (code, signal) => {
      clearTimeout(timer);
      done({ code: code ?? signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
    });
    child.stdin.end(input);
  });
}

export const password = "a password of tests";

/// `undertone user add`, the only way to make the first account without a browser.
export async function addUser(data, name, role, queues = [], extra = {}) {
  const flags = queues.flatMap((queue) => ["--queue", queue]);
  const result = await runProgram(["user", "add", name, "--role", role, ...flags, "--data", data], { input: `${password}\n`, environment: extra });
  if (result.code !== 0) throw new Error(`user add ${name} ended with ${result.code}: ${result.err.trim()}`);
}
