import { type HsmContents, HsmError, type HsmStatus, type SmartCardHsm } from "@dkek/hsm";
import { oneLine } from "@dkek/words";
import { CliError } from "../cli-error.js";
import { canAsk } from "../input/standard-input.js";
import { openPrompter } from "../terminal/prompter.js";
import { Refused } from "../terminal/refused.js";
import { screenText } from "../terminal/screen-text.js";
import { words } from "../words/spoken.js";
import { factLines } from "./status-text.js";

/** What the HSM is to become, as far as it is shown before. */
export interface Intention {
  readonly dkekShares: number | undefined;
  readonly label: string | undefined;
  /** Serial number of the HSM that may be erased; undefined: it is asked for. */
  readonly erase: string | undefined;
}

/** @throws {CliError} `needs-terminal` where nobody could type the serial number. */
export function requireAnswer(): void {
  if (canAsk()) return;
  throw new CliError(
    "needs-terminal",
    "there is no terminal to ask whether the HSM may be erased",
    { hint: "name the HSM with --erase SERIAL; dkek hsm status shows its serial number" },
  );
}

/**
 * Shows what is on the HSM and what it is to become, and has its serial number typed: nothing that is
 * said here can be taken back.
 *
 * @throws {HsmError} `wrong-hsm`, if another one was named.
 * @throws {Interrupted}
 */
export async function confirmErasure(
  hsm: SmartCardHsm,
  status: HsmStatus,
  intention: Intention,
  signal: AbortSignal,
): Promise<void> {
  const { serial, reader } = status;
  if (intention.erase !== undefined) {
    if (intention.erase === serial) return;
    throw new HsmError("wrong-hsm", `the HSM in reader "${reader}" is ${serial}`, {
      hint: `--erase names ${intention.erase}: put that one in, or name another reader with --reader`,
    });
  }
  show(summary(status, await contentsOf(hsm, status), intention));
  using prompter = openPrompter(signal);
  await prompter.ask(words().erasure.askSerial, (line) => {
    if (line.trim().toUpperCase() === serial.toUpperCase()) return;
    throw new Refused({ message: words().erasure.otherSerial(serial), hint: "" });
  });
  prompter.say(words().erasure.typed(serial));
}

/** Beside the output, as all that is asked. Names are other people's: none may move the cursor. */
function show(lines: readonly string[]): void {
  const { plain } = screenText(process.env);
  process.stderr.write(`${lines.map((line) => plain(oneLine(line))).join("\n")}\n`);
}

/** @returns undefined where the HSM can't list it, which is no reason to keep it. */
async function contentsOf(hsm: SmartCardHsm, status: HsmStatus): Promise<HsmContents | undefined> {
  try {
    return status.initialised ? await hsm.contents() : NOTHING;
  } catch (error) {
    if (error instanceof HsmError && error.code === "unexpected-answer") return undefined;
    throw error;
  }
}

const NOTHING: HsmContents = { keys: [], certificates: [], otherFiles: [] };

function summary(
  status: HsmStatus,
  contents: HsmContents | undefined,
  { label, dkekShares }: Intention,
): string[] {
  const { erasure } = words();
  return [
    erasure.inReader(status.reader),
    ...factLines(status),
    ...(status.initialised ? holdings(contents) : []),
    "",
    ...(status.initialised ? erasure.allIsLost : erasure.nothingIsLost),
    "",
    erasure.toBecome,
    fact(erasure.label, label ?? erasure.none),
    fact("DKEK", erasure.dkek(dkekShares)),
    "",
  ];
}

const FACT_CHARACTERS = 14;

/** As the facts of the status stand. */
function fact(name: string, text: string): string {
  return `  ${name.padEnd(FACT_CHARACTERS)}${text}`;
}

const KEYS_SHOWN_MAX = 8;

function holdings(contents: HsmContents | undefined): string[] {
  const { erasure } = words();
  if (contents === undefined) return [fact(erasure.keys, erasure.keysUnknown)];
  const { keys, certificates, otherFiles } = contents;
  const named = keys.map(
    ({ label, id }) => label ?? (id === undefined ? erasure.noName : `ID ${id}`),
  );
  const shown = named.slice(0, KEYS_SHOWN_MAX);
  const more = named.length - shown.length;
  return [
    fact(erasure.keys, named.length === 0 ? erasure.none : `${named.length}`),
    ...shown.map((name) => fact("", `- ${name}`)),
    ...(more === 0 ? [] : [fact("", erasure.andMore(more))]),
    fact(erasure.certificates, erasure.besideKeys(certificates.length)),
    ...(otherFiles.length === 0 ? [] : [fact(erasure.otherFiles, `${otherFiles.length}`)]),
  ];
}
