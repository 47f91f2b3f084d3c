// Verify Credwise's log of decisions offline: one file, Node 18 or later, and nothing else.
//
//     node verify.mjs log LOG KEYS [HEADS]                 what `credwise audit export` wrote
//     node verify.mjs receipt RECEIPT ANSWER KEYS CLIENT   the answers of /v1/recommendations/{id}/receipt and without
//     node verify.mjs erasure ANSWER KEYS                  the answer of DELETE /v1/learners/{id}
//
// KEYS is the answer of /v1/audit/keys, HEADS one of /v1/audit/heads that you kept. Exit code 0: all is as it was
// signed; 1: it is not, a line says what; 2: a file cannot be read.

import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";

const ENTRY = /^(0|[1-9]\d*) ([0-9a-f]{64}) (?:- -|([0-9a-f]{32}) )/;
const HEAD = /^head ([1-9]\d*) (\d+) ([0-9a-f]{64}) ([0-9a-f]{16}) ([0-9a-f]{128})$/;

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);
const commitment = (salt, text) => sha256(Buffer.of(0), salt, sha256(text));
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const checkpoint = (client, size, root, at) => `credwise/${client}\n${size}\n${root.toString("base64")}\n${at}\n`;

// Public keys by their ids, which are worked out anew.
function readKeys(path) {
  const publics = readJson(path).keys.map((key) => Buffer.from(key.public, "base64"));
  return new Map(publics.map((raw) => {
    const jwk = { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") };
    return [sha256(raw).toString("hex").slice(0, 16), createPublicKey({ key: jwk, format: "jwk" })];
  }));
}

const isSigned = (keys, key, signature, message) =>
  keys.has(key) && verify(null, Buffer.from(message), keys.get(key), signature);

function rootOf(peaks) {
  return peaks.length ? peaks.slice(0, -1).reduceRight((root, peak) => node(peak, root), peaks.at(-1)) : sha256("");
}

function splitLines(bytes) {
  const lines = [];
  for (let start = 0, end; start < bytes.length; start = end + 1) {
    end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    lines.push(bytes.subarray(start, end));
  }
  return lines;
}

function* verifyLog(log, keys, kept) {
  const [title, ...lines] = splitLines(readFileSync(log));
  const client = title.toString().replace(/^credwise-log 1 /, "");
  const isHead = (line) => line.subarray(0, 5).toString("latin1") === "head ";
  const entries = lines.filter((line) => !isHead(line));
  const found = lines.slice(entries.length).map((line) => HEAD.exec(line.toString("latin1")));
  if (!found.length || found.includes(null)) yield "A head is missing, changed or in another place.";
  const heads = found.filter(Boolean).map(([, size, at, root, key, signature]) => (
    { size: Number(size), at, root: Buffer.from(root, "hex"), key, signature: Buffer.from(signature, "hex") }));
  for (const head of kept ? readJson(kept).heads : []) {
    const [root, signature] = [head.root, head.signature].map((text) => Buffer.from(text, "base64"));
    heads.push({ ...head, at: head.checkpoint.split("\n")[3], root, signature });
  }
  const roots = new Map(heads.map((head) => [head.size, null]));
  const peaks = [], absent = new Set();
  for (const [position, line] of entries.entries()) {
    const start = line.subarray(0, 160).toString("latin1");
    const entry = ENTRY.exec(start);
    const text = entry && line.subarray(entry[0].length);
    if (!entry || Number(entry[1]) !== position || (!entry[3] && text.length)) {
      yield `Entry ${position} is missing, changed or in another place.`;
    }
    let leaf = entry ? Buffer.from(entry[2], "hex") : Buffer.alloc(32);
    if (entry && !entry[3]) {
      absent.add(position);
    } else if (entry && !commitment(Buffer.from(entry[3], "hex"), text).equals(leaf)) {
      yield `Entry ${position} was changed: ${text.subarray(0, 90)}`;
    } else if (entry && text.subarray(0, 6).toString("latin1") === '{"at":') {
      for (const [first, last] of JSON.parse(text).removed) {
        for (let at = first; at <= last; at++) absent.delete(at);
      }
    }
    for (let size = position + 1; size % 2 === 0; size /= 2) leaf = node(peaks.pop(), leaf);
    peaks.push(leaf);
    if (roots.has(position + 1)) roots.set(position + 1, rootOf(peaks));
  }
  for (const position of absent) yield `Entry ${position} is missing, and nothing says why.`;
  for (const { size, at, root, key, signature } of heads) {
    if (!isSigned(keys, key, signature, checkpoint(client, size, root, at))) {
      yield `The head of ${size} entries is not signed by a known key.`;
    }
    if (!roots.get(size)?.equals(root)) yield `The first ${size} entries are not those whose head was signed.`;
  }
  if (!roots.has(entries.length)) yield `No head is signed of all ${entries.length} entries.`;
}

// JSON as RFC 8785 writes it.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

function* verifyReceipt(receipt, answer, keys, client) {
  const given = readFileSync(receipt), { id, recommendation, ...shown } = readJson(answer);
  const moment = (text) => text && Date.parse(text);
  const record = { accepted_at: moment(shown.accepted_at), finished_at: moment(shown.finished_at), id, recommendation };
  const [index, size, at] = [12, 20, 28].map((place) => Number(given.readBigUInt64BE(place)));
  const [key, salt, leaf, signature] = [[4, 12], [36, 52], [52, 84], [84, 148]].map((span) => given.subarray(...span));
  const isMarked = given.subarray(0, 4).toString("latin1") === "CWR1";
  if (!isMarked || !commitment(salt, canonical(record)).equals(leaf)) {
    yield "The recommendation is not the one that the receipt was given for.";
  }
  let root = leaf, level = index, last = size - 1;
  for (let start = 148; start < given.length; start += 32) {
    const step = given.subarray(start, start + 32);
    root = level % 2 || level === last ? node(step, root) : node(root, step);
    while (level === last && level % 2 === 0 && level) [level, last] = [level / 2, Math.floor(last / 2)];
    [level, last] = [Math.floor(level / 2), Math.floor(last / 2)];
  }
  const signed = isSigned(keys, key.toString("hex"), signature, checkpoint(client, size, root, at));
  if (last || index >= size || !signed) yield "The receipt does not lead to a tree head that a known key signed.";
}

function* verifyErasure(answer, keys) {
  const { statement, key, signature } = readJson(answer).receipt;
  if (!isSigned(keys, key, Buffer.from(signature, "base64"), statement)) yield "The statement is not signed by a known key.";
}

const [what, ...given] = process.argv.slice(2);
try {
  const wrong = {
    log: ([log, keys, kept]) => [...verifyLog(log, readKeys(keys), kept)],
    receipt: ([receipt, answer, keys, client]) => [...verifyReceipt(receipt, answer, readKeys(keys), client)],
    erasure: ([answer, keys]) => [...verifyErasure(answer, readKeys(keys))],
  }[what](given);
  console.log(wrong.join("\n") || "All is as it was signed.");
  process.exitCode = wrong.length ? 1 : 0;
} catch (error) {
  console.log(`${error}\n\nverify.mjs log LOG KEYS [HEADS] | receipt RECEIPT ANSWER KEYS CLIENT | erasure ANSWER KEYS`);
  process.exitCode = 2;
}
