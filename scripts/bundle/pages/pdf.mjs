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
 * A page of the documentation to print.
 *
 * @param {string} source relative to the root folder
 */
export async function pdfPage(source) {
  const text = readFileSync(join(root, source), "utf8");
  return await documentPdf(blocksOf(marked.lexer(text), source), {
    title: pageName(source, "md"),
    date: DATE,
  });
}
