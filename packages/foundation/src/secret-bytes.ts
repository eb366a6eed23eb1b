/** What every textual view of a secret shows. */
const REDACTED = "[secret]";

/**
 * A secret as bytes: it owns its buffer, wipes it when disposed of (`using`), and shows itself as
 * `[secret]` in every print, log, JSON or string concatenation.
 *
 * What it can't do: JavaScript may have moved the bytes while collecting garbage, and nothing here
 * reaches copies that a caller made. Bigints and strings can't be wiped at all, so keep those
 * short-lived.
 */
export class SecretBytes implements Disposable {
  readonly #bytes: Uint8Array;
  #wiped = false;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes the buffer over: the caller must not keep or use it any more. */
  static own(bytes: Uint8Array): SecretBytes {
    return new SecretBytes(bytes);
  }

  /** Holds a copy; wiping the original stays the caller's job. */
  static copyOf(bytes: Uint8Array): SecretBytes {
    return new SecretBytes(Uint8Array.from(bytes));
  }

  /** In bytes. Not secret, and still known after the wipe. */
  get length(): number {
    return this.#bytes.length;
  }

  /**
   * The bytes themselves, not a copy: valid until the wipe, not to be kept or changed.
   *
   * @throws {Error} once wiped: zeros must never pass for a secret.
   */
  expose(): Uint8Array {
    if (this.#wiped) throw new Error("a wiped secret was used");
    return this.#bytes;
  }

  /** Overwrites the bytes with zeros. Any number of times. */
  wipe(): void {
    this.#bytes.fill(0);
    this.#wiped = true;
  }

  [Symbol.dispose](): void {
    this.wipe();
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }
}

// console.log and util.inspect ask for this symbol. Not a method of the class, because
// isolatedDeclarations can't describe one that is keyed by a symbol from the registry.
Object.defineProperty(SecretBytes.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value: () => REDACTED,
});
