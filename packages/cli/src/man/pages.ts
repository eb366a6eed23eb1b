import type { CommandOutline, OptionOutline } from "../outline/outline.js";
import { en } from "../topics/en.js";
import { topicsOfCommand } from "../topics/of-command.js";
import { TOPICS, type TopicName } from "../topics/topic.js";
import { KNOWN_FILES, type KnownFile } from "./files.js";
import {
  item,
  type PageHead,
  paragraph,
  roffText,
  section,
  text,
  titleLine,
  verbatim,
} from "./roff.js";

/** A manual page as a file. */
export interface ManualPage {
  /** Such as `dkek-create.1`. */
  readonly file: string;
  readonly content: string;
}

/** What all pages have in common. */
export type PageIssue = Pick<PageHead, "date" | "program">;

const DESCRIPTION = [
  "A SmartCard-HSM can only be backed up if it was given a DKEK, which enters it as one or more DKEK shares, each in an encrypted .pbe file. dkek splits the password of such a file among N custodians so that any M of them restore it, prints a card for each, proves offline that the cards reassemble, and imports the result into the HSM through OpenSC.",
  "dkek COMMAND --help shows a command's options and examples; dkek help TOPIC explains in plain words.",
];
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
      ...section("DESCRIPTION", ...DESCRIPTION.flatMap(paragraph)),
      ...section("COMMANDS", ...commands.flatMap(({ name, summary }) => item(name, summary))),
      ...section("OPTIONS", ...global.flatMap(optionItem)),
      ...topicSection("EXIT STATUS", "exit-status"),
      ...filesSection(KNOWN_FILES),
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
    ...section("DESCRIPTION", ...described(name, summary).flatMap(paragraph)),
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
    ...(notes.length === 0 ? [] : section("NOTES", ...notes.flatMap(text))),
    ...topicSection("EXIT STATUS", "exit-status"),
    ...filesSection(KNOWN_FILES.filter((file) => file.commands.includes(name))),
    ...seeAlso(["dkek(1)", ...topicsOfCommand(name).map((topic) => `dkek-${topic}(7)`)]),
  ]);
}

function described(command: string, summary: string): string[] {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
  const topics = topicsOfCommand(command).map((topic) => `dkek help ${topic}`);
  return [
    sentence.endsWith("?") ? sentence : `${sentence}.`,
    `In plain words: ${topics.join(", ")}.`,
  ];
}

function filesSection(files: readonly KnownFile[]): string[] {
  if (files.length === 0) return [];
  return section("FILES", ...files.flatMap(({ name, describe }) => item(name, describe)));
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
  return section(title, ...en[topic].paragraphs.flatMap(text));
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
