// The settings: environment variables, each with a clear error when it is missing or wrong.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const tls = { tls: { imap: 993, smtp: 465 }, starttls: { imap: 143, smtp: 587 }, none: { imap: 143, smtp: 25 } };
const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/// What is wrong with the settings, a line each.
export class WrongSettings extends Error {
  constructor(lines) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

class Reader {
  wrong = [];

  constructor(environment) {
    this.environment = environment;
  }

  text(name, fallback) {
    const value = this.environment[name]?.trim();
    if (value) return value;
    if (fallback === undefined) this.wrong.push(`${name} is missing`);
    return fallback;
  }

  /// The value itself or, in NAME_FILE, the path of a file that holds it.
  secret(name, fallback) {
    const path = this.environment[`${name}_FILE`];
    if (!path) return this.environment[name] || this.text(name, fallback);
    try {
      const value = readFileSync(path, "utf8").replace(/\r?\n$/, "");
      if (value === "") this.wrong.push(`${name}_FILE names an empty file: ${path}`);
      return value;
    } catch (error) {
      this.wrong.push(`${name}_FILE cannot be read: ${path} (${error.code})`);
      return undefined;
    }
  }

  number(name, fallback, least, most) {
    const value = Number(this.text(name, `${fallback}`));
    if (!Number.isInteger(value) || value < least || value > most) this.wrong.push(`${name} must be a whole number from ${least} to ${most}`);
    return value;
  }

  address(name) {
    const value = this.text(name);
    if (value !== undefined && !/^https?:\/\/[^/@\s]+\/?$/.test(value)) this.wrong.push(`${name} must be an address like https://undertone.example, without a path`);
    return value?.replace(/\/$/, "");
  }

  mailAddress(name) {
    const value = this.text(name);
    const address = value && (/<([^<>]+)>$/.exec(value)?.[1] ?? value);
    if (value !== undefined && !/^[^\s@<>]+@[^\s@<>]+$/.test(address)) this.wrong.push(`${name} must be a mail address like Shop <help@shop.example>`);
    return { line: value, address: address?.toLowerCase() };
  }

  /// Host, port and way of encryption of a mail server; a password never crosses a network in the clear.
  server(kind) {
    const name = kind.toUpperCase();
    const host = this.text(`${name}_HOST`);
    const security = this.text(`${name}_TLS`, "tls");
    if (!tls[security]) this.wrong.push(`${name}_TLS must be tls, starttls or none`);
    else if (security === "none" && host !== undefined && !loopback.test(host)) this.wrong.push(`${name}_TLS may be none for a server on this machine alone`);
    const port = this.number(`${name}_PORT`, tls[security]?.[kind] ?? 0, 1, 65535);
    return { host, port, security };
  }
}

/// All settings, or WrongSettings with everything that is wrong.
export function readSettings(environment) {
  const read = new Reader(environment);
  const folder = environment.STATE_DIRECTORY; // of systemd
  const user = read.text("IMAP_USER");
  const password = read.secret("IMAP_PASSWORD");
  const settings = {
    undertone: { url: read.address("UNDERTONE_URL"), key: read.secret("UNDERTONE_KEY"), queue: read.text("UNDERTONE_QUEUE") },
    imap: {
      ...read.server("imap"),
      user,
      password,
      folder: read.text("IMAP_FOLDER", "INBOX"),
      doneFolder: read.text("IMAP_DONE_FOLDER", ""),
      pollSeconds: read.number("IMAP_POLL_SECONDS", 60, 5, 240),
      bytes: read.number("IMAP_MAIL_BYTES", 32 << 20, 65536, 1 << 30),
    },
    smtp: { ...read.server("smtp"), user: read.text("SMTP_USER", user ?? ""), password: read.secret("SMTP_PASSWORD", password ?? "") },
    from: read.mailAddress("MAIL_FROM"),
    answerSeconds: read.number("ANSWER_POLL_SECONDS", 5, 1, 3600),
    stateFile: read.text("STATE_FILE", folder ? join(folder, "threads") : undefined),
    keepDays: read.number("KEEP_DAYS", 180, 1, 3650),
  };
  if (read.wrong.length > 0) throw new WrongSettings(read.wrong);
  return settings;
}
