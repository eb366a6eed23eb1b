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
  for (const file of ["a.pbe", "card-1.txt", "scan.png", "record.json", "key-1.bin", "other.odt"]) {
    writeFileSync(join(cwd, file), "");
  }
  mkdirSync(join(cwd, "sets"));
  return cwd;
}

/** What is offered for the last of some words; the shell runs the script, and Node is out of reach. */
interface Shell {
  readonly name: string;
  readonly complete: (cwd: string, words: readonly string[]) => Promise<string[]>;
}

const bash: Shell = {
  name: "bash",
  complete: async (cwd, words) => {
    const script = [
      "source completion; PATH=/nowhere",
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: bash's own
      '_dkek 2>/dev/null; printf "%s\\n" "${COMPREPLY[@]}"',
    ];
    const { stdout } = await run("bash", ["--norc", "-c", script.join("\n")], { cwd });
    return lines(stdout);
  },
};

const fish: Shell = {
  name: "fish",
  complete: async (cwd, words) => {
    const line = `source completion; complete -C '${words.join(" ")}'`;
    const { stdout } = await run("fish", ["--no-config", "-c", line], { cwd, env: { HOME: cwd } });
    return lines(stdout).map((candidate) => candidate.split("\t")[0] ?? "");
  },
};

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

describe.each([bash, fish])("$name", ({ name, complete }) => {
  test("commands, actions, topics, options and what stands behind them", async () => {
    const cwd = await folderFor(name);
    const offered = async (...words: string[]): Promise<string[]> =>
      (await complete(cwd, ["dkek", ...words])).map((word) => word.replace(/\/$/, "")).sort();
    expect(await offered("ver")).toEqual(["verify"]);
    expect(await offered("hsm", "ba")).toEqual(["backup"]);
    expect(await offered("help", "sche")).toEqual(["schemes"]);
    expect(await offered("sheet", "re")).toEqual(["receipt", "record"]);
    expect(await offered("create", "--thr")).toEqual(["--threshold"]);
    expect(await offered("hsm", "init", "--with")).toEqual(["--without-dkek"]);
    expect(await offered("create", "--scheme", "p")).toEqual(["p224"]);
    expect(await offered("hsm", "keygen", "--type", "rsa:40")).toEqual(["rsa:4096"]);
    expect(await offered("verify", "")).toEqual(["a.pbe", "sets"]);
    expect(await offered("verify", "--card", "")).toEqual(["card-1.txt", "scan.png", "sets"]);
    expect(await offered("create", "--out", "s")).toEqual(["sets"]);
    for (const command of commands) {
      const own = await offered(...command.name.split(" "), "--");
      expect(own).toEqual(optionsOf(command).sort());
    }
  });
});

test("bash: of what takes several, each; what is only a switch takes nothing", async () => {
  const cwd = await folderFor("bash");
  const offered = (...words: string[]): Promise<string[]> => bash.complete(cwd, ["dkek", ...words]);
  expect(await offered("verify", "--card", "card-1.txt", "sc")).toEqual(["scan.png"]);
  expect(await offered("import", "--all-readers", "a")).toEqual(["a.pbe"]);
});

test("zsh: commands, options and files, at its own prompt", async () => {
  const cwd = await folderFor("zsh");
  const setUp = "autoload -Uz compinit && compinit -u -d dump && source completion";
  const styles = "zstyle ':completion:*' verbose no; PS1='ready> '";
  writeFileSync(join(cwd, ".zshrc"), `${setUp}; ${styles}\n`);
  const terminal = onTerminal("exec zsh -i", cwd, { ZDOTDIR: cwd, HOME: cwd });
  await terminal.sees("ready> ");
  for (const [typed, rest] of [
    ["dkek ver", "ify"],
    ["dkek hsm ba", "ckup"],
    ["dkek create --thr", "eshold"],
    ["dkek create --scheme p", "224"],
    ["dkek verify a", ".pbe"],
    ["dkek hsm restore --pbe a", ".pbe"],
  ] as const) {
    terminal.type(`${typed}\t`);
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

  test.each(commands.map((command) => [command.name, command] as const))(
    "dkek %s: the options of --help, and no others",
    async (name, command) => {
      const cwd = temporaryFolder();
      const words = name.split(" ");
      const { stdout: help } = await dkek([...words, "--help"], { cwd });
      const shown = help.match(/^ +--[a-z0-9-]+/gm)?.map((option) => option.trim()) ?? [];
      // Examples begin with the program.
      expect([...new Set(shown)].sort()).toEqual(optionsOf(command).sort());
      const file = `dkek-${words.join("-")}.1`;
      writeFileSync(join(cwd, file), pages.get(file) ?? "");
      const { stdout: page } = await run("mandoc", ["-Tutf8", file], { cwd });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: bold is printed over itself
      const plain = page.replace(/.\u0008/g, "");
      const onPage = plain.match(/^ {7}--[a-z0-9-]+/gm)?.map((option) => option.trim()) ?? [];
      expect(onPage.sort()).toEqual(optionsOf(command).sort());
      for (const title of ["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES", "EXIT STATUS", "SEE ALSO"]) {
        expect(plain).toMatch(new RegExp(`^${title}$`, "m"));
      }
    },
  );
});

describe("help", () => {
  test("a topic, in the language that is asked for", async () => {
    const cwd = temporaryFolder();
    const english = await dkek(["help", "stock-tool"], { cwd, env: { LANG: "C.UTF-8" } });
    expect(english.stdout).toMatch(/card\s10\sis\sa,\scard\s11\sis\sb/);
    const german = await dkek(["help", "stock-tool", "--lang", "de"], { cwd });
    expect(german.stdout).toMatch(/Karte\s10\sist\sa,\sKarte\s11\sist\sb/);
    const { stdout } = await dkek(["help"], { cwd });
    expect(stdout).toContain("dkek help TOPIC explains: ceremony, cards, record");
    expect((await dkek(["help", "verify"], { cwd })).stdout).toContain("--backup");
    expect(await dkek(["help", "nothing"], { cwd })).toMatchObject({ status: 2 });
  });
});
