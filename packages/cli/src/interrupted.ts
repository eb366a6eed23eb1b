/** The person at the terminal, or a signal, ended the program. */
export class Interrupted extends Error {
  /**
   * @param isToldWhatStays whether people were told already what is left: nothing then says that nothing
   * is.
   */
  constructor(readonly isToldWhatStays = false) {
    super("interrupted");
    this.name = "Interrupted";
  }
}
