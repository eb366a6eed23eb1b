/** Short enough that Ctrl-C and the progress line don't wait noticeably. */
const TURN_MILLISECONDS = 20;

/**
 * What a generator yields, giving way to other events all the time: undefined each time, so that whoever
 * goes through it can stop, however long there is nothing.
 */
export async function* inTurns<Item>(
  items: Iterable<Item | undefined>,
): AsyncGenerator<Item | undefined> {
  let resumed = performance.now();
  for (const item of items) {
    if (performance.now() - resumed > TURN_MILLISECONDS) {
      await new Promise((resolve) => setImmediate(resolve));
      resumed = performance.now();
      yield undefined;
    }
    if (item !== undefined) yield item;
  }
}
