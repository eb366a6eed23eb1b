import { HsmError } from "@dkek/hsm";
import { chooseReader, findOpenSc, listReaders } from "@dkek/opensc";
import type { Command } from "../../command.js";
import { statusAsJson } from "../../hsm/status-json.js";
import { statusAsText } from "../../hsm/status-text.js";
import { type Found, lookInto } from "../../hsm/survey.js";
import { Options } from "../../input/options.js";
import { progress } from "../../terminal/progress.js";

export const status: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("reader", {
        type: "string",
        requiresArg: true,
        describe: "only this reader: its name, a part of it, or its number (default: all)",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek hsm status", "everything that is plugged in")
      .example("dkek hsm status --reader 0 --json", "one HSM, for a program"),

  prepare: (values) => {
    const options = new Options(values);
    const wanted = options.text("reader");
    const json = options.flag("json");
    return async ({ signal, facts }) => {
      const found = await look(wanted, signal);
      const report = { readers: found.map(statusAsJson) };
      // Beside the error, if there is one.
      Object.assign(facts, report);
      if (!json) process.stdout.write(statusAsText(found));
      requireHsm(found);
      if (json) process.stdout.write(`${JSON.stringify({ ok: true, ...report })}\n`);
    };
  },
};

async function look(wanted: string | undefined, signal: AbortSignal): Promise<readonly Found[]> {
  const programs = await findOpenSc({ signal });
  const all = await listReaders(programs, { signal });
  const readers = wanted === undefined && all.length > 0 ? all : [chooseReader(all, wanted)];
  const found: Found[] = [];
  using shown = progress();
  for (const [place, reader] of readers.entries()) {
    shown.update("asking the readers", place / readers.length);
    found.push(await lookInto(programs, reader, signal));
  }
  return found;
}

/** @throws {HsmError} why an HSM could not be asked; or `no-card`, if there is none at all. */
function requireHsm(found: readonly Found[]): void {
  for (const each of found) if (each.is === "failed") throw each.error;
  if (found.some(({ is }) => is === "hsm")) return;
  throw new HsmError("no-card", "there is no HSM in any reader", {
    hint: "plug in a SmartCard-HSM or Nitrokey HSM 2, and look again",
  });
}
