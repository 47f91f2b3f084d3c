// Verify that a log only grew since the head that you kept: one file, Node 18 or later, and nothing else.
//
//     node follow.mjs KEPT NEW KEYS CLIENT
//
// KEPT is an answer of /v1/audit/heads that you kept, NEW that of /v1/audit/heads?since=SIZE with the size of its first
// head, KEYS the answer of /v1/audit/keys. Exit code 0: it only grew; 1: it did not, or a signature is wrong; 2: unreadable.

import { createHash, createPublicKey, verify as isRight } from "node:crypto";
import { readFileSync } from "node:fs";

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const bytes = (text) => Buffer.from(text, "base64");
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);

function isSigned(head, keys, client) {
  const raw = keys.map((key) => bytes(key.public)).find((key) => sha256(key).toString("hex").slice(0, 16) === head.key);
  const said = head.checkpoint.split("\n").slice(0, 3).join("\n");
  if (!raw || said !== [`credwise/${client}`, head.size, head.root].join("\n")) return false;
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") }, format: "jwk" });
  return isRight(null, Buffer.from(head.checkpoint), key, bytes(head.signature));
}

// Whether the path shows it (RFC 9162, 2.1.4.2).
function onlyGrew(older, olderRoot, newer, newerRoot, path) {
  if (older === newer) return olderRoot.equals(newerRoot) && !path.length;
  const isPower = Number.isInteger(Math.log2(older));
  const [first, ...steps] = isPower ? [olderRoot, ...path] : path;
  let place = older - 1, last = newer - 1;
  const up = () => { [place, last] = [Math.floor(place / 2), Math.floor(last / 2)]; };
  while (place % 2) up();
  let [old, grown] = [first, first];
  for (const step of steps) {
    if (place % 2 || place === last) {
      [old, grown] = [node(step, old), node(step, grown)];
      while (place && place % 2 === 0) up();
    } else {
      grown = node(grown, step);
    }
    up();
  }
  return older > 0 && older < newer && last === 0 && old.equals(olderRoot) && grown.equals(newerRoot);
}

function* verify(kept, answer, { keys }, client) {
  const older = kept.heads[0], newer = answer.heads[0];
  for (const [name, head] of Object.entries({ kept: older, new: newer })) {
    if (!isSigned(head, keys, client)) {
      yield `The ${name} head is not signed by a known key, or is of another client's log.`;
    }
  }
  const path = answer.consistency.path.map(bytes);
  if (!onlyGrew(older.size, bytes(older.root), newer.size, bytes(newer.root), path)) {
    yield `The log of ${newer.size} entries does not begin with the ${older.size} whose head you kept.`;
  }
}

const [kept, answer, keys, client] = process.argv.slice(2);
try {
  const wrong = [...verify(readJson(kept), readJson(answer), readJson(keys), client)];
  console.log(wrong.join("\n") || "The log only grew.");
  process.exitCode = wrong.length ? 1 : 0;
} catch (error) {
  console.log(`${error}\n\nnode follow.mjs KEPT NEW KEYS CLIENT`);
  process.exitCode = 2;
}
