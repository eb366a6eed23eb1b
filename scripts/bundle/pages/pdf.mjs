import { PrintError } from "@dkek/print";
import { documentPdf } from "@dkek/print/document";
import { marked } from "marked";
import { BundleFailure } from "../failure.mjs";
import { blocksOf } from "./blocks.mjs";
import { pageName } from "./sources.mjs";
import { pageText } from "./text.mjs";

/** The same for all builds of the same sources. */
const DATE = new Date(0);

/**
 * A page of the documentation to print. At its feet stands which version it is of, for it may lie in a file for
 * years.
 *
 * @param {string} source relative to the root folder
 * @param {string} version
 * @throws {BundleFailure} it has something that can't be printed
 */
export async function pdfPage(source, version) {
  try {
    return await documentPdf(blocksOf(marked.lexer(pageText(source)), source), {
      title: `dkek ${version}: ${pageName(source, "md")}`,
      date: DATE,
    });
  } catch (cause) {
    if (!(cause instanceof BundleFailure || cause instanceof PrintError)) throw cause;
    throw new BundleFailure(`${source}: ${cause.message}`, { cause });
  }
}
