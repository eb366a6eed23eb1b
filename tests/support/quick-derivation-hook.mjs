// Runs on the thread of Node's module hooks; registered by quick-derivation.mjs, and nothing else.

/** How often a digest is hashed by the program that `quick-derivation.mjs` is loaded before. */
export const QUICK_ITERATIONS = 1000;

/** The module whose constant is replaced. */
export const KEY_MATERIAL = new URL(
  "../../packages/dkek-file/dist/key-material.js",
  import.meta.url,
).href;

/** As the compiler leaves it. */
const CONSTANT = /^export const PBE_ITERATIONS = 10_?000_?000;$/gm;

/** @type {import("node:worker_threads").MessagePort | undefined} */
let asked;

/** @param {{ asked: import("node:worker_threads").MessagePort }} data gets the URL of each module that wants the constant's. */
export function initialize(data) {
  asked = data.asked;
}

/** @type {import("node:module").ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  const resolved = await nextResolve(specifier, context);
  if (resolved.url === KEY_MATERIAL) asked?.postMessage(context.parentURL ?? "");
  return resolved;
}

/**
 * @type {import("node:module").LoadHook}
 * @throws {Error} if the constant is not there, exactly once.
 */
export async function load(url, context, nextLoad) {
  const loaded = await nextLoad(url, context);
  if (url !== KEY_MATERIAL) return loaded;
  const source = loaded.source?.toString() ?? "";
  const found = source.match(CONSTANT)?.length ?? 0;
  if (found !== 1) throw new Error(`quick derivation: PBE_ITERATIONS is ${found} times in ${url}`);
  const quick = `export const PBE_ITERATIONS = ${QUICK_ITERATIONS};`;
  return { ...loaded, source: source.replace(CONSTANT, quick) };
}
