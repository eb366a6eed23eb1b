import type { Kcv } from "@dkek/dkek-file";
import type { SecretBytes } from "@dkek/foundation";
import type { ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { importShare } from "./commands.js";
import { ZERO_DKEK_KCV } from "./dkek-status.js";
import { HsmError } from "./hsm-error.js";
import { OK, readStatus, unexpected } from "./read-status.js";
import type { DkekStatus, HsmStatus } from "./status.js";

const SHARE_LENGTH = 32;

/** What the caller knows beforehand; whatever is given is held to. */
export interface ImportExpectation {
  /** Of the HSM that is meant: any other is not touched. */
  readonly serial?: string;
  /** Of the whole DKEK, compared once the last share is in. */
  readonly kcv?: Kcv;
}

type PendingDkek = Extract<DkekStatus, { state: "pending" }>;

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
 *   `count-mismatch`, `kcv-mismatch`, `zero-dkek`; and what the channel throws.
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
  const after = await readStatus(channel);
  compare(before.serial, pending, answer, after);
  if (after.dkek.state === "complete") checkKcv(after.dkek.kcv, expectation.kcv);
  return after;
}

function demandPending(status: HsmStatus, expectation: ImportExpectation): PendingDkek {
  const { serial, reader, dkek } = status;
  if (expectation.serial !== undefined && expectation.serial !== serial) {
    throw new HsmError(
      "wrong-hsm",
      `the HSM in reader "${reader}" is ${serial}, not ${expectation.serial}`,
      { hint: "put in the right one, or name another reader" },
    );
  }
  if (!status.initialised) {
    throw new HsmError("not-initialised", `HSM ${serial} was never initialised`, {
      hint: "initialise it with the number of DKEK shares first",
    });
  }
  switch (dkek.state) {
    case "none":
      throw new HsmError("no-dkek-set-up", `HSM ${serial} was initialised without DKEK shares`, {
        hint: "initialise it again with the number of DKEK shares; that erases its keys",
      });
    case "complete":
      throw new HsmError("dkek-complete", `the DKEK of HSM ${serial} is complete already`, {
        hint: "compare its KCV: if it is the right one nothing is left to do, otherwise only initialising it again helps, and erases its keys",
      });
    case "pending":
      return dkek;
  }
}

async function sendShare(
  channel: ApduChannel,
  share: SecretBytes,
  { missing }: PendingDkek,
): Promise<ResponseApdu> {
  try {
    return await channel.transmit(importShare(share.expose()));
  } catch (error) {
    if (!(error instanceof HsmError)) throw error;
    throw new HsmError(
      error.code,
      `${error.message}, and it is not known whether the HSM took the DKEK share`,
      {
        hint: `look at its status: only if still ${missing} DKEK share${missing === 1 ? " is" : "s are"} missing, import this one again (twice the same cancels out)`,
        cause: error,
      },
    );
  }
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
      { hint: "look at the status of both before anything else" },
    );
  }
  const { dkek } = after;
  const missing = dkek.state === "pending" ? dkek.missing : 0;
  const counted =
    dkek.state !== "none" && dkek.total === before.total && missing === before.missing - 1;
  if (answer.sw !== OK)
    throw unexpected(counted ? "a DKEK share, though it took it," : "a DKEK share", answer);
  if (!counted) {
    throw new HsmError(
      "count-mismatch",
      `of ${before.total} DKEK shares ${before.missing} were missing, and after one was imported the HSM says: ${describe(dkek)}`,
      { hint: "do not rely on this DKEK: initialise the HSM again and import all shares" },
    );
  }
}

function checkKcv(shown: Kcv | undefined, expected: Kcv | undefined): void {
  if (shown === ZERO_DKEK_KCV) {
    throw new HsmError(
      "zero-dkek",
      "the DKEK is all zeros: the same DKEK share was imported twice, and cancelled itself out",
      { hint: "initialise the HSM again, and import each share once" },
    );
  }
  if (shown === undefined || expected === undefined || shown === expected) return;
  throw new HsmError("kcv-mismatch", `the HSM shows KCV ${shown}, not ${expected}`, {
    hint: "one of the DKEK shares was another one: initialise the HSM again, and import the right ones",
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
