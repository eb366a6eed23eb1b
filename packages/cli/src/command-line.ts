import type { Argv } from "yargs";
import yargs from "yargs";
import { CliError } from "./cli-error.js";
import type { CommandEntry, CommandGroup, Run } from "./command.js";
import { COMMANDS } from "./commands.js";
import { GLOBAL_OPTIONS } from "./global-options.js";
import { inOurWords } from "./in-our-words.js";
import { Options } from "./input/options.js";
import { STANDARD_INPUT } from "./input/standard-input.js";
import { TOPICS } from "./topics/topic.js";
import { readVersion } from "./version.js";

const EPILOGUE = `exit status:
  0    done
  1    checked and found wrong
  2    wrong use, input that can't be read, output that can't be written
  3    the HSM or OpenSC failed
  70   a defect in dkek
  130  interrupted
  141  done, but nobody read the output to its end

dkek COMMAND --help shows a command's options and examples.
dkek help TOPIC explains: ${TOPICS.join(", ")}.`;

/** Where a word names a command: the program, or one of its groups. */
interface Level {
  /** What is typed up to here. */
  readonly typed: string;
  readonly summary: string;
  readonly epilogue: string;
  /** What the words that may follow are called. */
  readonly noun: "command" | "action";
  readonly commands: readonly (CommandEntry | CommandGroup)[];
}

const PROGRAM: Level = {
  typed: "dkek",
  summary: "the key custodians' and auditors' toolkit for a SmartCard-HSM / Nitrokey HSM 2",
  epilogue: EPILOGUE,
  noun: "command",
  commands: COMMANDS,
};

/** Is told whether `--json` was given, as soon as the options are parsed. */
type OnJson = (json: boolean) => void;

/**
 * Parses the command line.
 *
 * @returns what to run; undefined if help or the version was shown instead.
 * @throws {CliError} `wrong-use`.
 */
export function parseCommandLine(
  args: readonly string[],
  onJson: OnJson,
): Promise<Run | undefined> {
  return parseAt(PROGRAM, args, onJson);
}

async function parseAt(
  level: Level,
  args: readonly string[],
  onJson: OnJson,
): Promise<Run | undefined> {
  const words = args.filter((arg) => !arg.startsWith("-"));
  const [word] = words;
  if (word === "help") return parseAt(level, [...words.slice(1), "--help"], onJson);
  const wanted = level.commands.find(({ name }) => name === word);
  if (wanted === undefined) return parseWithoutCommand(level, args, word);
  return "actions" in wanted
    ? parseAt(levelOf(level, wanted), args.toSpliced(args.indexOf(wanted.name), 1), onJson)
    : parseCommand(level, wanted, args, onJson);
}

function levelOf({ typed }: Level, { name, summary, actions }: CommandGroup): Level {
  return {
    typed: `${typed} ${name}`,
    summary,
    epilogue: `${typed} ${name} ACTION --help shows an action's options and examples.`,
    noun: "action",
    commands: actions,
  };
}

async function parseCommand(
  { typed }: Level,
  wanted: CommandEntry,
  args: readonly string[],
  onJson: OnJson,
): Promise<Run | undefined> {
  const command = await wanted.load();
  const usage = `${wanted.name} ${command.positionals}`.trim();
  let run: Run | undefined;
  await base(args, typed, `${typed} ${wanted.name}`)
    .command(
      usage,
      wanted.summary,
      (own) => command.build(own.usage(`${typed} ${usage} [options]\n\n${wanted.summary}`)),
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
  { typed, summary, epilogue, noun, commands }: Level,
  args: readonly string[],
  word: string | undefined,
): Promise<undefined> {
  if (word !== undefined) {
    const where = typed === PROGRAM.typed ? "" : ` of ${typed}`;
    const known = [`the ${noun}s are ${commands.map(({ name }) => name).join(", ")}`];
    if (typed === PROGRAM.typed && args.includes("--help")) {
      known.push(`the topics are ${TOPICS.join(", ")}`);
    }
    throw new CliError("wrong-use", `there is no ${noun} "${word}"${where}`, {
      hint: known.join("; "),
    });
  }
  const parser = base(args.length === 0 ? ["--help"] : args, typed, typed);
  for (const command of commands) parser.command(command.name, command.summary);
  await parser
    .usage(`${typed} ${noun.toUpperCase()} [options]\n\n${summary}`)
    .epilogue(epilogue)
    .parseAsync();
}

/** @param command whose help shows how, if something is wrong. */
function base(args: readonly string[], scriptName: string, command: string): Argv {
  return yargs(withStandardInput(args))
    .scriptName(scriptName)
    .parserConfiguration({ "parse-numbers": false, "parse-positional-numbers": false })
    .strict()
    .options(GLOBAL_OPTIONS)
    .version(args.includes("--version") ? readVersion() : "")
    .wrap(Math.min(LINE_MAX_CHARACTERS, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message, error) => {
      // Its own complaints come as errors, too, when an option lacks its value.
      if (error !== undefined && error.name !== "YError") throw error;
      const { complaint, hint } = inOurWords(message ?? error?.message ?? "", args);
      throw new CliError("wrong-use", complaint, { hint: hint ?? `${command} --help shows how` });
    });
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

const LINE_MAX_CHARACTERS = 100;
