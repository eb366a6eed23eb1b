import * as v from "valibot";
import { CeremonyError } from "../ceremony-error.js";
import { type Finding, proven, unproven, wrong } from "./finding.js";

/** A file by its name and SHA-256, 64 lower-case hex digits. */
export interface HashedFile {
  readonly path: string;
  readonly sha256: string;
}

/** As much of an earlier audit's report as tells whether files have changed since. */
export interface EarlierReport {
  /** When it was made, RFC 3339 in UTC. */
  readonly made: string;
  readonly files: readonly HashedFile[];
}

const schema = v.object({
  made: v.pipe(v.string(), v.isoTimestamp()),
  files: v.array(
    v.object({ path: v.string(), sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  ),
});

/**
 * Reads the JSON that an earlier audit wrote.
 *
 * @throws {CeremonyError} `report-malformed`.
 */
export function parseEarlierReport(text: string): EarlierReport {
  const hint = "name the .json file that dkek verify --report wrote";
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CeremonyError("report-malformed", "the report is not JSON", { hint, cause });
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw new CeremonyError("report-malformed", "this is not the report of an audit", { hint });
}

/**
 * Tells of each file whether it is, byte for byte, what it was at an earlier audit. This holds what
 * nothing in the file protects, such as the label beside a wrapped key.
 */
export function compareWithReport(
  files: readonly HashedFile[],
  { made, files: earlier }: EarlierReport,
): Finding[] {
  const date = made.slice(0, 10);
  return files.map(({ path, sha256 }) => {
    if (earlier.some((file) => file.sha256 === sha256)) {
      return proven(path, `is byte for byte what it was at the audit of ${date}`);
    }
    return earlier.some((file) => nameOf(file.path) === nameOf(path))
      ? wrong(path, `has changed since the audit of ${date}`)
      : unproven(path, `was not there at the audit of ${date}`);
  });
}

/** Files are moved from stick to stick: the folder does not matter. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
