/**
 * The oldest OpenSC that this package drives (December 2019). Since then `opensc-explorer` reads
 * commands from a pipe line by line, answers `echo`, and takes a reader by its name.
 */
export const OLDEST_VERSION = "0.20.0";

/**
 * Finds the version in what `opensc-tool --info` or `opensc-explorer` print first.
 *
 * @returns undefined if it is neither's output.
 */
export function parseVersion(output: string): string | undefined {
  return /^OpenSC (?:Explorer version )?(\d+\.\d+(?:\.\d+)?)\b/m.exec(output)?.[1];
}

/** Whether `version` is {@link OLDEST_VERSION} or newer; both are `major.minor[.patch]`. */
export function isRecentEnough(version: string): boolean {
  const numbers = version.split(".").map(Number);
  const oldest = OLDEST_VERSION.split(".").map(Number);
  for (const [place, least] of oldest.entries()) {
    const number = numbers[place] ?? 0;
    if (number !== least) return number > least;
  }
  return true;
}
