import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../run.mjs";
import { BundleFailure } from "../failure.mjs";
import { inProject } from "./links.mjs";

/** @typedef {import("@dkek/print/document").DocumentBlock} DocumentBlock */
/** @typedef {import("@dkek/print/document").Span} Span */
/** @typedef {import("marked").Token} Token */
/** @typedef {import("marked").Tokens.List} List */
/** @typedef {import("marked").Tokens.Table} Table */

/**
 * Markdown's tokens as a document to print. Links are their texts; pictures stand above what they are called.
 *
 * @param {readonly Token[]} tokens
 * @param {string} source the page that they are from
 * @returns {DocumentBlock[]}
 * @throws {BundleFailure} Markdown of a kind that it does not know
 */
export function blocksOf(tokens, source) {
  return tokens.flatMap((token) => blockOf(token, source));
}

/**
 * @param {Token} token
 * @param {string} source
 * @returns {DocumentBlock[]}
 */
function blockOf(token, source) {
  switch (token.type) {
    case "heading":
      return [{ type: "heading", depth: token["depth"], spans: spansIn(token) }];
    case "paragraph":
    case "text":
      return [...picturesIn([token], source), { type: "paragraph", spans: spansIn(token) }];
    case "code":
      return [{ type: "code", text: token["text"] }];
    case "blockquote":
      return [{ type: "quote", blocks: blocksOf(token["tokens"] ?? [], source) }];
    case "list": {
      const { items, ordered, start } = /** @type {List} */ (token);
      return [
        {
          type: "list",
          items: items.map((item, place) => ({
            marker: item.task ? "[  ]" : ordered ? `${Number(start) + place}.` : "•",
            blocks: blocksOf(item.tokens, source),
          })),
        },
      ];
    }
    case "table": {
      const { header, rows } = /** @type {Table} */ (token);
      return [
        ...rows.flatMap((row) => picturesIn(row, source)),
        { type: "table", rows: [header, ...rows].map((row) => row.map(spansIn)) },
      ];
    }
    case "space":
    case "hr":
    case "checkbox": // the marker of its item
      return [];
    default:
      throw unprintable(token);
  }
}

/**
 * The pictures of a paragraph or of a table's row, in one row.
 *
 * @param {readonly { tokens?: Token[] | undefined }[]} parts
 * @param {string} source
 * @returns {DocumentBlock[]}
 */
function picturesIn(parts, source) {
  /** @type {(token: Token) => string[]} */
  const named = (token) =>
    token.type === "image"
      ? [token["href"]]
      : "tokens" in token && token.tokens !== undefined
        ? token.tokens.flatMap(named)
        : [];
  const names = parts.flatMap(({ tokens = [] }) => tokens.flatMap(named));
  if (names.length === 0) return [];
  return [
    {
      type: "pictures",
      pngs: names.map((name) => readFileSync(join(root, inProject(source, name)))),
    },
  ];
}

/**
 * @param {{ tokens?: Token[] | undefined }} token
 * @returns {Span[]}
 */
function spansIn({ tokens = [] }) {
  return tokens.flatMap((token) => spansOf(token));
}

/**
 * @param {Token} token
 * @returns {Span[]}
 */
function spansOf(token) {
  switch (token.type) {
    case "text":
    case "escape":
      return "tokens" in token && token.tokens !== undefined
        ? spansIn({ tokens: token.tokens })
        : [{ text: decoded(token["text"]), font: "text" }];
    case "strong":
    case "em":
      return spansIn(token).map(({ text, font }) => ({
        text,
        font: font === "text" ? "strong" : font,
      }));
    case "codespan":
      return [{ text: token["text"], font: "digits" }];
    case "link":
      return spansIn(token);
    case "image":
      return [{ text: `(picture: ${token["text"]})`, font: "text" }];
    case "checkbox":
      return [];
    case "br":
      return [{ text: " ", font: "text" }];
    default:
      throw unprintable(token);
  }
}

/** @param {Token} token */
function unprintable({ type, raw }) {
  return new BundleFailure(`it has what can't be printed: ${type}: ${raw.trim()}`);
}

/**
 * Characters that are written by their names.
 *
 * @param {string} text
 */
function decoded(text) {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&amp;", "&");
}
