import { spawnSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, inflateSync } from "node:zlib";

/**
 * Where secret digits lie: in any file below the folders, whatever it is. Each is looked at as it is,
 * unpacked, and, if there is a PDF in it, with all streams inflated and its text extracted.
 *
 * @param secrets runs of hex digits, without separators.
 * @returns the paths of the files that hold one.
 */
export function findSecrets(folders: readonly string[], secrets: readonly string[]): string[] {
  return folders
    .flatMap(filesBelow)
    .filter((path) => secrets.some((secret) => faces(path).some((face) => face.includes(secret))));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => lstatSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** All that a file may say, as digits and letters alone. */
function faces(path: string): string[] {
  const bytes = read(path);
  const unpacked = [bytes, ...attempt(() => gunzipSync(bytes))];
  return unpacked.flatMap((content) => [content, ...pdfFaces(content)]).map(bare);
}

/** Nothing, if the file has gone since it was listed: CUPS tidies up while we look. */
function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return Buffer.alloc(0);
  }
}

function pdfFaces(bytes: Buffer): Buffer[] {
  const start = bytes.indexOf("%PDF-");
  if (start === -1) return [];
  const pdf = bytes.subarray(start);
  const { stdout } = spawnSync("pdftotext", ["-raw", "-", "-"], { input: pdf });
  return [stdout, ...streamsOf(pdf)];
}

function streamsOf(pdf: Buffer): Buffer[] {
  const streams: Buffer[] = [];
  for (let at = pdf.indexOf("stream"); at !== -1; at = pdf.indexOf("stream", at + 6)) {
    // Behind the word stands a line end, of one or of two characters.
    const start = pdf.indexOf("\n", at) + 1;
    streams.push(...attempt(() => inflateSync(pdf.subarray(start), { finishFlush: 2 })));
  }
  return streams;
}

function attempt(unpack: () => Buffer): Buffer[] {
  try {
    return [unpack()];
  } catch {
    return [];
  }
}

/** Text as UTF-8 or as UTF-16, digits in groups or with colons: all that matters is their order. */
function bare(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .toLowerCase()
    .replace(/[^0-9a-z]/g, "");
}
