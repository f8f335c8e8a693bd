// The names a story gives to things ($c1, $word.2), put in where they stand.

const name = /\$([a-zA-Z_]\w*)(?:\.(\d+))?/g;
const alone = /^\$([a-zA-Z_]\w*)(?:\.(\d+))?$/;

export class Variables {
  #values = new Map();

  set(key, value) {
    this.#values.set(key, value);
  }

  has(key) {
    return this.#values.has(key);
  }

  get(key, index) {
    if (!this.#values.has(key)) throw new Error(`$${key} has no value yet`);
    const value = this.#values.get(key);
    if (index === undefined) return value;
    if (!Array.isArray(value) || value.length < Number(index)) throw new Error(`$${key}.${index} has no value`);
    return value[Number(index) - 1];
  }

  /// A text with every name replaced; a text that is one name alone keeps the value's kind.
  fill(text, encode = (value) => String(value)) {
    const whole = alone.exec(text);
    if (whole && encode.name !== "encodeURIComponent") return this.get(whole[1], whole[2]);
    return text.replace(name, (_, key, index) => encode(this.get(key, index)));
  }

  path(text) {
    return this.fill(text, encodeURIComponent);
  }

  /// The same in every text inside a JSON value.
  deep(value) {
    if (typeof value === "string") return this.fill(value);
    if (Array.isArray(value)) return value.map((item) => this.deep(item));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.deep(item)]));
  }

  /// The same in a check of grammar.mjs.
  check(check) {
    const filled = { ...check };
    if (check.path) filled.path = check.path.map((part) => (part.where ? { where: part.where, is: String(this.fill(part.is)) } : part));
    if (check.values) filled.values = check.values.map((value) => this.deep(value));
    if (check.kind === "subset") filled.value = this.deep(check.value);
    return filled;
  }
}
