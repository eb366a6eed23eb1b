import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { replaceFile } from "./replace-file.js";
import { stageFolder } from "./staged-folder.js";

/** What was synced, and how the disk answers: real disks don't fail on demand. */
const disk = vi.hoisted(() => ({ synced: [] as string[], fail: (_path: string): void => {} }));

vi.mock("node:fs", async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  const paths = new Map<number, string>();
  return {
    ...real,
    openSync: (path: string, ...rest: [string, number?]) => {
      const file = real.openSync(path, ...rest);
      paths.set(file, path);
      return file;
    },
    fsyncSync: (file: number) => {
      const path = paths.get(file) ?? "";
      disk.fail(path);
      disk.synced.push(path);
      real.fsyncSync(file);
    },
  };
});

function temporaryHome(): string {
  const home = fs.mkdtempSync(join(tmpdir(), "dkek-synced-"));
  onTestFinished(() => fs.rmSync(home, { recursive: true, force: true }));
  disk.synced.length = 0;
  disk.fail = () => {};
  return home;
}

function failing(at: string, code: string): (path: string) => void {
  return (path) => {
    if (path === at) throw Object.assign(new Error(code), { code });
  };
}

test("every folder that was made is synced, and the one above", () => {
  const home = temporaryHome();
  using folder = stageFolder(join(home, "set"));
  folder.write("dkek.pbe", "pbe");
  folder.write("cards/card-1.txt", "1");
  folder.commit();
  const synced = disk.synced.map((path) =>
    relative(home, path).replace(/^set\.[^/]*-unfinished/, "staging"),
  );
  expect(synced).toEqual([
    "staging/dkek.pbe",
    "staging/cards/card-1.txt",
    "staging",
    "staging/cards",
    "",
  ]);
});

test("a sync that fails after the renaming does not deny that the set is there", () => {
  const home = temporaryHome();
  disk.fail = failing(home, "EIO");
  using folder = stageFolder(join(home, "set"));
  folder.write("dkek.pbe", "pbe");
  expect(() => folder.commit()).toThrow(
    expect.objectContaining({
      code: "out-unwritable",
      message: expect.stringContaining("is complete"),
      hint: expect.not.stringContaining("nothing was kept"),
    }),
  );
  folder[Symbol.dispose]();
  expect(fs.readdirSync(home)).toEqual(["set"]);
});

test("a file system that can't sync folders will do", () => {
  const home = temporaryHome();
  disk.fail = failing(home, "EINVAL");
  using folder = stageFolder(join(home, "set"));
  folder.commit();
  const record = join(home, "record.json");
  fs.writeFileSync(record, "old");
  replaceFile(record, "new");
  expect(fs.readFileSync(record, "utf8")).toBe("new");
});
