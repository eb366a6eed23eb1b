// What the pages tell people to type: every command exists, and knows every option that stands behind it.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { dkek } from "../support/program.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PAGES = ["README.md", ...readdirSync(`${ROOT}docs`).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith(".md"),
);

interface Call {
  /** Such as `hsm init`. */
  readonly command: string;
  readonly options: readonly string[];
}

/** Calls of dkek in code: in lines of their own, or between backquotes. */
function callsOn(page: string): Call[] {
  const text = readFileSync(`${ROOT}${page}`, "utf8");
  const code = [...text.matchAll(/`((?:npx )?dkek [^`]+)`|^(?: +|\$ )((?:npx )?dkek [^\n]+)$/gm)];
  // The mark on each sheet names its layout, and calls nothing.
  const calls = code.filter(([all]) => !/ v\d+`$/.test(all));
  return calls.map(([, inline, line]) => {
    const words = (inline ?? line ?? "")
      .replace(/\s+/g, " ")
      .split(" ")
      .filter((word) => word !== "npx");
    const [, command = "", action = ""] = words;
    const options = words
      .filter((word) => /^--[a-z]/.test(word))
      .map((word) => word.split("=")[0] ?? "");
    return {
      command: command === "hsm" && /^[a-z]/.test(action) ? `hsm ${action}` : command,
      options,
    };
  });
}

const calls = PAGES.flatMap(callsOn).filter(({ command }) => /^[a-z]/.test(command));
const commands = [...new Set(calls.map(({ command }) => command))].sort();

test("the search finds what it is for", () => {
  expect(commands).toEqual(
    expect.arrayContaining(["create", "doctor", "hsm init", "import", "verify"]),
  );
  expect(calls.flatMap(({ options }) => options).length).toBeGreaterThan(50);
});

test.each(commands)("dkek %s", async (command) => {
  const help = await dkek([...command.split(" "), "--help"], { cwd: ROOT });
  expect(help).toMatchObject({ status: 0 });
  const known: readonly string[] = help.stdout.match(/--[a-z][a-z0-9-]*/g) ?? [];
  const used = calls.filter((call) => call.command === command).flatMap(({ options }) => options);
  expect(used.filter((option) => !known.includes(option))).toEqual([]);
});
