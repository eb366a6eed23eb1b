import type { Argv } from "yargs";
import yargs from "yargs";
import { CliError } from "./cli-error.js";
import type { Command, Run } from "./command.js";
import { STANDARD_INPUT } from "./input/standard-input.js";

/** The commands in the order of `dkek --help`; each is loaded only when it is called. */
const COMMANDS: readonly CommandEntry[] = [
  {
    name: "create",
    summary: "make a DKEK share, seal it in a .pbe file, split its password into cards",
    load: async () => (await import("./commands/create.js")).create,
  },
  {
    name: "verify",
    summary: "prove offline that cards or a password open a .pbe file",
    load: async () => (await import("./commands/verify.js")).verify,
  },
  {
    name: "import",
    summary: "reassemble a quorum, check it, import the DKEK share into an HSM",
    load: async () => (await import("./commands/import.js")).importShare,
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
  0  done                             3    the HSM or OpenSC failed
  1  checked and found wrong          70   a defect in dkek
  2  wrong use or unreadable input    130  interrupted

dkek COMMAND --help shows a command's options and examples.`;

/**
 * Parses the command line.
 *
 * @returns what to run; undefined if help or the version was shown instead.
 * @throws {CliError} `wrong-use`.
 */
export async function parseCommandLine(args: readonly string[]): Promise<Run | undefined> {
  const word = args.find((arg) => !arg.startsWith("-"));
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
  // yargs takes a lone "-" for the beginning of another option.
  return yargs(args.map((arg) => (arg === "-" ? STANDARD_INPUT : arg)))
    .scriptName("dkek")
    .parserConfiguration({ "parse-numbers": false, "parse-positional-numbers": false })
    .strict()
    .version(VERSION)
    .wrap(Math.min(LINE_MAX_CHARACTERS, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message, error) => {
      // Its own complaints come as errors, too, when an option lacks its value.
      if (error !== undefined && error.name !== "YError") throw error;
      throw new CliError("wrong-use", inOurWords(message ?? error?.message ?? ""), {
        hint: `${`dkek ${command}`.trim()} --help shows how`,
      });
    });
}

/** What yargs says in a programmer's words, in a custodian's. */
function inOurWords(message: string): string {
  if (/^Not enough non-option arguments/.test(message)) return "the name of the file is missing";
  if (/^Not enough arguments following: /.test(message)) {
    return `--${message.split(": ")[1]} needs a value`;
  }
  const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1];
  return unknown === undefined ? message : `this is not understood: ${unknown}`;
}

const VERSION = "0.1.0";
const LINE_MAX_CHARACTERS = 100;
