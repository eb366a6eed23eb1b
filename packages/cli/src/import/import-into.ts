import { planImport } from "@dkek/ceremony";
import type { Kcv } from "@dkek/dkek-file";
import { HsmError, type HsmErrorCode, type HsmStatus } from "@dkek/hsm";
import { type Connection, connect } from "../hsm/connect.js";
import type { Target } from "./choose-hsms.js";
import type { OpenSet, OpenSets } from "./open-sets.js";
import type { Outcome } from "./outcome.js";

/** What the operator says of the HSMs. */
export interface OperatorKnowledge {
  readonly expectedKcv: Kcv | undefined;
  readonly again: boolean;
}

/** An HSM that is connected, and what is to go into it. Nothing was sent yet. */
export interface PreparedImport {
  readonly connection: Connection;
  readonly status: HsmStatus;
  /** The one that is meant. */
  readonly serial: string;
  readonly send: readonly OpenSet[];
  readonly alreadyIn: readonly OpenSet[];
  readonly predicted: Kcv | undefined;
}

/** An HSM that nothing will go into. */
export interface Unprepared {
  readonly status: HsmStatus | undefined;
  readonly error: unknown;
}

/**
 * Connects to an HSM and decides what may go into it.
 *
 * @returns what is in the way, where something is.
 */
export async function prepareImport(
  { place, serial: meant }: Target,
  open: OpenSets,
  said: OperatorKnowledge,
  signal: AbortSignal,
): Promise<PreparedImport | Unprepared> {
  let connection: Connection | undefined;
  let status: HsmStatus | undefined;
  try {
    connection = await connect(place, signal);
    status = await connection.hsm.status();
    const serial = meant ?? status.serial;
    return { connection, status, serial, ...whatToSend(status, serial, open, said) };
  } catch (error) {
    await connection?.[Symbol.asyncDispose]();
    return { status, error };
  }
}

type Plan = Pick<PreparedImport, "send" | "alreadyIn" | "predicted">;

/** @throws {CeremonyError} see planImport. */
function whatToSend(
  status: HsmStatus,
  meant: string,
  { sets, kcvTogether }: OpenSets,
  said: OperatorKnowledge,
): Plan {
  const { serial, dkek } = status;
  // Another HSM, or one that waits for no share, refuses by itself, and says why.
  if (dkek.state !== "pending" || serial !== meant) {
    return { send: sets, alreadyIn: [], predicted: undefined };
  }
  const shares = sets.map(({ opened, file }) => ({
    kcv: opened.kcv,
    record: file.recordFile?.record,
  }));
  const { send, predicted } = planImport(
    { serial, total: dkek.total, missing: dkek.missing },
    { shares, kcvTogether, ...said },
  );
  return {
    send: sets.filter((_, place) => send.includes(place)),
    alreadyIn: sets.filter((_, place) => !send.includes(place)),
    predicted,
  };
}

/** What an HSM is refused for before a share is sent to it: it is as it was read. */
const NOTHING_SENT: ReadonlySet<HsmErrorCode> = new Set([
  "bad-option",
  "wrong-hsm",
  "not-initialised",
  "no-dkek-set-up",
  "dkek-complete",
]);

/** Sends the DKEK shares, one after the other, and stops at the first that does not go well. */
export async function sendShares(prepared: PreparedImport): Promise<Outcome> {
  const { connection, serial, send, alreadyIn, predicted } = prepared;
  const { hsm } = connection;
  const imported: OpenSet[] = [];
  let { status } = prepared;
  const outcome = (): Omit<Outcome, "error"> => ({
    reader: hsm.reader,
    serial,
    imported,
    alreadyIn,
    status,
    predicted,
  });
  try {
    for (const set of send) {
      const kcv = predicted === undefined ? {} : { kcv: predicted };
      status = await hsm.importDkekShare(set.opened.share, { serial, ...kcv });
      imported.push(set);
    }
    return outcome();
  } catch (error) {
    const isAsRead = error instanceof HsmError && NOTHING_SENT.has(error.code);
    return { ...outcome(), ...(isAsRead ? {} : { status: undefined }), error };
  }
}
