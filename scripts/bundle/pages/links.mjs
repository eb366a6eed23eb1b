import { posix } from "node:path";
import { ATTACHED, pageName, pageSources } from "./sources.mjs";

/**
 * Where a page's link leads in the bundle's documentation.
 *
 * @param {string} source the page
 * @param {string} href
 * @returns {string | undefined} undefined if what it leads to is not there
 */
export function linkInBundle(source, href) {
  if (/^[a-z]+:/.test(href) || href.startsWith("#")) return href;
  const [path = "", anchor] = href.split("#");
  const target = inProject(source, path);
  if (![...pageSources(), ...ATTACHED].includes(target)) return undefined;
  return pageName(target) + (anchor === undefined ? "" : `#${anchor}`);
}

/**
 * What a page names, relative to the root folder.
 *
 * @param {string} source
 * @param {string} path
 */
export function inProject(source, path) {
  return posix.normalize(posix.join(posix.dirname(source), path));
}
