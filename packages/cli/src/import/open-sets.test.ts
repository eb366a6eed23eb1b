import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Card,
  createSet,
  formatCardText,
  formatRecord,
  type NewSet,
  type SchemeName,
} from "@dkek/ceremony";
import { inlineEngine } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { expect, onTestFinished, test } from "vitest";
import { openSets } from "./open-sets.js";
import { readSetFiles } from "./set-file.js";

const engine = inlineEngine({ iterations: 3 });

async function newSet(scheme: SchemeName): Promise<NewSet> {
  const made = await createSet({ scheme, threshold: 2, total: 3 }, { engine, program: "test" });
  onTestFinished(() => made[Symbol.dispose]());
  return made;
}

/** Opens a set with cards from files, named in their order. */
async function openWith({ pbe, record }: NewSet, cards: readonly Card[]): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "dkek-opening-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const pbePath = write("dkek.pbe", pbe);
  write("record.json", formatRecord(record));
  const named = cards.map((card, place) => write(`${place}.txt`, formatCardText(card)));
  const files = await readSetFiles({ pbePaths: [pbePath], recordPaths: [] }, () => {});
  const { signal } = new AbortController();
  return openSets(files, { cards: named, password: undefined }, signal);
}

function card({ cards }: NewSet, id: number): Card {
  return cards[id - 1] as Card;
}

function flipped(bytes: SecretBytes): SecretBytes {
  return SecretBytes.own(bytes.expose().map((byte, at) => (at === 5 ? byte ^ 1 : byte)));
}

test.each(["p224", "sc-hsm"] as const)(
  "a card of a %s set that is wrong by its proof is named before anybody waits",
  async (scheme) => {
    const made = await newSet(scheme);
    const { proof, ...second } = card(made, 2);
    const spoiled = [
      { ...second, proof: flipped(proof as SecretBytes) },
      { ...card(made, 2), value: flipped(second.value) },
    ];
    for (const wrong of spoiled) {
      const started = performance.now();
      await expect(openWith(made, [card(made, 1), wrong, card(made, 3)])).rejects.toMatchObject({
        code: "card-wrong",
        message: expect.stringMatching(
          /by its record: card 2 \(.*1\.txt\): its value or its proof/,
        ),
      });
      expect(performance.now() - started).toBeLessThan(1500);
    }
  },
);

test("so is a card of another set", async () => {
  const [made, other] = [await newSet("p224"), await newSet("p224")];
  await expect(openWith(made, [card(made, 1), card(other, 3)])).rejects.toMatchObject({
    code: "card-wrong",
    message: expect.stringContaining("it belongs to another set"),
  });
});

test("and one that the record does not know", async () => {
  const made = await newSet("sc-hsm");
  const first = card(made, 1);
  const later = { ...first, about: { ...first.about, issue: 2 } } as Card;
  await expect(openWith(made, [later, card(made, 2)])).rejects.toMatchObject({
    code: "card-wrong",
    message: expect.stringContaining("no such issue"),
  });
});

test("where no card is right, the record may not be", async () => {
  const [made, other] = [await newSet("p224"), await newSet("p224")];
  await expect(openWith(made, [card(other, 1), card(other, 2)])).rejects.toMatchObject({
    code: "card-wrong",
    hint: expect.stringContaining("another copy of the record"),
  });
});
