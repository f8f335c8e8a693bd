import { parse } from 'yaml';

/** The parts of an OpenAPI description that the page shows. */
export interface Call {
  id: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  body: Shape[];
  responses: { status: string; description: string; shapes: Shape[] }[];
}

export interface Parameter {
  name: string;
  place: string;
  required: boolean;
  type: string;
  description: string;
}

export interface Shape {
  media: string;
  type: string;
  fields: { name: string; type: string; required: boolean; description: string }[];
}

export interface Group {
  name: string;
  description: string;
  calls: Call[];
}

export interface Description {
  title: string;
  version: string;
  text: string;
  base: string;
  groups: Group[];
}

type Node = Record<string, unknown>;
const methods = ['get', 'post', 'put', 'patch', 'delete'];

const isNode = (value: unknown): value is Node => value !== null && typeof value === 'object' && !Array.isArray(value);
const node = (value: unknown): Node => (isNode(value) ? value : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Follows one local reference; anything else stays as it is. */
function resolve(root: Node, value: unknown): Node {
  const found = node(value);
  const reference = words(found['$ref']);
  if (!reference.startsWith('#/')) return found;
  return node(reference.slice(2).split('/').reduce<unknown>((at, key) => node(at)[key.replaceAll('~1', '/').replaceAll('~0', '~')], root));
}

function typeOf(root: Node, value: unknown, depth = 0): string {
  const schema = node(value);
  const reference = words(schema['$ref']);
  if (reference) return reference.split('/').at(-1) ?? '';
  if (depth > 4) return '…';
  if ('const' in schema) return JSON.stringify(schema['const']);
  const values = list(schema['enum']);
  if (values.length > 0) return values.map((each) => JSON.stringify(each)).join(' | ');
  for (const key of ['oneOf', 'anyOf', 'allOf']) {
    const options = list(schema[key]);
    if (options.length > 0) return options.map((each) => typeOf(root, each, depth + 1)).join(key === 'allOf' ? ' & ' : ' | ');
  }
  const type = Array.isArray(schema['type']) ? list(schema['type']).join(' | ') : words(schema['type']);
  if (type === 'array') return `${typeOf(root, schema['items'], depth + 1)}[]`;
  return type || (isNode(schema['properties']) ? 'object' : 'any');
}

function fieldsOf(root: Node, value: unknown, depth = 0): Shape['fields'] {
  const schema = resolve(root, value);
  if (depth > 4) return [];
  const own = Object.entries(node(schema['properties'])).map(([name, field]) => ({
    name, type: typeOf(root, field), required: list(schema['required']).includes(name),
    description: words(node(field)['description']) || words(resolve(root, field)['description']),
  }));
  const inherited = list(schema['allOf']).flatMap((each) => fieldsOf(root, each, depth + 1));
  const items = own.length + inherited.length === 0 && schema['type'] === 'array' ? fieldsOf(root, schema['items'], depth + 1) : [];
  return [...inherited, ...own, ...items];
}

function shapesOf(root: Node, content: unknown): Shape[] {
  return Object.entries(node(content)).map(([media, value]) => {
    const schema = node(value)['schema'];
    return { media, type: typeOf(root, schema), fields: fieldsOf(root, schema) };
  });
}

function callOf(root: Node, path: string, method: string, shared: unknown[], operation: Node): Call {
  const parameters = [...shared, ...list(operation['parameters'])].map((each) => {
    const found = resolve(root, each);
    return {
      name: words(found['name']), place: words(found['in']), required: found['required'] === true,
      type: typeOf(root, found['schema']), description: words(found['description']),
    };
  });
  const responses = Object.entries(node(operation['responses'])).map(([status, each]) => {
    const found = resolve(root, each);
    return { status, description: words(found['description']), shapes: shapesOf(root, found['content']) };
  });
  return {
    id: `${method}-${path}`.replace(/[^a-z0-9]+/gi, '-').toLowerCase(), method: method.toUpperCase(), path,
    summary: words(operation['summary']), description: words(operation['description']), parameters,
    body: shapesOf(root, resolve(root, operation['requestBody'])['content']), responses,
  };
}

/** Reads an OpenAPI description; throws where the text is none. */
export function readDescription(source: string): Description {
  const root = node(parse(source, { maxAliasCount: 100 }));
  if (!isNode(root['paths'])) throw new Error('no paths');
  const groups = new Map<string, Group>();
  for (const tag of list(root['tags']).map(node)) {
    groups.set(words(tag['name']), { name: words(tag['name']), description: words(tag['description']), calls: [] });
  }
  for (const [path, item] of Object.entries(node(root['paths']))) {
    const entry = resolve(root, item);
    for (const method of methods.filter((each) => isNode(entry[each]))) {
      const operation = node(entry[method]);
      const tag = words(list(operation['tags'])[0]);
      if (!groups.has(tag)) groups.set(tag, { name: tag, description: '', calls: [] });
      groups.get(tag)!.calls.push(callOf(root, path, method, list(entry['parameters']), operation));
    }
  }
  const info = node(root['info']);
  return {
    title: words(info['title']), version: words(info['version']), text: words(info['description']),
    base: words(node(list(root['servers'])[0])['url']),
    groups: [...groups.values()].filter((group) => group.calls.length > 0),
  };
}

/** The groups with only the calls that contain all the words. */
export function findCalls(groups: Group[], wanted: string): Group[] {
  const parts = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (parts.length === 0) return groups;
  return groups
    .map((group) => ({
      ...group,
      calls: group.calls.filter((call) => {
        const text = `${call.method} ${call.path} ${call.summary} ${call.description}`.toLowerCase();
        return parts.every((part) => text.includes(part));
      }),
    }))
    .filter((group) => group.calls.length > 0);
}
