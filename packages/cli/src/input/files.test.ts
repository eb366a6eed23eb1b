import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { readInputFile } from "./files.js";

const MEBIBYTE = 1024 * 1024;

let home: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "dkek-files-")));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
});

test.each([0, 1, 100_000, MEBIBYTE])("reads %i bytes", async (length) => {
  const bytes = Buffer.alloc(length, "dkek");
  writeFileSync(join(home, "file"), bytes);
  expect(bytes.equals(await readInputFile(join(home, "file")))).toBe(true);
});

describe("what is too large is read no further than that", () => {
  test("a file", async () => {
    writeFileSync(join(home, "file"), Buffer.alloc(MEBIBYTE + 1));
    await expect(readInputFile(join(home, "file"))).rejects.toMatchObject({
      code: "file-too-large",
    });
  });

  test("a device without an end", async () => {
    const before = process.memoryUsage().rss;
    await expect(readInputFile("/dev/zero")).rejects.toMatchObject({ code: "file-too-large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEBIBYTE);
  });

  test("a pipe without an end", async () => {
    const pipe = makePipe();
    write(pipe, "yes");
    await expect(readInputFile(pipe)).rejects.toMatchObject({ code: "file-too-large" });
  });
});

describe("a picture, where one may come,", () => {
  const PNG = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  const read = (content: Uint8Array) => {
    writeFileSync(join(home, "file"), content);
    return readInputFile(join(home, "file"), { pictures: true });
  };

  test("is read to 32 MiB", async () => {
    const largest = Buffer.concat([PNG, Buffer.alloc(32 * MEBIBYTE - PNG.length, "dkek")]);
    expect(largest.equals(await read(largest))).toBe(true);
    await expect(read(Buffer.concat([largest, Buffer.of(0)]))).rejects.toMatchObject({
      code: "file-too-large",
    });
  });

  test("makes no room for anything else", async () => {
    expect((await read(Buffer.alloc(MEBIBYTE))).length).toBe(MEBIBYTE);
    await expect(read(Buffer.alloc(MEBIBYTE + 1))).rejects.toMatchObject({
      code: "file-too-large",
    });
    const before = process.memoryUsage().rss;
    await expect(readInputFile("/dev/zero", { pictures: true })).rejects.toMatchObject({
      code: "file-too-large",
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MEBIBYTE);
  });

  test("is as small as all else, where none is expected", async () => {
    writeFileSync(join(home, "file"), Buffer.concat([PNG, Buffer.alloc(MEBIBYTE)]));
    await expect(readInputFile(join(home, "file"))).rejects.toMatchObject({
      code: "file-too-large",
    });
  });
});

describe("a pipe", () => {
  test("is read to its end, however slowly it comes", async () => {
    const pipe = makePipe();
    write(pipe, "sleep 0.2; printf one; sleep 0.2; printf two");
    expect(Buffer.from(await readInputFile(pipe)).toString()).toBe("onetwo");
  });

  test("that nobody writes into is given up", { timeout: 20_000 }, async () => {
    await expect(readInputFile(makePipe())).rejects.toMatchObject({
      code: "file-unreadable",
      message: expect.stringContaining("nobody writes"),
    });
  });
});

describe("something unfinished is refused", () => {
  test.each([
    "x.dkek-unfinished/dkek.pbe",
    "folder-link/dkek.pbe",
    "file-link",
    "cards-link/../dkek.pbe",
  ])("%s", async (path) => {
    mkdirSync(join(home, "x.dkek-unfinished/cards"), { recursive: true });
    writeFileSync(join(home, "x.dkek-unfinished/dkek.pbe"), "");
    symlinkSync("x.dkek-unfinished", join(home, "folder-link"));
    symlinkSync("x.dkek-unfinished/dkek.pbe", join(home, "file-link"));
    symlinkSync("x.dkek-unfinished/cards", join(home, "cards-link"));
    // Put together by hand: join would resolve the "..".
    await expect(readInputFile(`${home}/${path}`)).rejects.toMatchObject({
      code: "file-unfinished",
    });
  });
});

test("what is not there, or is a folder, is said", async () => {
  await expect(readInputFile(join(home, "no"))).rejects.toMatchObject({ code: "file-not-found" });
  await expect(readInputFile(home)).rejects.toMatchObject({
    code: "file-unreadable",
    message: expect.stringContaining("it is a folder"),
  });
});

function makePipe(): string {
  const pipe = join(home, "pipe");
  execFileSync("mkfifo", [pipe]);
  return pipe;
}

/** Starts a shell that writes into a pipe. */
function write(pipe: string, script: string): void {
  const child = spawn("sh", ["-c", `(${script}) > '${pipe}'`], { stdio: "ignore" });
  onTestFinished(() => void child.kill());
}
