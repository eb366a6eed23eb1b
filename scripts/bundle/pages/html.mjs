import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Marked } from "marked";
import { root } from "../../run.mjs";
import { inProject, linkInBundle } from "./links.mjs";
import { pageName, pageSources } from "./sources.mjs";
import { STYLE } from "./style.mjs";
import { pageText } from "./text.mjs";

/**
 * A page of the documentation as one file of HTML, that needs nothing else and loads nothing.
 *
 * @param {string} source relative to the root folder
 */
export function htmlPage(source) {
  const text = pageText(source);
  const title = /^# (.*)$/m.exec(text)?.[1] ?? pageName(source);
  const links = pageSources().map(
    (page) => `<a href="${pageName(page)}">${pageName(page, "").slice(0, -1)}</a>`,
  );
  const nav = `<nav><a href="../START-HERE.html">START-HERE</a>\n${links.join("\n")}</nav>`;
  return htmlDocument(title, `${nav}\n<main>\n${htmlOf(text, source)}</main>`);
}

/**
 * @param {string} title
 * @param {string} body
 */
export function htmlDocument(title, body) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title.replaceAll("`", ""))}</title>
<style>
${STYLE}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/**
 * @param {string} text Markdown
 * @param {string} source where it stands: what its links start from
 */
export function htmlOf(text, source) {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const inner = this.parser.parseInline(tokens);
        const id = anchorOf(this.parser.parseInline(tokens, this.parser.textRenderer));
        return `<h${depth} id="${id}">${inner}</h${depth}>\n`;
      },
      listitem({ task, tokens }) {
        return `<li${task ? ' class="task"' : ""}>${this.parser.parse(tokens)}</li>\n`;
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        const target = linkInBundle(source, href);
        return target === undefined ? inner : `<a href="${escaped(target)}">${inner}</a>`;
      },
      image({ href, text: alt }) {
        const picture = readFileSync(join(root, inProject(source, href))).toString("base64");
        return `<img alt="${escaped(alt)}" src="data:image/png;base64,${picture}">`;
      },
    },
  });
  return marked.parse(text, { async: false });
}

/**
 * A heading's anchor, as forges make it.
 *
 * @param {string} heading
 */
function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replace(/&[a-z0-9#]+;/g, "")
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
