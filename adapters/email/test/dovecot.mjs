// A Dovecot of the tests' own: an IMAP server on a loopback port, in a folder of its own, as an ordinary user.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { userInfo } from "node:os";
import { ImapFlow } from "imapflow";
import { known, patience, temporaryFolder } from "../../../tests/tools/server.mjs";
import { freePort } from "../../../tests/tools/ports.mjs";

const startSeconds = 30 * patience;
const nobody = { uid: 65534, gid: 65534, username: "nobody", group: "nogroup" };

/// Mail servers keep no mail as root: then it is nobody's.
function owner() {
  const me = userInfo();
  return me.uid === 0 ? nobody : { ...me, group: execFileSync("id", ["-gn"], { encoding: "utf8" }).trim() };
}

function configuration({ folder, port, tlsPort, certificate, username, group, uid, gid }) {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = yes
ssl_cert = <${certificate.path}
ssl_key = <${certificate.keyPath}
disable_plaintext_auth = no
default_internal_user = ${username}
default_login_user = ${username}
default_internal_group = ${group}
mail_location = sdbox:~/mail
first_valid_uid = ${uid}
first_valid_gid = ${gid}
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/%u
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${tlsPort}
  }
}
`;
}

/// Resolves when somebody listens there.
function listening(port, deadline) {
  return new Promise((done, fail) => {
    const attempt = () => {
      const socket = createConnection({ host: "127.0.0.1", port });
      socket.once("connect", () => {
        socket.destroy();
        done();
      });
      socket.once("error", (error) => (Date.now() < deadline ? setImmediate(attempt) : fail(error)));
    };
    attempt();
  });
}

export class Dovecot {
  /// `users` are names with passwords.
  static async start(users, certificate) {
    const dovecot = new Dovecot();
    dovecot.users = users;
    dovecot.home = temporaryFolder("dovecot");
    dovecot.port = await freePort();
    dovecot.tlsPort = await freePort();
    const { path } = dovecot.home;
    const person = owner();
    writeFileSync(join(path, "dovecot.conf"), configuration({ folder: path, ...dovecot, certificate, ...person }));
    writeFileSync(join(path, "users"), Object.entries(users).map(([name, password]) => `${name}:{PLAIN}${password}\n`).join(""));
    for (const folder of ["run", "state", ...Object.keys(users)]) mkdirSync(join(path, folder));
    if (person === nobody) for (const folder of ["", "run", "state", ...Object.keys(users)]) chownSync(join(path, folder), nobody.uid, nobody.gid);
    await dovecot.begin();
    return dovecot;
  }

  async begin() {
    const person = owner();
    const as = person === nobody ? { uid: person.uid, gid: person.gid } : {};
    this.child = known(spawn("/usr/sbin/dovecot", ["-F", "-c", join(this.home.path, "dovecot.conf")], { stdio: "inherit", detached: true, ...as }));
    this.ended = new Promise((done) => this.child.once("close", done));
    await Promise.race([
      listening(this.port, Date.now() + startSeconds * 1000),
      this.ended.then((code) => { throw new Error(`dovecot ended at once with ${code}`); }),
    ]);
  }

  /// A signed-in client of the user with the folder open.
  async client(user, folder = "INBOX") {
    const client = new ImapFlow({ host: "127.0.0.1", port: this.port, secure: false, doSTARTTLS: false, auth: { user, pass: this.users[user] }, logger: false });
    client.on("error", () => {});
    await client.connect();
    if (folder) await client.mailboxOpen(folder);
    return client;
  }

  /// As by a power button: the server with all its processes, which are one group.
  async halt() {
    process.kill(-this.child.pid, "SIGKILL");
    await this.ended;
  }

  async close() {
    await this.halt();
    this.home.remove();
  }
}
