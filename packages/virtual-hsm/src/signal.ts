/** Something that happens once, and can be waited for before and after it has. */
export class Signal {
  readonly fired: Promise<void>;
  #resolve: () => void = () => {};

  constructor() {
    this.fired = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  fire(): void {
    this.#resolve();
  }
}
