import { parseCardText, questionOf } from "@dkek/ceremony";
import { parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { expect, test } from "vitest";
import { stockLines, stockSet } from "../../../tests/support/stock-sets.js";
import { Desk } from "./desk.js";

const STOCK = stockSet("shares-3of5");
const card = (id: number) => ({ kind: "card" as const, it: parseCardText(stockLines(STOCK, id)) });
const pbe = () => ({
  kind: "pbe" as const,
  it: parsePbe(new Uint8Array(Buffer.from(STOCK.pbeHex, "hex"))),
});

test("what is forgotten is overwritten", () => {
  const desk = new Desk();
  const [first, second] = [card(1), card(2)];
  const item = desk.add("a", first);
  desk.add("b", second);
  const password = SecretBytes.own(Uint8Array.of(1, 2, 3));
  desk.password = password;
  const bytes = [first.it.value, second.it.value, password].map((secret) => secret.expose());
  desk.remove(item);
  expect(bytes[0]?.every((byte) => byte === 0)).toBe(true);
  expect(bytes[1]?.every((byte) => byte === 0)).toBe(false);
  desk.clear();
  expect(bytes.flatMap((secret) => [...secret]).every((byte) => byte === 0)).toBe(true);
  expect(desk.items).toEqual([]);
  expect(desk.password).toBeUndefined();
});

test("a password is overwritten when a check has had it, and nothing else is", () => {
  const desk = new Desk();
  const first = card(1);
  desk.add("a", first);
  const password = SecretBytes.own(Uint8Array.of(1, 2, 3));
  const bytes = password.expose();
  desk.password = password;
  desk.dropPassword();
  expect([...bytes]).toEqual([0, 0, 0]);
  expect(desk.password).toBeUndefined();
  expect(first.it.value.expose().some((byte) => byte !== 0)).toBe(true);
});

test("a file that has changed since an earlier audit is told of", () => {
  const desk = new Desk();
  const then = { path: "dkek.pbe", sha256: "0".repeat(64) };
  desk.add("2026.json", { kind: "report", it: { made: "2026-11-23T12:00:00Z", files: [then] } });
  desk.add("dkek.pbe", pbe(), "1".repeat(64));
  expect(desk.since().map(({ status, subject }) => [status, subject])).toEqual([
    ["wrong", "dkek.pbe"],
  ]);
});

test("two files of one name are told apart", () => {
  const desk = new Desk();
  for (let count = 0; count < 3; count++) desk.add("card.txt", card(1));
  expect(desk.items.map(({ name }) => name)).toEqual(["card.txt", "card.txt (2)", "card.txt (3)"]);
});

test("cards are typed as rows where the set is known, and only then", () => {
  const desk = new Desk();
  desk.add("dkek.pbe", pbe());
  expect(desk.entry().known.set).toBeDefined();
  expect(questionOf(desk.entry())).toEqual({ what: "card" });
  const other = new Uint8Array(Buffer.from(stockSet("password").pbeHex, "hex"));
  desk.add("other.pbe", { kind: "pbe", it: parsePbe(other) });
  expect(desk.entry().known.set).toBeUndefined();
});
