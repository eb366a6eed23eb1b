import type { SecretBytes } from "@dkek/foundation";
import { checkPassword } from "../pbe-engine.js";

type Source = Iterable<SecretBytes> | AsyncIterable<SecretBytes>;

/** Passwords as they come out of a source, kept until they are taken; what is left is wiped. */
export class Pulled implements Disposable {
  readonly #source: Iterator<SecretBytes> | AsyncIterator<SecretBytes>;
  readonly #ahead: number;
  readonly #kept: SecretBytes[] = [];
  #isOver = false;
  /** How many everybody takes from the end on: what is left then, in equal parts. */
  #part: number | undefined;
  /** Whoever takes waits for the one before. */
  #turn: Promise<unknown> = Promise.resolve();
  #filling: Promise<void> | undefined;

  /** @param ahead how many are kept, at the most. */
  constructor(source: Source, ahead: number) {
    this.#source =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#ahead = ahead;
  }

  /**
   * Takes the next ones: `most` of them, but where only a few are left, no more than one taker's part; and
   * fewer where the source has nothing more to say for a while.
   *
   * @param takers how many share them.
   * @returns none once all are taken.
   */
  take(most: number, takers: number): Promise<SecretBytes[]> {
    const taken = this.#turn.then(async () => {
      await this.#filledOrSilent();
      if (this.#isOver) this.#part ??= Math.ceil(this.#kept.length / takers);
      return this.#kept.splice(0, Math.min(most, this.#part ?? most));
    });
    this.#turn = taken.catch(() => {});
    return taken;
  }

  /** Waits for as many as are kept, or for what there is, if the source is silent. */
  async #filledOrSilent(): Promise<void> {
    while (!this.#isOver && this.#kept.length < this.#ahead) {
      const { length } = this.#kept;
      this.#filling ??= this.#fill();
      const isFilled = await Promise.race([this.#filling.then(() => true), silence()]);
      if (isFilled) this.#filling = undefined;
      else if (length > 0 && this.#kept.length === length) return;
    }
  }

  async #fill(): Promise<void> {
    while (!this.#isOver && this.#kept.length < this.#ahead) {
      const { done, value } = await this.#source.next();
      if (done) {
        this.#isOver = true;
        return;
      }
      if (this.#isOver) {
        // It was disposed of meanwhile.
        value.wipe();
        return;
      }
      checkPassword(value);
      this.#kept.push(value);
    }
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#filling?.catch(() => {});
    for (const password of this.#kept.splice(0)) password.wipe();
    // Whatever the source still has to say comes too late.
    this.#close().catch(() => {});
  }

  async #close(): Promise<void> {
    await this.#source.return?.();
  }
}

/** So long a source that is looking for the next one is not waited for. */
const SILENCE_MS = 100;

function silence(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), SILENCE_MS));
}
