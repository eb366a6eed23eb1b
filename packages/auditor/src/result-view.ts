import { shortSetId } from "@dkek/ceremony";
import { VERSION } from "./built-in.js";
import type { Checked, CheckedLine } from "./check.js";
import { button, element } from "./element.js";
import { plain } from "./plain.js";
import type { Session } from "./session.js";
import { whyUnreadable } from "./why-unreadable.js";

/** The result, line by line: on the screen, and as a report on paper, to be signed. */
export function resultView(session: Session, result: Checked): HTMLElement {
  const { words } = session;
  const made = new Date().toISOString();
  const sets = result.sets.flatMap(({ setId, threshold, kcv }) =>
    kcv === undefined
      ? []
      : [
          element(
            "p",
            { attributes: { class: "opens" } },
            words.audit.opens(shortSetId(setId), threshold, kcv),
          ),
        ],
  );
  const isOpen = result.verdict === "not-proven";
  const notProven = result.notProven.map((about) => plain(words.audit.subject(about))).join(", ");
  return element(
    "article",
    { attributes: { class: `report ${result.verdict}`, "aria-labelledby": "result-title" } },
    element(
      "h2",
      { attributes: { id: "result-title", tabindex: "-1" } },
      `${words.result}: ${words.audit.result(result.verdict, result.notProven.length)}`,
    ),
    ...(isOpen
      ? [element("p", { attributes: { class: "open" } }, words.notProven(notProven))]
      : []),
    ...sets,
    element(
      "ul",
      { attributes: { class: "findings" } },
      ...result.findings.map((finding) => line(session, finding)),
    ),
    button(words.print, () => print(), { class: "print" }),
    element(
      "div",
      { attributes: { class: "paper" } },
      element("p", {}, words.made(made, VERSION)),
      element("h3", {}, words.howItWasChecked),
      element(
        "ul",
        {},
        ...result.methods.map((method) => element("li", {}, words.audit.methods[method])),
      ),
      element("h3", {}, words.whatWasChecked),
      table([words.fileName, "SHA-256"], givenRows(session)),
      element("h3", {}, words.signed),
      table(words.signedColumns, [
        ["", "", "", ""],
        ["", "", "", ""],
      ]),
    ),
  );
}

/** Everything that was given, and the hash of what is public. */
function givenRows({ words, desk }: Session): string[][] {
  return [
    ...desk.items.map(({ name, what, sha256 }) => [
      plain(name),
      // It may have been a card.
      what.kind === "unreadable" ? words.kinds.unreadable : (sha256 ?? words.secretNotHashed),
    ]),
    ...(desk.password === undefined ? [] : [[words.aPassword, words.secretNotHashed]]),
    ...(desk.kcv === undefined ? [] : [[words.namedKcv, desk.kcv]]),
  ];
}

function line({ words }: Session, line: CheckedLine): HTMLElement {
  const { status } = line;
  const [subject, text, value] =
    "fact" in line
      ? [words.audit.subject(line.about), words.audit.text(line.fact), line.value]
      : [line.subject, whyUnreadable(words, line.error), undefined];
  return element(
    "li",
    { attributes: { class: status } },
    element("strong", { attributes: { class: "status" } }, words.audit.marks[status]),
    element(
      "span",
      { attributes: { class: "text" } },
      element("b", {}, plain(subject)),
      `: ${plain(text)}`,
      ...(value === undefined ? [] : [":", element("code", {}, plain(value))]),
    ),
  );
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): HTMLElement {
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ...columns.map((column) => element("th", { attributes: { scope: "col" } }, column)),
      ),
    ),
    element(
      "tbody",
      {},
      ...rows.map((row) => element("tr", {}, ...row.map((cell) => element("td", {}, cell)))),
    ),
  );
}
