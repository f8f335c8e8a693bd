// A certificate for 127.0.0.1 that nobody knows but who is told of it.
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function makeCertificate(folder) {
  const [path, keyPath] = [join(folder.path, "certificate.pem"), join(folder.path, "key.pem")];
  const words = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"];
  execFileSync("openssl", [...words, "-keyout", keyPath, "-out", path], { stdio: "ignore" });
  chmodSync(folder.path, 0o755); // the IMAP server may run as somebody else
  chmodSync(keyPath, 0o644);
  return { path, keyPath, cert: readFileSync(path), key: readFileSync(keyPath), remove: folder.remove };
}
