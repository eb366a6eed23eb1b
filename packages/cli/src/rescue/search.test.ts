import { setIdOf } from "@dkek/ceremony";
import { type RescueMaterial, readDamagedCard, wavesOf } from "@dkek/ceremony/rescue";
import { inlineEngine, type PbeFile, parsePbe } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { describe, expect, test } from "vitest";
import { type StockSet, stockLines, stockSet } from "../../../../tests/support/stock-sets.js";
import { type Place, START } from "./checkpoint.js";
import { type Hit, search } from "./search.js";
import type { Part } from "./settings.js";

/** Instead of ten million, so that the worker threads try thousands of passwords in a moment. */
const ITERATIONS = 3;
const WHOLE: Part = { nth: 1, of: 1 };
const SET = stockSet("shares-3of5");

/** The stock tool's DKEK share under its password, sealed with few iterations. */
async function sealed({ dkekShareHex, passwordHex, pbeHex }: StockSet): Promise<PbeFile> {
  const secret = (hex: string): SecretBytes => SecretBytes.copyOf(Buffer.from(hex, "hex"));
  const engine = inlineEngine({ iterations: ITERATIONS });
  const { salt } = parsePbe(Buffer.from(pbeHex, "hex"));
  return parsePbe(await engine.seal(secret(dkekShareHex), secret(passwordHex), salt));
}

/** Three cards as the tool showed them, each line changed as the test wants. */
function damaged(
  pbe: PbeFile,
  change: (lines: string, id: number) => string,
  known: Partial<RescueMaterial> = {},
): RescueMaterial {
  const readings = [1, 3, 5].map((id) =>
    readDamagedCard(change(stockLines(SET, id), id), `card-${id}`),
  );
  return { setId: setIdOf(pbe.bytes), readings, ...known };
}

interface Searched {
  readonly hit: Hit | undefined;
  readonly places: readonly Place[];
}

async function searched(
  pbe: PbeFile,
  material: RescueMaterial,
  {
    part = WHOLE,
    from = START,
    mistakes = 1,
  }: { part?: Part; from?: Place; mistakes?: number } = {},
): Promise<Searched> {
  const places: Place[] = [];
  const waves = wavesOf(material).filter((wave) => wave.mistakes <= mistakes);
  const hit = await search(pbe, material, waves, {
    part,
    from,
    threads: 2,
    iterations: ITERATIONS,
    signal: new AbortController().signal,
    onProgress: (place) => places.push(place),
  });
  return { hit, places };
}

function valuesOf(hit: Hit | undefined): string[] | undefined {
  return hit?.candidate.cards.map(({ id, value }) => `${id}:${value.toString(16)}`);
}

const RIGHT = ["1:d71cd0a045b0d764", "3:cee53be94babd84c", "5:cd75da75d21d3a52"];
const LAST_DIGIT = (lines: string, id: number): string =>
  id === 5 ? lines.replace("3a:52", "3a:5b") : lines;

describe("a search with worker threads", () => {
  test.each<[string, (lines: string, id: number) => string]>([
    ["nothing is wrong", (lines) => lines],
    ["a digit", (lines, id) => (id === 1 ? lines.replace("d7:1c", "d7:7c") : lines)],
    ["neighbours swapped", (lines, id) => (id === 3 ? lines.replace("ce:e5", "ec:e5") : lines)],
    ["two digits that nobody can read", (lines) => lines.replace("52\n", "??\n")],
    ["an ID", (lines, id) => (id === 3 ? lines.replace(": 3\n", ": 8\n") : lines)],
    ["a digit of the prime", (lines) => lines.replace("dd:3c", "dd:8c")],
    ["a digit missing", (lines, id) => (id === 5 ? lines.replace("da:75", "d:75") : lines)],
    ["a digit too many", (lines, id) => (id === 5 ? lines.replace("da:75", "daa:75") : lines)],
    ["bytes exchanged", (lines, id) => (id === 1 ? lines.replace("d7:1c:d0", "d0:1c:d7") : lines)],
    ["the IDs of two cards exchanged", (lines, id) => lines.replace(`: ${id}\n`, `: ${6 - id}\n`)],
    [
      "prime and share value exchanged",
      (lines) =>
        lines.replace(/Prime +:(.*)\n(.*)\nShare value :(.*)/, "Prime:$3\n$2\nShare value:$1"),
    ],
  ])("%s", async (_, change) => {
    const pbe = await sealed(SET);
    const { hit } = await searched(pbe, damaged(pbe, change, { threshold: 3 }));
    expect(valuesOf(hit)).toEqual(RIGHT);
  });

  test("more cards than are needed, two of them wrong", async () => {
    const pbe = await sealed(SET);
    const wrong = "Share value: 01:02:03:04:05:06:07:08";
    const readings = [1, 2, 3, 4, 5].map((id) => {
      const lines = stockLines(SET, id);
      return readDamagedCard(id % 2 === 0 ? lines.replace(/Share value.*/, wrong) : lines, `${id}`);
    });
    for (const known of [{}, { threshold: 3 }]) {
      const material = { setId: setIdOf(pbe.bytes), readings, ...known };
      expect(valuesOf((await searched(pbe, material)).hit)).toEqual(RIGHT);
    }
  });

  test("sets that the stock tool can't open: zeros that it lost, IDs in hex", async () => {
    for (const [name, ids] of [
      ["lz1-leading-zero", [1, 3]],
      ["lz1-stripped", [1, 3]],
      ["shares-3of12", [10, 11, 12]],
    ] as const) {
      const set = stockSet(name);
      const pbe = await sealed(set);
      const readings = ids.map((id) => {
        const inHex = stockLines(set, id).replace(/ID( *): (\d+)/, `ID$1: ${id.toString(16)}`);
        return readDamagedCard(inHex, `card-${id}`);
      });
      const { hit } = await searched(pbe, { setId: setIdOf(pbe.bytes), readings });
      expect(hit?.candidate.cards.map(({ id }) => id)).toEqual(ids);
    }
  });

  test("cards of 28 bytes, as typed without check digits", async () => {
    const set = stockSet("p224-tool-pbe");
    const pbe = await sealed(set);
    const readings = [2, 3, 5].map((id) => {
      const lines = stockLines(set, id);
      const damaged = lines.replace(/([0-9a-f])([0-9a-f])(\s*)$/, "$2$1$3");
      return readDamagedCard(id === 3 ? damaged : lines, `card-${id}`);
    });
    const { hit } = await searched(pbe, { setId: setIdOf(pbe.bytes), readings, threshold: 3 });
    expect(hit?.wave).toMatchObject({ kind: "one-mistake" });
  });

  test("nothing is found where the mistakes are too many, and all is tried", async () => {
    const pbe = await sealed(SET);
    const change = (lines: string): string => lines.replace(/[0-9a-f]{2}\n$/, "00\n");
    const { hit, places } = await searched(pbe, damaged(pbe, change, { threshold: 3 }));
    expect(hit).toBeUndefined();
    expect(places.at(-1)?.wave).toBe(1);
    expect(places.at(-1)?.settled).toBeGreaterThan(700);
  });

  test("resumed at any place, it finds the same; behind it, nothing", async () => {
    const pbe = await sealed(SET);
    const material = damaged(pbe, LAST_DIGIT, { threshold: 3 });
    const whole = await searched(pbe, material);
    const last = whole.places.at(-1);
    if (last === undefined) throw new Error("no progress");
    for (const settled of [0, 1, Math.floor(last.settled / 2), last.settled]) {
      const { hit } = await searched(pbe, material, { from: { wave: last.wave, settled } });
      expect(valuesOf(hit)).toEqual(valuesOf(whole.hit));
      expect(hit?.candidate.password).toEqual(whole.hit?.candidate.password);
    }
    const beyond = await searched(pbe, material, { from: { wave: 2, settled: 0 } });
    expect(beyond.hit).toBeUndefined();
  });

  test("its parts find together what the whole finds, and only one of them", async () => {
    const pbe = await sealed(SET);
    const material = damaged(pbe, LAST_DIGIT, { threshold: 3 });
    const whole = await searched(pbe, material);
    for (const of of [2, 3]) {
      const parts = Array.from({ length: of }, (_, nth) =>
        searched(pbe, material, { part: { nth: nth + 1, of } }),
      );
      const hits = (await Promise.all(parts)).flatMap(({ hit }) => hit ?? []);
      expect(hits.map(({ candidate }) => candidate.password)).toEqual([
        whole.hit?.candidate.password,
      ]);
    }
  });

  test("ends when it is told to", async () => {
    const pbe = await sealed(SET);
    const aborter = new AbortController();
    const material = damaged(pbe, LAST_DIGIT);
    const ended = search(pbe, material, wavesOf(material), {
      part: WHOLE,
      from: START,
      threads: 2,
      iterations: 100_000,
      signal: aborter.signal,
      onProgress: () => aborter.abort(),
    });
    await expect(ended).rejects.toMatchObject({ code: "derivation-aborted" });
  });
});
