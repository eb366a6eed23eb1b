/** What can go wrong with a bundle without a defect of ours. The message says what, and what to do. */
export class BundleFailure extends Error {}

/** Of a disk that takes no more, or a folder that takes nothing. */
const OF_THE_DISK = new Set(["ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOTDIR"]);

/**
 * The line that tells of an error that is to be expected.
 *
 * @param {unknown} error
 * @returns {string | undefined} undefined for a defect, whose trace is needed
 */
export function failureLine(error) {
  if (!(error instanceof Error)) return undefined;
  const code = "code" in error ? String(error.code) : "";
  const isExpected =
    error instanceof BundleFailure || OF_THE_DISK.has(code) || code.startsWith("ERR_PARSE_ARGS_");
  return isExpected ? `no bundle: ${error.message}` : undefined;
}
