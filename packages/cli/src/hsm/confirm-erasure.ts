import { type HsmContents, HsmError, type HsmStatus, type SmartCardHsm } from "@dkek/hsm";
import { CliError } from "../cli-error.js";
import { canAsk } from "../input/standard-input.js";
import { openPrompter } from "../terminal/prompter.js";
import { Refused } from "../terminal/refused.js";
import { screenText } from "../terminal/screen-text.js";
import { factLines, oneLine } from "./status-text.js";

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
  await prompter.ask(
    "to go on, type the serial number of the HSM; Ctrl-C stops, and nothing is changed",
    (line) => {
      if (line.trim().toUpperCase() === serial.toUpperCase()) return;
      const message = `that is not the serial number of this HSM, which is ${serial}`;
      throw new Refused({ message, hint: "" });
    },
  );
  prompter.say(`serial number ${serial}: typed`);
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
  return [
    `the HSM in reader "${status.reader}":`,
    ...factLines(status),
    ...(status.initialised ? holdings(contents) : []),
    "",
    ...(status.initialised
      ? [
          "Initialising it erases all that is on it, for ever. A key that is in no backup",
          "is lost, and so is a backup whose DKEK shares nobody has any more.",
        ]
      : [
          "It was never initialised: nothing is lost. Its SO-PIN is chosen now, and nothing",
          "replaces it if it is forgotten.",
        ]),
    "",
    "it is to become:",
    `  label         ${label === undefined ? "none" : label}`,
    `  DKEK          ${dkekIntention(dkekShares)}`,
    "",
  ];
}

const KEYS_SHOWN_MAX = 8;

function holdings(contents: HsmContents | undefined): string[] {
  if (contents === undefined) return ["  keys          could not be listed"];
  const { keys, certificates, otherFiles } = contents;
  const named = keys.map(({ label, id }) => label ?? (id === undefined ? "no name" : `ID ${id}`));
  const shown = named.slice(0, KEYS_SHOWN_MAX);
  const more = named.length - shown.length;
  return [
    `  keys          ${named.length === 0 ? "none" : named.length}`,
    ...shown.map((name) => `                - ${name}`),
    ...(more === 0 ? [] : [`                and ${more} more`]),
    `  certificates  ${certificates.length === 0 ? "none" : certificates.length} beside those of the keys`,
    ...(otherFiles.length === 0 ? [] : [`  other files   ${otherFiles.length}`]),
  ];
}

function dkekIntention(shares: number | undefined): string {
  if (shares === undefined) return "none: NO KEY CAN EVER LEAVE IT, not even as a backup";
  if (shares === 0) return "one that nobody else has: backups fit this HSM alone";
  return shares === 1 ? "of 1 DKEK share" : `of ${shares} DKEK shares`;
}
