import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documentPdf } from "@dkek/print/document";
import { marked } from "marked";
import { root } from "../../run.mjs";
import { blocksOf } from "./blocks.mjs";
import { pageName } from "./sources.mjs";

/** The same for all builds of the same sources. */
const DATE = new Date(0);

/**
 * A page of the documentation to print. At its feet stands which version it is of, for it may lie in a file for
 * years.
 *
 * @param {string} source relative to the root folder
 * @param {string} version
 */
export async function pdfPage(source, version) {
  const text = readFileSync(join(root, source), "utf8");
  return await documentPdf(blocksOf(marked.lexer(text), source), {
    title: `dkek ${version}: ${pageName(source, "md")}`,
    date: DATE,
  });
}
