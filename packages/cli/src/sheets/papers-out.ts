import type { StagedFolder } from "../output/staged-folder.js";

/** Which papers there are of a set that is not finished: if it never is, all of them have to be found. */
export class PapersOut {
  readonly #titles: string[] = [];
  #folder: Pick<StagedFolder, "notePaper"> | undefined;

  /** What people call them, some perhaps more than once. */
  get titles(): readonly string[] {
    return this.#titles;
  }

  /** Has the papers noted in the set's folder as well, against a power cut. */
  noteIn(folder: Pick<StagedFolder, "notePaper">): void {
    this.#folder = folder;
  }

  /** Before the paper is made. */
  add(title: string): void {
    this.#folder?.notePaper(title);
    this.#titles.push(title);
  }
}
