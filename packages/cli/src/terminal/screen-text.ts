import { legible } from "./legible.js";

/** How texts are put on a screen: in characters that it has, and in colour where that is wanted. */
export interface ScreenText {
  readonly plain: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly bad: (text: string) => string;
}

/** As locales, `NO_COLOR` (no-color.org) and dumb terminals have it. */
export function screenText(env: Readonly<Record<string, string | undefined>>): ScreenText {
  const isStyled = !env["NO_COLOR"] && env["TERM"] !== "dumb";
  const style =
    (on: string): ((text: string) => string) =>
    (text) =>
      isStyled ? `\u001b[${on}m${text}\u001b[0m` : text;
  return { plain: (text) => legible(text, env), bold: style("1"), bad: style("33") };
}
