/**
 * Does something whose words on the console would look like damage. They are shown only if it fails.
 *
 * @template T
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function quietly(action) {
  const { log, warn } = console;
  /** @type {unknown[][]} */
  const kept = [];
  console.log = console.warn = (...words) => void kept.push(words);
  try {
    return await action();
  } catch (error) {
    for (const words of kept) warn(...words);
    throw error;
  } finally {
    Object.assign(console, { log, warn });
  }
}
