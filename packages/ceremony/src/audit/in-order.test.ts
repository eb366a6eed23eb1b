import type { PbeFile } from "@dkek/dkek-file";
import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import { expect, test } from "vitest";
import type { Card } from "../card.js";
import type { SetRecord } from "../record/record.js";
import type { Finding } from "./finding.js";
import { inOrder } from "./in-order.js";

test("what is wrong first, then records, .pbe files, cards, the DKEK, backups", () => {
  const named = <Thing>(name: string, it = {}) => ({ name, it: it as Thing });
  const material = {
    records: [named<SetRecord>("r.json")],
    pbes: [named<PbeFile>("d.pbe")],
    cards: [named<Card>("a.txt", { id: 1 }), named<Card>("b.txt", { id: 2 })],
    backups: [named<KeyBackup>("k.bin")],
  };
  const finding = (subject: string, status: Finding["status"] = "proven", text = "") => ({
    status,
    subject,
    text,
  });
  const given = [
    finding("k.bin"),
    finding("d.pbe", "proven", "1"),
    finding("2 cards"),
    finding("b.txt (card 2)"),
    finding("the DKEK"),
    finding("k.bin", "wrong"),
    finding("r.json"),
    finding("a.txt (card 1)"),
    finding("d.pbe", "unproven", "2"),
    finding("d.pbe", "wrong"),
  ];
  const order = inOrder(given, material).map(
    ({ status, subject, text }) => `${status === "wrong" ? "! " : ""}${subject}${text}`,
  );
  expect(order).toEqual([
    "! d.pbe",
    "! k.bin",
    "r.json",
    "d.pbe1",
    "d.pbe2",
    "a.txt (card 1)",
    "b.txt (card 2)",
    "2 cards",
    "the DKEK",
    "k.bin",
  ]);
});
