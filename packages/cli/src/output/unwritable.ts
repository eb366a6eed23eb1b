import { CliError } from "../cli-error.js";

/**
 * Runs a step that writes, and explains why it could not.
 *
 * @param hint how things stand then, and what to do.
 * @throws {CliError} `out-unwritable`, or what the step throws itself.
 */
export function explained<Result>(path: string, hint: string, step: () => Result): Result {
  try {
    return step();
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError("out-unwritable", `${path}: can't be written: ${reasonOf(error)}`, {
      hint,
      cause: error,
    });
  }
}

/** What the system meant, in a few words. */
export function reasonOf(error: unknown): string {
  const { code = "unknown reason" } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? code;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk or stick reports an error",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "the folder that it should lie in does not exist",
  ENOTDIR: "what it should lie in is no folder",
};
