// Decides whether a value fits the expectations of a story's line.
import { isDeepStrictEqual } from "node:util";
import { levels } from "../tools/window.mjs";

/// What a path points at; undefined when a part is missing.
export function find(value, path) {
  let here = value;
  for (const part of path) {
    if (here === undefined || here === null) return undefined;
    if (part.where !== undefined) {
      if (!Array.isArray(here)) return undefined;
      const inner = part.where.split(".").map((name) => ({ name }));
      here = here.find((item) => String(find(item, inner)) === part.is);
    } else if (Array.isArray(here) && /^-\d+$/.test(part.name)) here = here.at(Number(part.name));
    else here = here[part.name];
  }
  return here;
}

/// Whether `value` holds everything that `wanted` says; lists are compared item by item.
export function holds(value, wanted) {
  if (Array.isArray(wanted)) return Array.isArray(value) && value.length === wanted.length && wanted.every((item, index) => holds(value[index], item));
  if (wanted !== null && typeof wanted === "object")
    return value !== null && typeof value === "object" && Object.entries(wanted).every(([name, item]) => holds(value[name], item));
  return isDeepStrictEqual(value, wanted);
}

/// The first of these names that is a key anywhere inside.
export function keyInside(value, names) {
  if (value === null || typeof value !== "object") return undefined;
  for (const [name, item] of Object.entries(value)) {
    if (!Array.isArray(value) && names.includes(name)) return name;
    const inner = keyInside(item, names);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function rank(value) {
  const level = levels.indexOf(value);
  return level >= 0 ? level : value;
}

function equal(value, wanted) {
  if (typeof wanted === "object") return isDeepStrictEqual(value, wanted);
  return value !== undefined && String(value) === String(wanted);
}

const comparisons = {
  "=": equal,
  "!=": (value, wanted) => !equal(value, wanted),
  "<": (value, wanted) => rank(value) < rank(wanted),
  ">": (value, wanted) => rank(value) > rank(wanted),
  "<=": (value, wanted) => rank(value) <= rank(wanted),
  ">=": (value, wanted) => rank(value) >= rank(wanted),
  "~": (value, wanted) => String(value ?? "").toLowerCase().includes(String(wanted).toLowerCase()),
};

function shown(value) {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

/// Undefined when the value fits, else a sentence that says what does not. `keep(name, value)` takes what `save:` asks for.
export function fault(value, check, keep) {
  if (check.kind === "subset") return holds(value, check.value) ? undefined : `expected ${shown(check.value)} in ${shown(value)}`;
  if (check.kind === "without") {
    const name = keyInside(value, check.names);
    return name === undefined ? undefined : `"${name}" must not be there: ${shown(value)}`;
  }
  const found = find(value, check.path);
  if (check.kind === "save") {
    if (found === undefined) return `${check.shown}: nothing is there in ${shown(value)}`;
    keep(check.name, found);
    return undefined;
  }
  if (check.kind === "has") return found !== undefined ? undefined : `${check.shown}: missing in ${shown(value)}`;
  if (check.kind === "no") return found === undefined ? undefined : `${check.shown}: it is ${shown(found)}`;
  const test = comparisons[check.operator];
  const fits = check.operator === "!=" ? check.values.every((wanted) => test(found, wanted)) : check.values.some((wanted) => test(found, wanted));
  return fits ? undefined : `expected ${check.shown}, it is ${shown(found)} in ${shown(value)}`;
}

/// The first fault of several checks.
export function firstFault(value, checks, keep) {
  for (const check of checks) {
    const found = fault(value, check, keep);
    if (found !== undefined) return found;
  }
  return undefined;
}
