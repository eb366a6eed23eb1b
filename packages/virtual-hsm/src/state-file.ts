import { randomInt } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import * as v from "valibot";
import { SERIAL_NUMBER_MAX } from "./identity.js";
import { createState, STATE_FORMAT, type VirtualHsmState } from "./state.js";
import { STATE_SCHEMAS } from "./state-schema.js";
import { VirtualHsmError } from "./virtual-hsm-error.js";

/** A virtual HSM's memory on disk. Hand both members to `VirtualHsm`, whose options they are. */
export interface StateFile {
  readonly path: string;
  readonly state: VirtualHsmState;
  /**
   * Replaces the file as a whole: written beside it, flushed, renamed over it, and the folder
   * flushed. Once this returns, neither kill -9 nor a power cut loses the change.
   *
   * @throws {VirtualHsmError} `state-in-use` if somebody else changed the file meanwhile,
   *   `state-unwritable`
   */
  readonly onStateChange: (state: VirtualHsmState) => void;
}

export interface StateFileOptions {
  /** Of the HSM that is created if there is no file yet, 1 to 99999; any if absent. */
  readonly serialNumber?: number | undefined;
}

/**
 * Opens the file that a virtual HSM keeps its state in, or creates it for a new one. JSON, mode
 * 0600: it holds PINs, the DKEK and keys in the clear, for a virtual HSM protects nothing. One that an
 * earlier version wrote is read as well, and written in today's form with its first change.
 *
 * A file that is broken, or not ours, is never overwritten.
 *
 * @throws {VirtualHsmError} `state-unreadable`, `state-foreign` (not a state file, or of another
 *   version), `state-broken` (one, but not as this program writes it), `state-unwritable`
 */
export function openStateFile(path: string, options: StateFileOptions = {}): StateFile {
  const file = resolve(path);
  const text = read(file);
  const state =
    text === undefined
      ? createState(options.serialNumber ?? randomInt(1, SERIAL_NUMBER_MAX + 1))
      : parse(file, text);
  let seen = text === undefined ? undefined : identityOf(file);
  const onStateChange = (next: VirtualHsmState): void => {
    if (identityOf(file) !== seen) {
      throw new VirtualHsmError("state-in-use", `${file} was changed by somebody else`, {
        hint: "give every virtual HSM a state file of its own",
      });
    }
    replace(file, next);
    seen = identityOf(file);
  };
  if (text === undefined) onStateChange(state);
  return { path: file, state, onStateChange };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    if (isNodeError(cause) && cause.code === "ENOENT") return undefined;
    throw new VirtualHsmError("state-unreadable", `can't read ${file}`, { cause });
  }
}

function parse(file: string, text: string): VirtualHsmState {
  const hint = "name another file; a new one is created where there is none";
  const json = parseJson(text);
  if (!v.is(v.object({ format: v.literal(STATE_FORMAT), version: v.unknown() }), json)) {
    throw new VirtualHsmError("state-foreign", `${file} is not a virtual HSM's state file`, {
      hint,
    });
  }
  const schema = STATE_SCHEMAS.get(json.version);
  if (schema === undefined) {
    throw new VirtualHsmError(
      "state-foreign",
      `${file} was written by another version of this program`,
      { hint },
    );
  }
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  // Only where it is broken: the values are secrets.
  const where = result.issues.map((issue) => v.getDotPath(issue) ?? "the top level");
  throw new VirtualHsmError("state-broken", `${file} is damaged at ${where.join(", ")}`, { hint });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function replace(file: string, state: VirtualHsmState): void {
  const staged = `${file}.${process.pid}.new`;
  try {
    const handle = openSync(staged, "wx", 0o600);
    try {
      writeSync(handle, `${JSON.stringify(state, null, 2)}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(staged, file);
    flushFolder(dirname(file));
  } catch (cause) {
    remove(staged);
    throw new VirtualHsmError("state-unwritable", `can't write ${file}`, { cause });
  }
}

function flushFolder(folder: string): void {
  // Windows can't open a folder, and needs no flush for a rename.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Nothing was staged.
  }
}

/** Changes whenever the file is replaced; undefined if there is none. */
function identityOf(file: string): string | undefined {
  const stats = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}:${stats.mtimeNs}`;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}
