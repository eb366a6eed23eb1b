/** What holds for every command that presents a PIN in order to change one. */
export interface PinOptions {
  /** Serial number of the HSM that is meant: any other is not touched. */
  readonly serial?: string;
  /** Go on when a wrong PIN would block it. */
  readonly allowLastTry?: boolean;
}
