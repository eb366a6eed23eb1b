import { readFileSync } from "node:fs";

const page = readFileSync(new URL("../../../docs/GETTING-STARTED.md", import.meta.url), "utf8");

/** The commands of one step of docs/GETTING-STARTED.md, as they stand there. */
export function commandsOfStep(step: number): string[] {
  const section = page.split(/^##+ /m).find((text) => text.startsWith(`${step}. `)) ?? "";
  const [, ...blocks] = section.split("```sh\n");
  return blocks.map((block) => block.slice(0, block.indexOf("\n```")));
}

/** The one command of a step that begins like this. */
export function commandOfStep(step: number, beginning: string): string {
  const [command, ...more] = commandsOfStep(step).filter((line) => line.startsWith(beginning));
  if (command === undefined || more.length > 0) throw new Error(`step ${step}: no "${beginning}"`);
  return command;
}

/** What the page says is printed elsewhere: the first column of its table, from top to bottom. */
export function printedCommands(): string[] {
  return [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, command = ""]) => command);
}
