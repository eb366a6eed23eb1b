import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The modules of the built program that touch the disk; all else of it needs a key derivation. */
const built = (name: string): string =>
  JSON.stringify(pathToFileURL(join(import.meta.dirname, "../../packages", name)).href);

/** How a module begins that writes, confirms or gives up a new set: what waits is read from `given/`. */
export const NEW_SET_START = `
import { readFileSync } from "node:fs";
import { parseRecord } from ${built("ceremony/dist/index.js")};
import { parsePendingSet } from ${built("ceremony/dist/reissue/index.js")};
import * as folders from ${built("cli/dist/new-set/new-set-folder.js")};
import { takePlaceOf } from ${built("cli/dist/new-set/take-place.js")};
import { stageFolder } from ${built("cli/dist/output/staged-folder.js")};
const read = (path) => readFileSync(path, "utf8");
const pending = parsePendingSet(read("given/not-confirmed.json"));
const record = parseRecord(read("given/record.json"));
const waiting = { path: "new", pending, record };
`;
