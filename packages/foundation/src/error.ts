/**
 * The one class of error that this project throws on purpose.
 *
 * Each room derives its own class with a literal union of codes, so that a caller can switch over
 * `code` and the compiler knows the cases. Anything that reaches the top without being a
 * {@link DkekError} is a defect of ours.
 *
 * `message` says what is wrong and where; `hint` what to do next. Neither may ever hold a secret:
 * both are printed, and may end up in a log.
 */
export class DkekError<Code extends string = string> extends Error {
  /** Stable name of what went wrong, for programs and tests. */
  readonly code: Code;
  /** What the reader can do about it, as a sentence without a final stop; absent if nothing is known. */
  readonly hint: string | undefined;

  constructor(code: Code, message: string, options: DkekErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = options.hint;
  }
}

export interface DkekErrorOptions {
  readonly hint?: string;
  readonly cause?: unknown;
}
