import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { en } from "../topics/en.js";
import { TOPICS, type TopicName } from "../topics/topic.js";
import { item, type PageHead, roffText, section, titleLine, verbatim } from "./roff.js";

/** A manual page as a file. */
export interface ManualPage {
  /** Such as `dkek-create.1`. */
  readonly file: string;
  readonly content: string;
}

/** What all pages have in common. */
export type PageIssue = Pick<PageHead, "date" | "program">;

const SUMMARY = "the key custodians' and auditors' toolkit for a SmartCard-HSM / Nitrokey HSM 2";

/**
 * The manual: dkek(1), a page for each command, and one in section 7 for each topic. From what `--help`
 * and `dkek help` show.
 *
 * @param global options of every command.
 */
export function manualPages(
  commands: readonly CommandOutline[],
  global: readonly OptionOutline[],
  issue: PageIssue,
): readonly ManualPage[] {
  return [
    page({ ...issue, name: "dkek", section: 1 }, SUMMARY, [
      ...section("SYNOPSIS", ".B dkek", ".I COMMAND", "[options]"),
      ...section("COMMANDS", ...commands.flatMap(({ name, summary }) => item(name, summary))),
      ...section("OPTIONS", ...global.flatMap(optionItem)),
      ...topicSection("EXIT STATUS", "exit-status"),
      ...seeAlso([
        ...commands.map(({ name }) => `${pageName(name)}(1)`),
        ...TOPICS.map((topic) => `dkek-${topic}(7)`),
      ]),
    ]),
    ...commands.map((command) => commandPage(command, global, issue)),
    ...TOPICS.map((topic) => topicPage(topic, issue)),
  ];
}

function commandPage(
  { name, summary, usage, positionals, options, examples, notes }: CommandOutline,
  global: readonly OptionOutline[],
  issue: PageIssue,
): ManualPage {
  return page({ ...issue, name: pageName(name), section: 1 }, summary, [
    ...section(
      "SYNOPSIS",
      `.B dkek ${roffText(name)}`,
      ...(usage === "" ? [] : [roffText(usage)]),
      "[options]",
    ),
    ...section(
      "OPTIONS",
      ...positionals.flatMap((positional) => item(positional.name, positional.describe)),
      ...[...options, ...global].flatMap(optionItem),
    ),
    ...section(
      "EXAMPLES",
      ...examples.flatMap(({ command, describe }) => [
        ...verbatim(command),
        ...(describe === "" ? [] : [roffText(describe)]),
      ]),
    ),
    ...(notes.length === 0 ? [] : section("NOTES", ...notes.flatMap(noteLines))),
    ...topicSection("EXIT STATUS", "exit-status"),
    ...seeAlso(["dkek(1)", "dkek-secrets(7)"]),
  ]);
}

/** Paragraphs, with a line between them. */
function noteLines(note: string): string[] {
  return note
    .split(/\n+/)
    .flatMap((text, place) => [...(place === 0 ? [] : [".PP"]), roffText(text)]);
}

function topicPage(topic: TopicName, issue: PageIssue): ManualPage {
  const { title } = en[topic];
  return page({ ...issue, name: `dkek-${topic}`, section: 7 }, title.slice(topic.length + 2), [
    ...topicSection("DESCRIPTION", topic),
    ...seeAlso(["dkek(1)"]),
  ]);
}

function page(head: PageHead, summary: string, body: readonly string[]): ManualPage {
  const lines = [
    titleLine(head),
    ...section("NAME", `${roffText(head.name)} \\- ${roffText(summary)}`),
    ...body,
  ];
  // A section begins a paragraph by itself.
  const tidy = lines.filter((line, at) => line !== ".PP" || !lines[at - 1]?.startsWith(".SH"));
  return { file: `${head.name}.${head.section}`, content: `${tidy.join("\n")}\n` };
}

function optionItem({ name, describe, takesValue, isRepeated }: OptionOutline): string[] {
  const value = takesValue ? ` VALUE${isRepeated ? " ..." : ""}` : "";
  return item(`--${name}${value}`, describe);
}

function topicSection(title: string, topic: TopicName): string[] {
  return section(
    title,
    ...en[topic].paragraphs.flatMap((text, place) =>
      text.startsWith("  ") ? verbatim(text) : [...(place === 0 ? [] : [".PP"]), roffText(text)],
    ),
  );
}

function seeAlso(pages: readonly string[]): string[] {
  return section(
    "SEE ALSO",
    ...pages.map((name, place) => {
      const [, title = "", number = ""] = /^(.*)\((\d)\)$/.exec(name) ?? [];
      return `.BR ${roffText(title)} (${number})${place === pages.length - 1 ? "" : ","}`;
    }),
  );
}

function pageName(command: string): string {
  return `dkek-${command.replaceAll(" ", "-")}`;
}
