import { shortSetId } from "@dkek/ceremony";
import { oneLine } from "@dkek/words";
import { VERSION } from "./built-in.js";
import type { Checked, CheckedLine } from "./check.js";
import { button, element } from "./element.js";
import type { Session } from "./session.js";
import { whyUnreadable } from "./why-unreadable.js";

/** The result, line by line: on the screen, and as a report on paper, to be signed. */
export function resultView(session: Session, result: Checked): HTMLElement {
  const { words } = session;
  const made = result.made.toISOString();
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
  return element(
    "article",
    { attributes: { class: `report ${result.verdict}`, "aria-labelledby": "result-title" } },
    element("p", { attributes: { class: "paper title" } }, words.reportTitle),
    element(
      "h2",
      { attributes: { id: "result-title", tabindex: "-1" } },
      `${words.result}: ${words.audit.result(result.verdict, result.notProven.length)}`,
    ),
    ...open(session, result),
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
      element("p", {}, words.made(made, VERSION, navigator.userAgent)),
      element(
        "ul",
        {},
        ...result.sets.map(({ setId, kcv }) => element("li", {}, words.setOnPaper(setId, kcv))),
      ),
      element("h3", {}, words.howItWasChecked),
      element(
        "ul",
        {},
        ...result.methods.map((method) => element("li", {}, words.audit.methods[method])),
      ),
      element("h3", {}, words.whatWasChecked),
      table([words.fileName, "SHA-256"], givenRows(session, result)),
      element("h3", {}, words.signed),
      table(words.signedColumns, [
        ["", "", "", ""],
        ["", "", "", ""],
      ]),
    ),
  );
}

/** What the verdict counts as open; where it counts nothing, what the lines that prove nothing are for. */
function open({ words }: Session, { verdict, notProven, findings }: Checked): HTMLElement[] {
  const subjects = notProven.map((about) => oneLine(words.audit.subject(about))).join(", ");
  const toCompare = findings.filter(({ status }) => status === "unproven").length;
  if (verdict === "not-proven") {
    return [element("p", { attributes: { class: "open" } }, words.notProven(subjects))];
  }
  if (verdict === "wrong" || toCompare === 0) return [];
  return [element("p", { attributes: { class: "open quiet" } }, words.toCompare(toCompare))];
}

/** Everything that was given, and the hash of what is public. */
function givenRows({ words, desk }: Session, { withPassword, kcv }: Checked): string[][] {
  return [
    ...desk.items.map(({ name, what, sha256 }) => [
      oneLine(name),
      // It may have been a card.
      what.kind === "unreadable" ? words.kinds.unreadable : (sha256 ?? words.secretNotHashed),
    ]),
    ...(withPassword ? [[words.aPassword, words.secretNotHashed]] : []),
    ...(kcv === undefined ? [] : [[words.namedKcv, kcv]]),
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
      element("b", {}, oneLine(subject)),
      `: ${oneLine(text)}`,
      ...(value === undefined ? [] : [":", element("code", {}, oneLine(value))]),
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
