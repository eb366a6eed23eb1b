import type { Argv } from "yargs";
import yargs from "yargs";
import { CliError } from "./cli-error.js";
import type { Command, Run } from "./command.js";

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
  const wanted = COMMANDS.find(({ name }) => name === args.find((arg) => !arg.startsWith("-")));
  const command = await wanted?.load();
  let run: Run | undefined;

  const parser = COMMANDS.reduce<Argv>(
    (argv, { name, summary }) =>
      argv.command(
        name === wanted?.name && command !== undefined ? `${name} ${command.positionals}` : name,
        summary,
        (own) => {
          if (name === wanted?.name) command?.build(own.usage(`$0 ${name} ${command.positionals}\n\n${summary}`));
        },
        (values) => {
          run = command?.prepare(values);
        },
      ),
    yargs([...args])
      .scriptName("dkek")
      .usage("$0 COMMAND\n\nthe key custodians' and auditors' toolkit for a SmartCard-HSM / Nitrokey HSM 2"),
  );
  await parser
    .parserConfiguration({ "parse-numbers": false, "parse-positional-numbers": false })
    .demandCommand(1, "which command?")
    .strict()
    .version(VERSION)
    .epilogue(wanted === undefined ? EPILOGUE : "")
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      if (error !== undefined) throw error;
      throw new CliError("wrong-use", message, {
        hint: `dkek ${wanted === undefined ? "" : `${wanted.name} `}--help shows how`,
      });
    })
    .parseAsync();
  return run;
}

const VERSION = "0.1.0";
