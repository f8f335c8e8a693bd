// The language of the stories: from a line of text to a command. docs/stories.md is its description.

/// A fault in a story's text; `line` counts from 1.
export class StoryError extends Error {
  constructor(file, line, message) {
    super(`${file}:${line}: ${message}`);
    this.name = "StoryError";
  }
}

/// Splits at blanks outside quotes and brackets.
export function tokens(text) {
  const found = [];
  let start = -1;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at++;
      else if (letter === '"') quoted = false;
      continue;
    }
    if (/\s/.test(letter) && depth === 0) {
      if (start >= 0) found.push(text.slice(start, at));
      start = -1;
      continue;
    }
    if (start < 0) start = at;
    if (letter === '"') quoted = true;
    else if ("{[".includes(letter)) depth++;
    else if ("}]".includes(letter) && --depth < 0) throw new Error(`"${letter}" closes nothing`);
  }
  if (quoted) throw new Error("a quote is not closed");
  if (depth > 0) throw new Error("a bracket is not closed");
  if (start >= 0) found.push(text.slice(start));
  return found;
}

const escapes = { n: 10, t: 9, r: 13, '"': 34, "\\": 92 };

/// The bytes of a quoted text; besides the usual escapes \xNN is one raw byte, so that broken UTF-8 can be written.
export function bytesOf(token) {
  if (!/^".*"$/s.test(token)) return Buffer.from(token);
  const parts = [];
  const pattern = /\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)|([^\\]+)/gsu;
  for (const [, hex, unicode, escape, plain] of token.slice(1, -1).matchAll(pattern)) {
    if (hex) parts.push(Buffer.from(hex, "hex"));
    else if (unicode) parts.push(Buffer.from(String.fromCharCode(Number.parseInt(unicode, 16))));
    else if (escape) {
      if (!(escape in escapes)) throw new Error(`unknown escape \\${escape}`);
      parts.push(Buffer.from([escapes[escape]]));
    } else parts.push(Buffer.from(plain));
  }
  return Buffer.concat(parts);
}

/// A word, a quoted text or JSON as a value.
export function valueOf(token) {
  if (token.startsWith('"')) return bytesOf(token).toString();
  if (/^[{[]/.test(token) || /^-?\d+(\.\d+)?$/.test(token) || ["true", "false", "null"].includes(token)) return JSON.parse(token);
  return token;
}

/// The parts of a path such as items[id=7].state or items.-1.level.
export function pathOf(text) {
  const parts = [];
  for (const [, name, filter] of text.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (filter === undefined) parts.push({ name });
    else {
      const at = filter.indexOf("=");
      if (at < 1) throw new Error(`[${filter}] is not [name=value]`);
      parts.push({ where: filter.slice(0, at), is: filter.slice(at + 1) });
    }
  }
  return parts;
}

const comparison = /^((?:[^=!<>~\[\]]|\[[^\]]*\])+)(!=|<=|>=|=|<|>|~)(.*)$/s;

/// One expectation about an answer, an event or an output.
export function checkOf(token) {
  if (token.startsWith("{")) return { kind: "subset", value: JSON.parse(token) };
  const word = /^(has|no|without|save):(.+)$/s.exec(token);
  if (word && word[1] === "save") {
    const parts = /^([a-zA-Z_]\w*)=(.+)$/.exec(word[2]);
    if (!parts) throw new Error(`${token} is not save:NAME=PATH`);
    return { kind: "save", name: parts[1], path: pathOf(parts[2]), shown: token };
  }
  if (word && word[1] === "without") return { kind: "without", names: word[2].split(","), shown: token };
  if (word) return { kind: word[1], path: pathOf(word[2]), shown: token };
  const parts = comparison.exec(token);
  if (!parts) throw new Error(`"${token}" is no expectation`);
  const [, path, operator, text] = parts;
  const alternatives = text.startsWith('"') || /^[{[]/.test(text) ? [text] : text.split("|");
  return { kind: "compare", path: pathOf(path), operator, values: alternatives.map(valueOf), shown: token };
}

/// "ok" is any 2xx, "400|422" either.
export function statusOf(token) {
  const words = (token ?? "").split("|");
  const wanted = words.filter((word) => word !== "ok").map(Number);
  if (wanted.some((status) => !Number.isInteger(status))) throw new Error(`"${token}" is no status`);
  const fine = (status) => words.includes("ok") && status >= 200 && status < 300;
  return { shown: token, fits: (status) => fine(status) || wanted.includes(status) };
}

/// One line: { words, expected } where `expected` are the tokens after "->"; undefined for a blank line or a comment.
export function lineOf(text) {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.startsWith("#")) return undefined;
  const all = tokens(trimmed);
  const arrow = all.indexOf("->");
  const words = arrow < 0 ? all : all.slice(0, arrow);
  const expected = arrow < 0 ? undefined : all.slice(arrow + 1);
  if (expected?.length === 0) throw new Error('nothing stands after "->"');
  return { words, expected };
}

/// A whole story: its title (the first comment), the statements it shows, its lines.
export function storyOf(file, text) {
  const story = { file, title: "", shows: [], lines: [] };
  text.split("\n").forEach((line, index) => {
    const shows = /^#\s*shows:\s*(.+)$/.exec(line);
    if (shows) story.shows.push(...shows[1].trim().split(/\s+/));
    else if (line.startsWith("#") && story.title === "") story.title = line.slice(1).trim();
    try {
      const parsed = lineOf(line);
      if (parsed) story.lines.push({ ...parsed, number: index + 1 });
    } catch (error) {
      throw new StoryError(file, index + 1, error.message);
    }
  });
  if (story.title === "") throw new StoryError(file, 1, "a story begins with a comment that says its one idea");
  if (story.shows.length === 0) throw new StoryError(file, 1, 'a story names what it shows: "# shows: D4 D10"');
  return story;
}
