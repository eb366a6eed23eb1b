/** How far a search is. */
export interface SearchProgress {
  /** The first so many passwords were all tried, without a gap: what a checkpoint may note. */
  readonly settled: number;
  /** How many passwords' worth of work is done, with fractions, for a smooth estimate. */
  readonly worked: number;
}

/** Passwords in a row that one thread tries. */
export interface Batch {
  /** The place of its first among all. */
  readonly start: number;
  readonly length: number;
  /** How much of the work is done, 0 to 1. */
  fraction: number;
  /** Whether it is certain that none of its passwords is right. */
  settled: boolean;
}

/** Keeps account of the batches of a search, which end in any order. */
export class SearchLedger {
  /** In the order of their passwords, from the first that is not settled on. */
  readonly #batches: Batch[] = [];
  #begun = 0;
  #settled = 0;

  begin(length: number): Batch {
    const batch = { start: this.#begun, length, fraction: 0, settled: false };
    this.#begun += length;
    this.#batches.push(batch);
    return batch;
  }

  settle(batch: Batch): void {
    batch.fraction = 1;
    batch.settled = true;
    while (this.#batches[0]?.settled) {
      this.#settled += this.#batches.shift()?.length ?? 0;
    }
  }

  get progress(): SearchProgress {
    let worked = this.#settled;
    for (const { length, fraction } of this.#batches) worked += length * fraction;
    return { settled: this.#settled, worked };
  }
}
