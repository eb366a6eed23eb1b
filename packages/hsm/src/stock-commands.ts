/** What hints tell people to type: `sc-hsm-tool`, which is a witness beside this program, and our own. */

/** What a shell would not leave alone between double quotes. A reader's name is its maker's choice. */
const NOT_TO_BE_TYPED = /["$`\\!%]|\p{C}/u;

/** What to do first where nobody knows how far the HSM got: the whole of a hint, or its end. */
export function lookAtStatus(reader: string): string {
  return `look at the HSM's status before anything else: ${statusCommand(reader)}`;
}

/** Shows the status, and changes nothing. */
export function statusCommand(reader: string): string {
  return `sc-hsm-tool ${readerOption(reader)}`;
}

/**
 * Initialises the HSM for DKEK shares, which erases it. It asks for the PINs.
 *
 * @param dkekShares - where it is not known how many: N, for the reader of the hint to fill in
 */
export function initialiseCommand(reader: string, dkekShares: number | "N"): string {
  return `dkek hsm init ${readerOption(reader)} --dkek-shares ${dkekShares}`;
}

function readerOption(reader: string): string {
  return `--reader ${NOT_TO_BE_TYPED.test(reader) ? "NUMBER" : `"${reader}"`}`;
}
