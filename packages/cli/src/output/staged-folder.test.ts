import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { stageFolder } from "./staged-folder.js";
import { isUnfinished } from "./unfinished.js";
import { addToNote, notePath } from "./unfinished-note.js";

let home: string;
let out: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "dkek-staged-")));
  out = join(home, "set");
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

/** The one unfinished folder. */
function staging(): string {
  const [name, ...others] = readdirSync(home).filter(isUnfinished);
  expect([name, others]).toEqual([expect.any(String), []]);
  return join(home, name ?? "");
}

/** What a process that ended left behind, which had that number and start. */
function leftover(pid: number, started: string): string {
  const path = join(home, `set.${pid}-${started}-0123abcd.dkek-unfinished`);
  mkdirSync(path);
  writeFileSync(join(path, "card-1.txt"), "void");
  return path;
}

const endedPid = (): number => spawnSync(process.execPath, ["--version"]).pid;

test("everything is there after the commit, and nothing else", () => {
  using folder = stageFolder(out);
  folder.write("dkek.pbe", "pbe");
  folder.write("cards/card-1.txt", "1");
  folder.write("cards/card-2.txt", "2");
  expect(readdirSync(home)).toEqual([expect.stringMatching(/^set\..+\.dkek-unfinished$/)]);
  folder.commit();
  expect(readdirSync(home)).toEqual(["set"]);
  expect(readdirSync(out, { recursive: true }).sort()).toEqual([
    "cards",
    "cards/card-1.txt",
    "cards/card-2.txt",
    "dkek.pbe",
  ]);
  expect(readFileSync(join(out, "cards/card-2.txt"), "utf8")).toBe("2");
});

test("papers are noted as they come into being, until the folder is whole", () => {
  using folder = stageFolder(out);
  folder.notePaper("card 1 (Ada)");
  folder.notePaper("card 2 (Grace)");
  expect(readFileSync(notePath(staging()), "utf8")).toBe("card 1 (Ada)\ncard 2 (Grace)\n");
  folder.write("dkek.pbe", "pbe");
  folder.commit();
  expect(readdirSync(out)).toEqual(["dkek.pbe"]);
});

test("without a commit nothing is left", () => {
  {
    using folder = stageFolder(out);
    folder.write("cards/card-1.txt", "1");
  }
  expect(readdirSync(home)).toEqual([]);
});

describe("a place inside something unfinished is wrong use", () => {
  test.each(["x.dkek-unfinished", "x.dkek-unfinished/set", "link/set", "link/no/set"])(
    "%s",
    (name) => {
      mkdirSync(join(home, "real.dkek-unfinished"));
      symlinkSync("real.dkek-unfinished", join(home, "link"));
      expect(() => stageFolder(join(home, name))).toThrow(
        expect.objectContaining({ code: "wrong-use" }),
      );
      expect(readdirSync(home).sort()).toEqual(["link", "real.dkek-unfinished"]);
    },
  );
});

describe("what lies beside", () => {
  test.each([false, true])("a running create is left alone (erase: %s)", (eraseUnfinished) => {
    using first = stageFolder(out);
    first.write("dkek.pbe", "first");
    const before = staging();
    expect(() => stageFolder(out, { eraseUnfinished })).toThrow(
      expect.objectContaining({
        code: "file-unfinished",
        message: expect.stringContaining("another dkek create is running"),
      }),
    );
    expect(staging()).toBe(before);
    first.commit();
    expect(readFileSync(join(out, "dkek.pbe"), "utf8")).toBe("first");
  });

  test("what an ended process left is refused, and erased when asked", () => {
    const left = leftover(endedPid(), "1");
    expect(() => stageFolder(out)).toThrow(
      expect.objectContaining({
        code: "file-unfinished",
        hint: expect.stringContaining("--erase-unfinished"),
      }),
    );
    expect(staging()).toBe(left);
    using folder = stageFolder(out, { eraseUnfinished: true });
    expect(staging()).not.toBe(left);
    folder.commit();
    expect(readdirSync(home)).toEqual(["set"]);
  });

  test("papers that are out of it are named, whether it is refused or erased", () => {
    const left = leftover(endedPid(), "1");
    addToNote(notePath(left), "card 1 (Ada)");
    addToNote(notePath(left), "card 2 (Gr\u001b[2Jace)");
    const papers = ["card 1 (Ada)", "card 2 (Gr[2Jace)"];
    expect(() => stageFolder(out)).toThrow(
      expect.objectContaining({
        hint: expect.stringContaining(`destroy what is on paper: ${papers.join(", ")}`),
      }),
    );
    using folder = stageFolder(out, { eraseUnfinished: true });
    expect(folder.papersOfErased).toEqual(papers);
  });

  test("a later process with the same number does not protect it", () => {
    leftover(process.pid, "1");
    using _folder = stageFolder(out, { eraseUnfinished: true });
  });

  test("that of another set with a longer name does not matter", () => {
    using _other = stageFolder(`${out}.v2`);
    using _folder = stageFolder(out);
  });
});

describe("what happens to the folder meanwhile is found before the commit", () => {
  test.each<[string, () => void]>([
    ["erased", () => rmSync(staging(), { recursive: true })],
    ["moved away", () => renameSync(staging(), join(home, "elsewhere"))],
    [
      "replaced",
      () => {
        const path = staging();
        renameSync(path, join(home, "elsewhere"));
        mkdirSync(path);
        writeFileSync(join(path, "dkek.pbe"), "another");
      },
    ],
    ["without one of its files", () => rmSync(join(staging(), "dkek.pbe"))],
    [
      "with another file in the place of one",
      () => {
        renameSync(join(staging(), "dkek.pbe"), join(home, "dkek.pbe"));
        writeFileSync(join(staging(), "dkek.pbe"), "another");
      },
    ],
  ])("%s", (_what, happen) => {
    using folder = stageFolder(out);
    folder.write("dkek.pbe", "pbe");
    happen();
    const changed = expect.objectContaining({ hint: expect.stringContaining("void") });
    expect(() => folder.write("cards/card-1.txt", "1")).toThrow(changed);
    expect(() => folder.commit()).toThrow(changed);
    expect(readdirSync(home)).not.toContain("set");
  });

  test("and what is not ours is not erased", () => {
    {
      using _folder = stageFolder(out);
      const path = staging();
      renameSync(path, join(home, "elsewhere"));
      mkdirSync(path);
    }
    expect(readdirSync(home)).toHaveLength(2);
  });
});

test("a folder that appears meanwhile is not replaced, even an empty one", () => {
  using folder = stageFolder(out);
  folder.write("dkek.pbe", "pbe");
  mkdirSync(out);
  expect(() => folder.commit()).toThrow(expect.objectContaining({ code: "out-exists" }));
  expect(readdirSync(out)).toEqual([]);
});
