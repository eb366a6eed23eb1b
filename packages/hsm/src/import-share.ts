import { type Kcv, kcvOf } from "@dkek/dkek-file";
import type { SecretBytes } from "@dkek/foundation";
import type { ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { importShare } from "./commands.js";
import { ZERO_DKEK_KCV } from "./dkek-status.js";
import { HsmError } from "./hsm-error.js";
import { demandMeant } from "./meant.js";
import { OK, readStatus, unexpected } from "./read-status.js";
import type { DkekStatus, HsmStatus } from "./status.js";
import { initialiseCommand, statusCommand } from "./stock-commands.js";

const SHARE_LENGTH = 32;

/** What the caller knows beforehand; whatever is given is held to. */
export interface ImportExpectation {
  /** Of the HSM that is meant: any other is not touched. */
  readonly serial?: string;
  /** Of the whole DKEK, compared once the last share is in. */
  readonly kcv?: Kcv;
}

type PendingDkek = Extract<DkekStatus, { state: "pending" }>;
type CompleteDkek = Extract<DkekStatus, { state: "complete" }>;

/**
 * Imports one DKEK share (32 bytes), and believes only the status read back afterwards.
 *
 * The applet is not selected again between the look at the serial number and the import, and a card
 * that was just plugged in has no applet selected: an exchanged HSM can't take the share.
 *
 * @returns the status afterwards: one share fewer is missing, and where none is, the KCV is the
 *   expected one or not told by this card (undefined).
 * @throws {HsmError} before anything was sent: `bad-option`, `wrong-hsm`, `not-initialised`,
 *   `no-dkek-set-up`, `dkek-complete`; afterwards: `wrong-hsm`, `unexpected-answer`,
 *   `count-mismatch`, `kcv-mismatch`, `repeated-share`; and what the channel throws. Where it
 *   is not known whether the share was taken, the hint says so: the same share twice cancels out.
 */
export async function importDkekShare(
  channel: ApduChannel,
  share: SecretBytes,
  expectation: ImportExpectation = {},
): Promise<HsmStatus> {
  if (share.length !== SHARE_LENGTH) {
    throw new HsmError("bad-option", `a DKEK share of ${share.length} bytes`, {
      hint: `it has ${SHARE_LENGTH} bytes`,
    });
  }
  const before = await readStatus(channel);
  const pending = demandPending(before, expectation);
  const answer = await sendShare(channel, share, pending);
  const after = await statusAfterwards(channel, pending);
  compare(before.serial, pending, answer, after);
  if (after.dkek.state === "complete") checkKcv(after, after.dkek, share, expectation.kcv);
  return after;
}

function demandPending(status: HsmStatus, expectation: ImportExpectation): PendingDkek {
  const { serial, reader, dkek } = status;
  demandMeant(status, expectation.serial);
  if (!status.initialised) {
    throw new HsmError("not-initialised", `HSM ${serial} was never initialised`, {
      hint: `initialise it for its N DKEK shares first: ${initialiseCommand(reader, "N")}`,
    });
  }
  switch (dkek.state) {
    case "none":
      throw new HsmError("no-dkek-set-up", `HSM ${serial} was initialised without DKEK shares`, {
        hint: `initialise it again for its N DKEK shares, which erases everything in it: ${initialiseCommand(reader, "N")}`,
      });
    case "complete":
      throw new HsmError("dkek-complete", `the DKEK of HSM ${serial} is complete already`, {
        hint: `compare its KCV (${dkek.kcv ?? "it shows it after a login"}): if it is the right one nothing is left to do; otherwise only initialising it again helps, which erases everything in it: ${initialiseCommand(reader, dkek.total)}`,
      });
    case "pending":
      return dkek;
  }
}

async function sendShare(
  channel: ApduChannel,
  share: SecretBytes,
  pending: PendingDkek,
): Promise<ResponseApdu> {
  try {
    return await channel.transmit(importShare(share.expose()));
  } catch (error) {
    if (!(error instanceof HsmError)) throw error;
    throw new HsmError(
      error.code,
      `${error.message}, and it is not known whether the HSM took the DKEK share`,
      {
        hint: lookFirst(channel.reader, pending),
        cause: error,
      },
    );
  }
}

async function statusAfterwards(channel: ApduChannel, pending: PendingDkek): Promise<HsmStatus> {
  try {
    return await readStatus(channel);
  } catch (error) {
    if (!(error instanceof HsmError)) throw error;
    throw new HsmError(
      error.code,
      `the DKEK share was sent, but the status can't be read afterwards: ${error.message}`,
      { hint: lookFirst(channel.reader, pending), cause: error },
    );
  }
}

/** The hint once a share was sent: whoever just tries again may cancel it out. */
function lookFirst(reader: string, { missing }: PendingDkek): string {
  const still = missing === 1 ? "1 DKEK share is" : `${missing} DKEK shares are`;
  return `look at its status before anything else: ${statusCommand(reader)}. Only if it says that still ${still} missing, import this one again: twice the same cancels out`;
}

function compare(
  serial: string,
  before: PendingDkek,
  answer: ResponseApdu,
  after: HsmStatus,
): void {
  if (after.serial !== serial) {
    throw new HsmError(
      "wrong-hsm",
      `HSM ${serial} was exchanged for ${after.serial} while a DKEK share was on its way`,
      { hint: `look at the status of both before anything else: ${statusCommand(after.reader)}` },
    );
  }
  const { dkek, reader } = after;
  const missing = dkek.state === "pending" ? dkek.missing : 0;
  const counted =
    dkek.state !== "none" && dkek.total === before.total && missing === before.missing - 1;
  if (answer.sw !== OK) {
    const what = counted ? "a DKEK share, though it took it," : "a DKEK share";
    throw unexpected(what, answer, lookFirst(reader, before));
  }
  if (!counted) {
    throw new HsmError(
      "count-mismatch",
      `of ${before.total} DKEK shares ${before.missing} were missing, and after one was imported the HSM says: ${describe(dkek)}`,
      {
        hint: `do not rely on this DKEK: initialise the HSM again, which erases everything in it, and import all shares: ${initialiseCommand(reader, before.total)}`,
      },
    );
  }
}

/**
 * Two of the same share make zeros of each other, so a DKEK of nothing but repeated shares is all
 * zeros (an even number) or that share alone (an odd one).
 */
function checkKcv(
  { reader }: HsmStatus,
  { total, kcv: shown }: CompleteDkek,
  share: SecretBytes,
  expected: Kcv | undefined,
): void {
  const again = `initialise the HSM again, which erases everything in it: ${initialiseCommand(reader, total)}`;
  if (shown === ZERO_DKEK_KCV) {
    throw new HsmError(
      "repeated-share",
      "the DKEK is all zeros: the same DKEK share was imported more than once, and cancelled itself out",
      { hint: `${again}; then import each share once` },
    );
  }
  if (total > 1 && shown === kcvOf(share)) {
    throw new HsmError(
      "repeated-share",
      `the DKEK is this DKEK share alone, though it should be made of ${total}: the same share was imported more than once, and cancelled itself out`,
      { hint: `${again}; then import each share once` },
    );
  }
  if (shown === undefined || expected === undefined || shown === expected) return;
  throw new HsmError("kcv-mismatch", `the HSM shows KCV ${shown}, not ${expected}`, {
    hint: `one of the DKEK shares was another one: ${again}; then import the right ones`,
  });
}

function describe(dkek: DkekStatus): string {
  switch (dkek.state) {
    case "none":
      return "no DKEK shares";
    case "pending":
      return `${dkek.missing} of ${dkek.total} missing`;
    case "complete":
      return `all ${dkek.total} there`;
  }
}
