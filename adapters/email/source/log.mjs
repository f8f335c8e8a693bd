// The log on standard error, in the form of Undertone's own. It names ids and numbers, never texts, addresses or secrets.

function shown(value) {
  const text = `${value}`;
  return /^[^\s"=\\]+$/.test(text) ? text : `"${text.replace(/[\u0000-\u001f\u007f]/g, " ").replace(/["\\]/g, "\\$&")}"`;
}

function write(level, message, fields) {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}${pairs.map(([name, value]) => ` ${name}=${shown(value)}`).join("")}\n`);
}

export const log = {
  info: (message, fields = {}) => write("info", message, fields),
  warn: (message, fields = {}) => write("warning", message, fields),
  error: (message, fields = {}) => write("error", message, fields),
};
