import { readFileSync } from "node:fs";
import { createSet, createWithPassword, formatRecord, withEvent } from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { path, recordJsonSchema } from "../../scripts/record-schema.mjs";

const published = JSON.parse(readFileSync(path, "utf8"));
const validate = new Ajv2020().compile(published);
const options = { engine: inlineEngine({ iterations: 3 }), program: "test", label: "SPECIMEN" };
const at = "2026-11-23T12:00:00Z";
const card = { id: 1, issue: 1 };

test("the published schema is that of the program; if not: node scripts/record-schema.mjs", () => {
  expect(published).toEqual(recordJsonSchema());
});

describe.each(["p224", "sc-hsm"] as const)("records of a %s set", (scheme) => {
  const custodians = ["Ada", "Grace", "Zoë"];
  const made = createSet({ scheme, threshold: 2, total: 3, custodians }, options);

  test("are valid, new and after every kind of event", async () => {
    const { record } = await made;
    const kcv = record.set.dkekShare.kcv;
    const later = [
      { at, type: "proofread", card },
      { at, type: "verified", cards: [card] },
      { at, type: "reissued", card: { id: 1, issue: 2 }, cardHash: record.set.setId },
      { at, type: "added", card: { id: 4, issue: 1 }, custodian: "Alan" },
      { at, type: "imported", hsm: "ZZVIRT00001", missing: 0, dkekKcv: kcv },
      { at, type: "noted", text: "a line" },
      { at, type: "replaces", setId: record.set.setId, prime: "dd3c21e95204186b" },
      { at, type: "replaced", setId: record.set.setId },
    ] as const;
    for (const one of [record, later.reduce(withEvent, record)]) {
      expect(validate(JSON.parse(formatRecord(one)))).toBe(true);
    }
  });

  // biome-ignore lint/suspicious/noExplicitAny: JSON, to be damaged
  test.each<[string, (json: any) => void]>([
    ["another version", (json) => (json.version = 3)],
    ["a key too many", (json) => (json.secret = "")],
    ["a key too many in the sharing", (json) => (json.set.sharing.secret = "")],
    ["a key too many in an event", (json) => (json.events[0].secret = "")],
    ["no set", (json) => delete json.set],
    ["no events", (json) => (json.events = [])],
    ["a set ID too short", (json) => (json.set.setId = "abcd")],
    ["a threshold of 1", (json) => (json.set.sharing.threshold = 1)],
    ["a total of 256", (json) => (json.set.sharing.total = 256)],
    ["another scheme", (json) => (json.set.sharing.scheme = "p256")],
    ["a prime too long", (json) => (json.set.sharing.prime += "ff")],
    ["a KCV in small letters", (json) => (json.set.dkekShare.kcv = "ab".repeat(8))],
    ["a label of two lines", (json) => (json.set.label = "a\nb")],
    ["no link", (json) => delete json.events[0].previous],
    ["a time that is none", (json) => (json.events[0].at = "yesterday")],
    ["an unknown event", (json) => (json.events[0].type = "blessed")],
  ])("are not valid with %s", async (_name, damage) => {
    const json = JSON.parse(formatRecord((await made).record));
    damage(json);
    expect(validate(json)).toBe(false);
  });
});

test("the record of a set without cards is valid", async () => {
  using password = SecretBytes.own(new TextEncoder().encode("a password of people's own"));
  const { record } = await createWithPassword(password, options);
  expect(validate(JSON.parse(formatRecord(record)))).toBe(true);
});
