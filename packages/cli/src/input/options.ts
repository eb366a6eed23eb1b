import type { ArgumentsCamelCase } from "yargs";
import { CliError } from "../cli-error.js";

/**
 * The values of one command line, checked one by one: yargs turns "abc" into NaN, "0x1f" into 31 and
 * a repeated option into an array, none of which may pass in a ceremony.
 */
export class Options {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(values: ArgumentsCamelCase) {
    this.#values = values;
  }

  /** An option or positional argument that may be given once. */
  text(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    if (Array.isArray(value)) throw wrongUse(`--${name} was given ${value.length} times`);
    const text = String(value);
    if (text === "") throw wrongUse(`--${name} is empty`);
    return text;
  }

  requiredText(name: string): string {
    return this.text(name) ?? fail(`--${name} is missing`);
  }

  /** An option that may be repeated. */
  texts(name: string): string[] {
    const value = this.#values[name] ?? [];
    return (Array.isArray(value) ? value : [value]).map(String);
  }

  wholeNumber(name: string, min: number, max: number): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    return parseWhole(name, text, min, max);
  }

  /** A number that may be given several times. */
  wholeNumbers(name: string, min: number, max: number): number[] {
    return this.texts(name).map((text) => parseWhole(name, text, min, max));
  }

  requiredWholeNumber(name: string, min: number, max: number): number {
    return this.wholeNumber(name, min, max) ?? fail(`--${name} is missing`);
  }

  /**
   * The number of a file descriptor. What else stands there is not repeated: it may be the secret
   * itself, in the wrong place.
   */
  descriptor(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^[0-9]{1,4}$/.test(text)) return Number(text);
    throw wrongUse(
      `--${name} takes the number of a file descriptor, and nothing secret`,
      `as in: dkek … --${name} 3 3< FILE`,
    );
  }

  oneOf<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const choice = choices.find((known) => known === text);
    return choice ?? fail(`--${name} ${text}: not one of ${choices.join(", ")}`);
  }

  /** Repeated, the last one counts. */
  flag(name: string): boolean {
    return this.#values[name] === true;
  }
}

export function wrongUse(message: string, hint?: string): CliError {
  return new CliError("wrong-use", message, hint === undefined ? {} : { hint });
}

function parseWhole(name: string, text: string, min: number, max: number): number {
  const number = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw wrongUse(`--${name} ${text}: not a whole number from ${min} to ${max}`);
}

function fail(message: string): never {
  throw wrongUse(message);
}
