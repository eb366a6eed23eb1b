import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { askCups } from "./ipp.js";
import { readRequest } from "./request-files.js";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dkek-ipp-"));
  for (const name of ["sh", "cat"]) symlinkSync(`/bin/${name}`, join(folder, name));
  vi.stubEnv("PATH", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** An ipptool that says nothing but, as its complaint, what it was given to read. */
function complaining(): void {
  const lines = [
    "#!/bin/sh",
    'for last; do :; done; request=$(cat "$last")',
    'case "$*" in *"-f /dev/stdin"*) document=$(cat);; esac',
    `printf '[%s][%s]' "$request" "$document" >&2`,
  ];
  const path = join(folder, "ipptool");
  writeFileSync(path, `${lines.join("\n")}\n`);
  chmodSync(path, 0o755);
}

test("the request comes through a pipe", async () => {
  complaining();
  const message = `CUPS does not answer: [${readRequest("get-jobs").trimEnd()}][]`;
  await expect(askCups("ipp://nowhere/", "get-jobs")).rejects.toMatchObject({ message });
});

test("and beside it the document, whatever its size", async () => {
  complaining();
  const document = Buffer.from("x".repeat(300_000));
  const message = `CUPS does not answer: [${readRequest("print-job").trimEnd()}][${document}]`;
  await expect(askCups("ipp://nowhere/", "print-job", { document })).rejects.toMatchObject({
    message,
  });
});

test("without ipptool it says what to install", async () => {
  await expect(askCups("ipp://nowhere/", "get-jobs")).rejects.toMatchObject({
    code: "cups-missing",
    message: "ipptool can't be started",
    hint: expect.stringContaining("apt install"),
  });
});
