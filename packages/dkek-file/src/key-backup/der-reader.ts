import { KeyBackupError } from "./key-backup-error.js";

/** One data object; positions are those in the whole file. */
export interface DerElement {
  /** The tag's one or two bytes as one number: `0x30`, `0x7f21`. */
  readonly tag: number;
  /** Where its tag is. */
  readonly start: number;
  /** Where its value is. */
  readonly valueStart: number;
  /** Just behind it. */
  readonly end: number;
  readonly value: Uint8Array;
  /** Tag, length and value. */
  readonly whole: Uint8Array;
}

/**
 * Reads data objects side by side, as the distinguished encoding rules have them (X.690, section
 * 10.1: lengths definite, in the fewest bytes), and says where they differ. Tags have one or two
 * bytes. It copies nothing and goes no deeper than it is asked to.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** How far it has read. */
  get at(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** The next object's tag, without reading on; undefined at the end. */
  peek(): number | undefined {
    return this.atEnd ? undefined : this.#readTag("a data object").tag;
  }

  /**
   * The next object, which must have this tag.
   *
   * @param what - its name in messages
   * @throws {KeyBackupError} `truncated`, `wrong-tag`, `indefinite-length`, `overlong-length`.
   */
  take(tag: number, what: string): DerElement {
    const element = this.takeAny(what);
    if (element.tag !== tag) {
      this.#at = element.start;
      throw new KeyBackupError(
        "wrong-tag",
        `${hex(element.tag)} where ${what} has to begin with ${hex(tag)}`,
        element.start,
      );
    }
    return element;
  }

  /** The next object if it has this tag. */
  takeIf(tag: number, what: string): DerElement | undefined {
    return this.peek() === tag ? this.take(tag, what) : undefined;
  }

  /** The next object, whatever its tag. */
  takeAny(what: string): DerElement {
    const start = this.#at;
    const { tag, end } = this.#readTag(what);
    const { length, end: valueStart } = this.#readLength(end, what);
    if (length > this.#end - valueStart) {
      throw new KeyBackupError("truncated", `${what} is longer than what holds it`, start);
    }
    this.#at = valueStart + length;
    return {
      tag,
      start,
      valueStart,
      end: this.#at,
      value: this.#bytes.subarray(valueStart, this.#at),
      whole: this.#bytes.subarray(start, this.#at),
    };
  }

  /** A reader of the objects inside of one that this reader gave. */
  inside(element: DerElement): DerReader {
    return new DerReader(this.#bytes, element.valueStart, element.end);
  }

  /** @throws {KeyBackupError} `trailing-bytes` unless everything was read. */
  finish(what: string): void {
    if (!this.atEnd) {
      throw new KeyBackupError("trailing-bytes", `${what} goes on after its end`, this.#at);
    }
  }

  #readTag(what: string): { tag: number; end: number } {
    const first = this.#byte(this.#at, what);
    if ((first & 0x1f) !== 0x1f) return { tag: first, end: this.#at + 1 };
    const second = this.#byte(this.#at + 1, what);
    if (second < 0x1f || second >= 0x80) {
      throw new KeyBackupError("wrong-tag", "a tag that nothing in a key backup has", this.#at);
    }
    return { tag: first * 256 + second, end: this.#at + 2 };
  }

  #readLength(at: number, what: string): { length: number; end: number } {
    const first = this.#byte(at, what);
    if (first < 0x80) return { length: first, end: at + 1 };
    if (first === 0x80) {
      throw new KeyBackupError("indefinite-length", `the length of ${what} is not given`, at);
    }
    const end = at + 1 + (first & 0x7f);
    // Grows to Infinity at worst, which is more than anything can hold.
    let length = 0;
    for (let i = at + 1; i < end; i++) length = length * 256 + this.#byte(i, what);
    if (length < 0x80 || this.#byte(at + 1, what) === 0) {
      throw new KeyBackupError("overlong-length", `the length of ${what} has too many bytes`, at);
    }
    return { length, end };
  }

  #byte(at: number, what: string): number {
    const byte = at < this.#end ? this.#bytes[at] : undefined;
    if (byte === undefined) {
      throw new KeyBackupError("truncated", `no room for ${what}`, at);
    }
    return byte;
  }
}

function hex(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(2, "0");
}
