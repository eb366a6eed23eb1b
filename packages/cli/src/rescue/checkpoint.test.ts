import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setIdOf } from "@dkek/ceremony";
import { readDamagedCard } from "@dkek/ceremony/rescue";
import { expect, onTestFinished, test } from "vitest";
import { dropCheckpoint, readCheckpoint, writeCheckpoint } from "./checkpoint.js";
import { searchMark } from "./search-mark.js";

const material = {
  setId: setIdOf(new Uint8Array(64)),
  readings: [1, 2].map((id) =>
    readDamagedCard(`Share ID: ${id}\nShare value: d7:1c:d0:a0:45:b0:d7:6${id}`, `card-${id}`),
  ),
};
const name = { setId: material.setId, part: { nth: 1, of: 2 }, mark: searchMark(material) };
const place = { wave: 2, settled: 1234 };

function path(): string {
  const folder = mkdtempSync(join(tmpdir(), "dkek-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "set.pbe.rescue");
}

test("tells where a search is, again and again, and to its owner alone", async () => {
  const file = path();
  expect(await readCheckpoint(file, name)).toBeUndefined();
  writeCheckpoint(file, name, { wave: 0, settled: 1 });
  writeCheckpoint(file, name, place);
  expect(await readCheckpoint(file, name)).toEqual(place);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  dropCheckpoint(file);
  expect(await readCheckpoint(file, name)).toBeUndefined();
});

test("has no digit of a card", () => {
  const file = path();
  writeCheckpoint(file, name, place);
  const text = readFileSync(file, "utf8");
  expect(text).not.toMatch(/d71c|45b0|d7:1c/);
  // All that depends on the cards is a mark of 16 bits.
  expect(name.mark).toMatch(/^[0-9a-f]{4}$/);
});

test("is refused where it is that of another search, and where it is none", async () => {
  const file = path();
  writeCheckpoint(file, name, place);
  const others = [
    { ...name, part: { nth: 2, of: 2 } },
    { ...name, setId: setIdOf(new Uint8Array(64).fill(1)) },
    { ...name, mark: searchMark({ ...material, threshold: 2 }) },
    { ...name, mark: searchMark({ ...material, readings: material.readings.toReversed() }) },
  ];
  for (const other of others) {
    await expect(readCheckpoint(file, other)).rejects.toMatchObject({ code: "checkpoint-other" });
  }
  for (const text of ["", "{", '{"format":"dkek-rescue","wave":-1,"settled":0}', "[]"]) {
    writeFileSync(file, text);
    await expect(readCheckpoint(file, name)).rejects.toMatchObject({
      code: "checkpoint-malformed",
    });
  }
});
