// Completion in the real shells, manual pages as a real formatter takes them, topics: all of them from
// what `--help` shows, and never at odds with it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type CommandOutline,
  globalOptions,
  manualPages,
  programName,
  readOutline,
} from "@dkek/cli/outline";
import { describe, expect, test } from "vitest";
import { dkek, run, temporaryFolder } from "../support/program.js";
import { onTerminal } from "../support/pseudo-terminal.js";

const commands = await readOutline();
const issue = { date: "2026-11-26", program: programName() };
const pages = new Map(
  manualPages(commands, globalOptions(), issue).map(({ file, content }) => [file, content]),
);

function optionsOf({ options }: CommandOutline): string[] {
  return [...options, ...globalOptions()].map(({ name }) => `--${name}`);
}

/** A folder with a bit of everything, and the script for a shell in `completion`. */
async function folderFor(shell: string): Promise<string> {
  const cwd = temporaryFolder();
  const { stdout, status } = await dkek(["completion", shell], { cwd });
  expect(status).toBe(0);
  writeFileSync(join(cwd, "completion"), stdout);
  for (const file of [
    "a.pbe",
    "a b.pbe",
    "card-1.txt",
    "scan.png",
    "record.json",
    "key-1.bin",
    "other.odt",
  ]) {
    writeFileSync(join(cwd, file), "");
  }
  mkdirSync(join(cwd, "sets"));
  return cwd;
}

/** What is offered for the last of the words of each line; the shell runs the script, Node is out of reach. */
interface Shell {
  readonly name: string;
  readonly complete: (cwd: string, typed: readonly (readonly string[])[]) => Promise<string[][]>;
}

const END = "-- end --";

const bash: Shell = {
  name: "bash",
  complete: async (cwd, typed) => {
    const each = typed.map((words) =>
      [
        `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}`,
        `_dkek 2>/dev/null; printf "%s\\n" "\${COMPREPLY[@]}" '${END}'`,
      ].join("\n"),
    );
    const script = ["source completion; PATH=/nowhere", ...each].join("\n");
    const { stdout } = await run("bash", ["--norc", "-c", script], { cwd });
    return candidates(stdout);
  },
};

const fish: Shell = {
  name: "fish",
  complete: async (cwd, typed) => {
    const each = typed.map((words) => `complete -C '${words.join(" ")}'; echo '${END}'`);
    const script = ["source completion", ...each].join("\n");
    const { stdout } = await run("fish", ["--no-config", "-c", script], {
      cwd,
      env: { HOME: cwd },
    });
    return candidates(stdout);
  },
};

/** Sorted; without the descriptions of fish, and the slash that some shells put behind a folder. */
function candidates(output: string): string[][] {
  return output
    .split(`${END}\n`)
    .slice(0, -1)
    .map((block) => block.split("\n").filter((line) => line !== ""))
    .map((lines) => lines.map((line) => line.replace(/\t.*/, "").replace(/\/$/, "")).sort());
}

const OFFERED: readonly (readonly [typed: readonly string[], offered: readonly string[]])[] = [
  [["ver"], ["verify"]],
  [["--lang", "de", "ver"], ["verify"]],
  [["hsm", "ba"], ["backup"]],
  [["help", "sche"], ["schemes"]],
  [["help", "hsm", "ba"], ["backup"]],
  [["help", "verify", ""], []],
  [
    ["sheet", "re"],
    ["receipt", "record"],
  ],
  [["sheet", "card", ""], []],
  [["create", "--thr"], ["--threshold"]],
  [["hsm", "init", "--with"], ["--without-dkek"]],
  [["create", "--scheme", "p"], ["p224"]],
  [["hsm", "keygen", "--type", "rsa:40"], ["rsa:4096"]],
  [["doctor", "--accept", "machine", "swa"], ["swap"]],
  [
    ["verify", ""],
    ["a b.pbe", "a.pbe", "sets"],
  ],
  [
    ["verify", "--card", ""],
    ["card-1.txt", "scan.png", "sets"],
  ],
  // Some options take all that follows, in some commands.
  [["verify", "a.pbe", "--card", "card-1.txt", "sc"], ["scan.png"]],
  [["verify", "a.pbe", "--card", "card-1.txt", "--js"], ["--json"]],
  [
    ["import", "--record", "record.json", ""],
    ["a b.pbe", "a.pbe", "sets"],
  ],
  [["import", "--all-readers", "a."], ["a.pbe"]],
  [["create", "--out", "s"], ["sets"]],
];

describe.each([bash, fish])("$name", ({ name, complete }) => {
  test("commands, actions, topics, options and what stands behind them", async () => {
    const cwd = await folderFor(name);
    const typed = OFFERED.map(([words]) => ["dkek", ...words]);
    expect(await complete(cwd, typed)).toEqual(OFFERED.map(([, offered]) => offered));
  });

  test("of every command all options, and no others", async () => {
    const cwd = await folderFor(name);
    const typed = commands.map((command) => ["dkek", ...command.name.split(" "), "--"]);
    expect(await complete(cwd, typed)).toEqual(commands.map((one) => optionsOf(one).sort()));
  });
});

/** What somebody types before TAB, and what appears behind it. */
const AT_A_PROMPT = [
  ["dkek ver", "ify"],
  ["dkek --lang de ver", "ify"],
  ["dkek hsm ba", "ckup"],
  ["dkek help hsm ba", "ckup"],
  ["dkek create --thr", "eshold"],
  ["dkek create --scheme p", "224"],
  ["dkek create --scheme=p", "224"],
  // bash takes words apart at colons, zsh the descriptions of what follows an option.
  ["dkek hsm keygen --type rsa:40", "96"],
  ["dkek verify a.", "pbe"],
  ["dkek verify a.pbe --card card-1.txt sc", "an.png"],
  ["dkek verify a.pbe --card card-1.txt --js", "on"],
  ["dkek hsm restore --pbe a.", "pbe"],
] as const;

test.each([
  ["bash", "exec bash --noprofile --rcfile .rc -i", ".rc", "source completion"],
  [
    "zsh",
    "exec zsh -i",
    ".zshrc",
    "autoload -Uz compinit && compinit -u -d dump && source completion; zstyle ':completion:*' verbose no",
  ],
])("%s, at its own prompt", async (shell, command, file, setUp) => {
  const cwd = await folderFor(shell);
  writeFileSync(join(cwd, file), `${setUp}; PS1='ready> '\n`);
  const terminal = onTerminal(command, cwd, { ZDOTDIR: cwd, HOME: cwd });
  await terminal.sees("ready> ");
  for (const [typed, rest] of AT_A_PROMPT) {
    terminal.type(typed);
    await terminal.sees(typed.slice(-2));
    terminal.type("\t");
    await terminal.sees(rest);
    terminal.type("\u0015");
  }
  terminal.type("exit\r");
  await terminal.ended;
});

test.each(["bash", "zsh", "fish"])("%s finds nothing wrong in its script", async (shell) => {
  const cwd = await folderFor(shell);
  expect(await run(shell, ["-n", "completion"], { cwd })).toMatchObject({ status: 0, stderr: "" });
});

describe("manual pages", () => {
  test("mandoc finds no mistakes in them", async () => {
    const cwd = temporaryFolder();
    for (const [file, content] of pages) writeFileSync(join(cwd, file), content);
    const lint = await run("mandoc", ["-Tlint", "-Wwarning", ...pages.keys()], { cwd });
    expect(lint).toMatchObject({ status: 0, stdout: "" });
  });

  test("of every command all options of its --help, and no others", async () => {
    const cwd = temporaryFolder();
    const seen = commands.map(async (command) => {
      const { name } = command;
      const words = name.split(" ");
      const { stdout: help } = await dkek([...words, "--help"], { cwd });
      const file = `dkek-${words.join("-")}.1`;
      writeFileSync(join(cwd, file), pages.get(file) ?? "");
      const { stdout: page } = await run("mandoc", ["-Tutf8", file], { cwd });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: bold is printed over itself
      const plain = page.replace(/.\u0008/g, "");
      return {
        name,
        // Examples begin with the program.
        inHelp: listed(help, /^ +(--[a-z0-9-]+)/gm),
        onPage: listed(plain, /^ {7}(--[a-z0-9-]+)/gm),
        titles: TITLES.filter((title) => new RegExp(`^${title}$`, "m").test(plain)),
      };
    });
    expect(await Promise.all(seen)).toEqual(
      commands.map((command) => {
        const options = optionsOf(command).sort();
        return { name: command.name, inHelp: options, onPage: options, titles: TITLES };
      }),
    );
  });
});

const TITLES = [
  "NAME",
  "SYNOPSIS",
  "DESCRIPTION",
  "OPTIONS",
  "EXAMPLES",
  "EXIT STATUS",
  "SEE ALSO",
];

function listed(text: string, option: RegExp): string[] {
  return [...new Set([...text.matchAll(option)].map(([, name = ""]) => name))].sort();
}

describe("help", () => {
  test("a topic, in the language that is asked for", async () => {
    const cwd = temporaryFolder();
    const english = await dkek(["help", "stock-tool"], { cwd, env: { LANG: "C.UTF-8" } });
    expect(english.stdout).toMatch(/card\s10\sis\sa,\scard\s11\sis\sb/);
    const german = await dkek(["help", "stock-tool", "--lang", "de"], { cwd });
    expect(german.stdout).toMatch(/Karte\s10\sist\sa,\sKarte\s11\sist\sb/);
    const ascii = await dkek(["help", "cards", "--lang", "de"], { cwd, env: { LC_ALL: "C" } });
    expect(ascii.stdout).toMatch(/"Prime",\sauf\sallen\sKarten\seines\sSatzes\sgleich/);
    expect(ascii.stdout).toMatch(/^[\n -~]*$/);
    const { stdout } = await dkek(["help"], { cwd });
    expect(stdout).toContain("dkek help TOPIC explains: ceremony, cards, record");
    expect((await dkek(["help", "verify"], { cwd })).stdout).toContain("--backup");
    // A command's name is not a topic's.
    expect((await dkek(["help", "import"], { cwd })).stdout).toContain("--all-readers");
    const nothing = await dkek(["help", "nothing"], { cwd });
    expect(nothing).toMatchObject({ status: 2 });
    expect(nothing.stderr).toMatch(/the commands are create, .*; the topics are ceremony, /);
  });
});
