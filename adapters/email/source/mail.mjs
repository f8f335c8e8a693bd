// One mail as a conversation needs it: who writes, to which thread it belongs, and what it says.
import { createHash } from "node:crypto";
import { htmlToText } from "html-to-text";
import { simpleParser } from "mailparser";

const nameBytes = 100; // of a customer's name and id
const subjectBytes = 500;
const clientIdBytes = 200;
const htmlLetters = 1 << 20; // that may become text, of which far less is kept
export const textBytes = 65536;

/// As many whole letters as have room.
export function cut(text, bytes) {
  const all = Buffer.from(text);
  if (all.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && (all[end] & 0xc0) === 0x80) end--;
  return all.subarray(0, end).toString();
}

function line(text, bytes) {
  return cut(text.toWellFormed().replace(/[\u0000-\u001f\u007f]+/g, " ").trim(), bytes).trimEnd();
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/// Short enough to be an id of Undertone's.
function shortened(id, bytes) {
  return Buffer.byteLength(id) <= bytes && !/[\u0000-\u001f\u007f]/.test(id) ? id : `sha256:${hash(id)}`;
}

function idsIn(value) {
  return [value ?? []].flat().flatMap((each) => each.match(/<[^<>\s]+>/g) ?? []);
}

function plain(headers, name) {
  const value = headers.get(name);
  return `${value?.value ?? value?.text ?? value ?? ""}`.trim().toLowerCase();
}

/// Why no person wrote this to us; undefined when one did.
function machine({ headers, from }, own) {
  const address = from?.value[0]?.address?.toLowerCase();
  if (!address) return "no sender";
  if (address === own) return "our own";
  if (/^(mailer-daemon|postmaster)@/.test(address)) return "a bounce";
  if (plain(headers, "content-type") === "multipart/report") return "a report";
  if (headers.get("return-path")?.value.every((path) => !path.address)) return "a bounce";
  if (!["", "no"].includes(plain(headers, "auto-submitted").split(/[\s;]/)[0])) return "sent by a machine";
  if (headers.has("list") || headers.has("list-id") || headers.has("list-unsubscribe")) return "a mailing list";
  if (/^(bulk|list|junk|auto_reply)$/.test(plain(headers, "precedence"))) return "bulk";
  if (headers.has("x-autoreply") || headers.has("x-autorespond")) return "an automatic reply";
  return undefined;
}

/// What a person reads of it: the text part or, where there is none, that of the HTML; quoted mails keep their marks.
function words({ text, html }) {
  const layout = { wordwrap: false, limits: { maxDepth: 200 }, selectors: [{ selector: "img", format: "skip" }, { selector: "a", options: { ignoreHref: true } }] };
  const read = text?.trim() ? text : html ? htmlToText(html.slice(0, htmlLetters), layout) : "";
  return read.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\0", "").trim();
}

/// A mail that cannot be read stands in nobody's way.
export class Unreadable extends Error {}

/// The mail, or { machine: why }. `own` is our address.
export async function readMail(source, own) {
  try {
    return describe(source, await simpleParser(source, { skipTextToHtml: true, skipImageLinks: true }), own);
  } catch (error) {
    throw new Unreadable(`the mail cannot be read: ${error.code ?? error.name}`);
  }
}

function describe(source, parsed, own) {
  const why = machine(parsed, own);
  if (why) return { machine: why };
  const sender = parsed.from.value[0];
  const address = sender.address.toLowerCase();
  const id = idsIn(parsed.messageId)[0] ?? `<${hash(source)}@undertone.invalid>`;
  const subject = line(parsed.subject ?? "", subjectBytes);
  const text = words(parsed);
  return {
    id,
    clientId: shortened(id, clientIdBytes),
    earlier: [...new Set([...idsIn(parsed.inReplyTo), ...idsIn(parsed.references).reverse()])],
    address,
    replyTo: parsed.replyTo?.value[0]?.address || sender.address,
    customer: { id: shortened(address, nameBytes), name: line(sender.name ?? "", nameBytes) || line(address, nameBytes) },
    subject,
    text: cut(text, textBytes) || subject || "-",
    isCut: Buffer.byteLength(text) > textBytes,
    files: parsed.attachments.filter(({ related }) => !related).map(({ filename, contentType, size }) => ({ name: line(filename ?? contentType, nameBytes), bytes: size })),
  };
}
