import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { replaceFile, requireReplaceable } from "./replace-file.js";

/** Anybody but root, who may write everywhere. */
const NOBODY = 65534;

let home: string;
let record: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "dkek-replace-")));
  record = join(home, "record.json");
  writeFileSync(record, "old");
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

test.each(["600", "644", "664"])("the mode %s stays, whatever the umask", (octal) => {
  const mode = Number.parseInt(octal, 8);
  chmodSync(record, mode);
  replaceFile(record, "new");
  expect(readFileSync(record, "utf8")).toBe("new");
  expect(statSync(record).mode & 0o777).toBe(mode);
  expect(readdirSync(home)).toEqual(["record.json"]);
});

test("the owner stays, where the system lets us", () => {
  const { uid, gid } = statSync(record);
  const root = process.geteuid?.() === 0;
  const [owner, group] = root ? [NOBODY, NOBODY] : [uid, gid];
  chownSync(record, owner, group);
  replaceFile(record, "new");
  expect(statSync(record)).toMatchObject({ uid: owner, gid: group });
});

test("what a symbolic link leads to is replaced, and the link stays", () => {
  const link = join(home, "link.json");
  symlinkSync("record.json", link);
  requireReplaceable(link);
  replaceFile(link, "new");
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(record, "utf8")).toBe("new");
  expect(lstatSync(record).isFile()).toBe(true);
});

test("asking leaves no trace", () => {
  requireReplaceable(record);
  expect(readdirSync(home)).toEqual(["record.json"]);
  expect(readFileSync(record, "utf8")).toBe("old");
});

describe("what can't be replaced is found beforehand, and untouched", () => {
  test.each<[string, () => string]>([
    [
      "in a folder that is write-protected",
      () => {
        chmodSync(record, 0o666);
        chmodSync(home, 0o555);
        return record;
      },
    ],
    [
      "write-protected itself",
      () => {
        chmodSync(record, 0o444);
        chmodSync(home, 0o777);
        return record;
      },
    ],
  ])("%s", (_what, prepare) => {
    const path = prepare();
    asNobody(() => {
      const refused = { code: "out-unwritable", message: expect.stringContaining("no permission") };
      expect(() => requireReplaceable(path)).toThrow(
        expect.objectContaining({
          ...refused,
          hint: expect.stringContaining("nothing was changed"),
        }),
      );
      expect(() => replaceFile(path, "new")).toThrow(
        expect.objectContaining({ ...refused, hint: expect.stringContaining("is untouched") }),
      );
    });
    expect(readFileSync(record, "utf8")).toBe("old");
    expect(readdirSync(home)).toEqual(["record.json"]);
  });

  test.each(["pipe", "."])("no plain file: %s", (name) => {
    const path = join(home, name);
    // A pipe of ours rather than /dev/null: root would lose that if this test failed.
    execFileSync("mkfifo", [join(home, "pipe")]);
    for (const step of [requireReplaceable, (at: string) => replaceFile(at, "new")]) {
      expect(() => step(path)).toThrow(
        expect.objectContaining({
          code: "out-unwritable",
          message: expect.stringContaining("no plain file"),
        }),
      );
    }
  });
});

function asNobody(step: () => void): void {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(NOBODY);
  try {
    step();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
