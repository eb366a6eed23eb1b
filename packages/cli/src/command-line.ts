import type { Argv } from "yargs";
import yargs from "yargs";
import { CliError } from "./cli-error.js";
import type { Command, Run } from "./command.js";
import { Options } from "./input/options.js";
import { STANDARD_INPUT } from "./input/standard-input.js";
import { readVersion } from "./version.js";

/** The commands in the order of `dkek --help`; each is loaded only when it is called. */
const COMMANDS: readonly CommandEntry[] = [
  {
    name: "create",
    summary: "make a DKEK share, seal it in a .pbe file, split its password into cards",
    load: async () => (await import("./commands/create.js")).create,
  },
  {
    name: "verify",
    summary: "check one card, a quorum, all cards or key backups: offline, no HSM",
    load: async () => (await import("./commands/verify.js")).verify,
  },
  {
    name: "import",
    summary: "reassemble a quorum, check it, import the DKEK share into an HSM",
    load: async () => (await import("./commands/import.js")).importShare,
  },
  {
    name: "sheet",
    summary: "print cards, the record, receipts, blank forms",
    load: async () => (await import("./commands/sheet.js")).sheet,
  },
  {
    name: "inspect",
    summary: "say what a file is, and what can be known of it without secrets",
    load: async () => (await import("./commands/inspect.js")).inspect,
  },
  {
    name: "rehearse",
    summary: "the whole ceremony on a virtual HSM",
    load: async () => (await import("./commands/rehearse.js")).rehearse,
  },
  {
    name: "virtual-hsm",
    summary: "plug a virtual HSM into this machine's PC/SC daemon, to practise on",
    load: async () => (await import("./commands/virtual-hsm.js")).virtualHsm,
  },
];

interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

const EPILOGUE = `exit status:
  0    done
  1    checked and found wrong
  2    wrong use, input that can't be read, output that can't be written
  3    the HSM or OpenSC failed
  70   a defect in dkek
  130  interrupted
  141  done, but nobody read the output to its end

dkek COMMAND --help shows a command's options and examples.`;

/**
 * Parses the command line.
 *
 * @param onJson is told whether `--json` was given, as soon as the options are parsed.
 * @returns what to run; undefined if help or the version was shown instead.
 * @throws {CliError} `wrong-use`.
 */
export async function parseCommandLine(
  args: readonly string[],
  onJson: (json: boolean) => void,
): Promise<Run | undefined> {
  const [word, topic] = args.filter((arg) => !arg.startsWith("-"));
  if (word === "help" && topic !== undefined) return parseCommandLine([topic, "--help"], onJson);
  const wanted = COMMANDS.find(({ name }) => name === word);
  if (wanted === undefined) return parseWithoutCommand(args, word);

  const command = await wanted.load();
  const usage = `${wanted.name} ${command.positionals}`.trim();
  let run: Run | undefined;
  await base(args, wanted.name)
    .command(
      usage,
      wanted.summary,
      (own) => command.build(own.usage(`dkek ${usage} [options]\n\n${wanted.summary}`)),
      (values) => {
        requireBareFlags(args, values);
        onJson(new Options(values).flag("json"));
        run = command.prepare(values);
      },
    )
    .parseAsync();
  return run;
}

/** Help, the version, or nothing that makes sense. */
async function parseWithoutCommand(
  args: readonly string[],
  word: string | undefined,
): Promise<undefined> {
  if (word !== undefined && word !== "help") {
    throw new CliError("wrong-use", `there is no command "${word}"`, {
      hint: `the commands are ${COMMANDS.map(({ name }) => name).join(", ")}`,
    });
  }
  const parser = base(args.length === 0 || word === "help" ? ["--help"] : args, "");
  for (const { name, summary } of COMMANDS) parser.command(name, summary);
  await parser
    .usage(
      "dkek COMMAND [options]\n\nthe key custodians' and auditors' toolkit for a SmartCard-HSM / Nitrokey HSM 2",
    )
    .epilogue(EPILOGUE)
    .parseAsync();
}

function base(args: readonly string[], command: string): Argv {
  return (
    yargs(withStandardInput(args))
      .scriptName("dkek")
      .parserConfiguration({ "parse-numbers": false, "parse-positional-numbers": false })
      .strict()
      // Taken out of the arguments before; see main.ts.
      .option("lang", {
        type: "string",
        requiresArg: true,
        describe:
          "en or de: the language of the conversation at the terminal (default: the locale's)",
      })
      .version(args.includes("--version") ? readVersion() : "")
      .wrap(Math.min(LINE_MAX_CHARACTERS, process.stdout.columns ?? 80))
      .exitProcess(false)
      .fail((message, error) => {
        // Its own complaints come as errors, too, when an option lacks its value.
        if (error !== undefined && error.name !== "YError") throw error;
        const { complaint, hint } = inOurWords(message ?? error?.message ?? "", args);
        throw new CliError("wrong-use", complaint, {
          hint: hint ?? `${`dkek ${command}`.trim()} --help shows how`,
        });
      })
  );
}

/**
 * Marks each `-` that stands for a card: yargs takes a lone one for the beginning of another option.
 *
 * @throws {CliError} `wrong-use` for a `-` anywhere else.
 */
function withStandardInput(args: readonly string[]): string[] {
  let option = "";
  return args.map((arg) => {
    if (arg.startsWith("-") && arg !== "-") option = arg;
    if (arg === "--card=-") return `--card=${STANDARD_INPUT}`;
    if (arg !== "-") return arg;
    if (option === "--card") return STANDARD_INPUT;
    throw new CliError("wrong-use", '"-" stands for a card on standard input, after --card alone', {
      hint: "name a file or folder here",
    });
  });
}

/**
 * yargs takes any value of an option that has none for a no, without a word.
 *
 * @throws {CliError} `wrong-use`; without the value, which may be a password.
 */
function requireBareFlags(
  args: readonly string[],
  values: Readonly<Record<string, unknown>>,
): void {
  for (const arg of args) {
    const [, name = "", value = ""] = /^--([^=]+)=(.*)$/s.exec(arg) ?? [];
    if (typeof values[name] !== "boolean" || /^(true|false)$/.test(value)) continue;
    throw new CliError("wrong-use", `--${name} takes no value`, { hint: `give --${name} alone` });
  }
}

/** What yargs says in a programmer's words, in a custodian's; and what to do, where that is plain. */
function inOurWords(
  message: string,
  args: readonly string[],
): { complaint: string; hint?: string | undefined } {
  if (/^Not enough non-option arguments/.test(message)) {
    // --card takes all that follows.
    const hint = args.includes("--card") ? "put the .pbe file before --card" : undefined;
    return { complaint: "the name of the file is missing", hint };
  }
  if (/^Not enough arguments following: /.test(message)) {
    return { complaint: `--${message.split(": ")[1]} needs a value` };
  }
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1]?.split(", ");
  if (unknown === undefined) return { complaint: message };
  // Its value may be a password, which no message may show.
  if (unknown.some((name) => args[args.indexOf(name) - 1] === "--password")) {
    return { complaint: "--password takes no value", hint: "give --password alone: it asks" };
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

const WORD_HINT = "what belongs to an option comes right after it, as in: --card card-1.txt";
const LINE_MAX_CHARACTERS = 100;
