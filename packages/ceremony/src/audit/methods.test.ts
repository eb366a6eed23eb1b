import type { PbeFile } from "@dkek/dkek-file";
import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import type { Card } from "../card.js";
import type { SetRecord } from "../record/record.js";
import type { Material } from "./material.js";
import { methodsOf } from "./methods.js";

const NOTHING: Material = { pbes: [], records: [], cards: [], backups: [] };
const pbe = { name: "pbe", it: {} as PbeFile };
const bareCard = { name: "card", it: { id: 1 } as Card };
const card = { name: "card", it: { id: 1, proof: {} } as Card };
const recordOf = (scheme: "p224" | "sc-hsm") => ({
  name: "record",
  it: { set: { sharing: { scheme } } } as SetRecord,
});
const backup = { name: "key", it: {} as KeyBackup };

test("what was not there, nothing was checked with", () => {
  expect(methodsOf(NOTHING, false)).toEqual([]);
});

test("a quorum of bare cards opens a file", () => {
  const material = { ...NOTHING, pbes: [pbe], cards: [bareCard, bareCard], records: [] };
  expect(methodsOf(material, true)).toEqual(["file-opened-with-cards", "cards-together"]);
  expect(methodsOf(material, false)).toEqual(["cards-together"]);
});

test.each([
  ["p224", ["record-chain", "record-commitments", "file-hash", "card-pedersen"]],
  ["sc-hsm", ["record-chain", "file-hash", "card-hash"]],
] as const)("a card is held against its %s record", (scheme, methods) => {
  const material = { ...NOTHING, pbes: [pbe], records: [recordOf(scheme)], cards: [card] };
  expect(methodsOf(material, false)).toEqual(methods);
});

test("a record proves nothing of a card that came without blinding", () => {
  const material = { ...NOTHING, records: [recordOf("p224")], cards: [bareCard] };
  expect(methodsOf(material, false)).toEqual(["record-chain", "record-commitments"]);
});

test("a key backup has a MAC to check once the DKEK is there", () => {
  using password = SecretBytes.own(Uint8Array.of(1));
  const material = { ...NOTHING, pbes: [pbe], backups: [backup], password };
  expect(methodsOf(material, true)).toEqual(["file-opened-with-password", "backup-mac"]);
  expect(methodsOf(material, false)).toEqual(["backup-form"]);
  const withRequest = { name: "key", it: { request: {} } as KeyBackup };
  expect(methodsOf({ ...NOTHING, backups: [withRequest] }, false)).toEqual([
    "backup-form",
    "request-signature",
  ]);
});
