/** What is wrong with a command line, for the person who typed it. */
export interface Complaint {
  readonly complaint: string;
  /** What to do, where that is plain. */
  readonly hint?: string | undefined;
}

/**
 * What yargs says in a programmer's words, in a custodian's. Values are never repeated: they may be a
 * password or a PIN in the wrong place.
 */
export function inOurWords(message: string, args: readonly string[]): Complaint {
  if (/^Not enough non-option arguments/.test(message)) {
    // --card takes all that follows.
    const hint = args.includes("--card") ? "put the .pbe file before --card" : undefined;
    return { complaint: "the name of the file is missing", hint };
  }
  if (/^Not enough arguments following: /.test(message)) {
    return { complaint: `--${message.split(": ")[1]} needs a value` };
  }
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1]?.split(", ");
  return unknown === undefined ? { complaint: message } : notUnderstood(unknown, args);
}

function notUnderstood(unknown: readonly string[], args: readonly string[]): Complaint {
  if (unknown.some((name) => args[args.indexOf(name) - 1] === "--password")) {
    return { complaint: "--password takes no value", hint: "give --password alone: it asks" };
  }
  const pin = unknown.find((name) => PIN_OPTION.test(name));
  if (pin !== undefined) {
    return {
      complaint: `there is no --${pin}: everybody on this machine could read what stands there`,
      hint: "where a PIN is needed, dkek asks for it, or reads it from a file descriptor: see --help",
    };
  }
  // Of each option yargs also names a spelling that nobody typed.
  const typed = args
    .filter((arg) => unknown.includes(arg) || unknown.includes(optionName(arg)))
    .map((arg) => (arg.startsWith("-") ? arg.split("=")[0] : arg));
  return {
    complaint: `this is not understood: ${(typed.length > 0 ? typed : unknown).join(", ")}`,
    ...(typed.some((arg) => !arg?.startsWith("-")) ? { hint: WORD_HINT } : {}),
  };
}

/** As yargs calls it; empty for what is no option. */
function optionName(arg: string): string {
  return /^--?(?:no-)?([^=]+)/.exec(arg)?.[1] ?? "";
}

/** As OpenSC's programs call them. */
const PIN_OPTION = /^(new-)?(so-)?pin$/;
const WORD_HINT = "what belongs to an option comes right after it, as in: --card card-1.txt";
