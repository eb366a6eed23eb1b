import { HsmError, type HsmStatus } from "@dkek/hsm";
import type { Place } from "../hsm/connect.js";
import type { HsmChoice } from "./settings.js";

/** An HSM that DKEK shares are to go into. */
export interface Target {
  readonly place: Place;
  /** Any other HSM in that reader is not touched; undefined: whichever is in it. */
  readonly serial: string | undefined;
}

/** A card that was found, and what it says of itself or why it does not. */
export type SeenCard = { readonly place: Place } & (
  | { readonly status: HsmStatus; readonly error?: undefined }
  | { readonly error: HsmError; readonly status?: undefined }
);

/** A card that nothing is to go into. */
export interface SkippedCard {
  readonly card: SeenCard;
  /** The words after "skipped: ". */
  readonly why: string;
}

export interface ChosenHsms {
  /** At least one. */
  readonly targets: readonly Target[];
  /** Meant, or perhaps meant, but they can't be read. */
  readonly unreadable: readonly (SeenCard & { readonly error: HsmError })[];
  readonly skipped: readonly SkippedCard[];
}

/**
 * Chooses among the cards that were found.
 *
 * @throws {HsmError} `hsm-not-found` for a serial number that none has; `none-waiting` where there is
 * nothing that a DKEK share could go into.
 */
export function chooseHsms(
  seen: readonly SeenCard[],
  choice: Exclude<HsmChoice, { by: "reader" }>,
): ChosenHsms {
  return choice.by === "serial" ? bySerial(seen, choice.serials) : allWaiting(seen);
}

/** Whether a named HSM waits for a share is for the import to find: if it does not, that is a failure. */
function bySerial(seen: readonly SeenCard[], serials: readonly string[]): ChosenHsms {
  const targets = serials.map((serial) => {
    const found = seen.find(({ status }) => status?.serial.toUpperCase() === serial);
    if (found?.status === undefined) throw notFound(serial, seen);
    return { place: found.place, serial: found.status.serial };
  });
  return { targets, unreadable: [], skipped: [] };
}

function notFound(serial: string, seen: readonly SeenCard[]): HsmError {
  const there = seen.map(({ status, place, error }) =>
    status === undefined
      ? `one in reader "${place.reader.name}" that can't be read (${error.message})`
      : status.serial,
  );
  return new HsmError(
    "hsm-not-found",
    `no HSM ${serial} is plugged in; found: ${there.join(", ")}`,
    {
      hint: "nothing was sent to any HSM; plug it in, or correct the serial number",
    },
  );
}

function allWaiting(seen: readonly SeenCard[]): ChosenHsms {
  const targets: Target[] = [];
  const unreadable: (SeenCard & { readonly error: HsmError })[] = [];
  const skipped: SkippedCard[] = [];
  for (const card of seen) {
    const why = whyNot(card);
    if (why !== undefined) skipped.push({ card, why });
    else if (card.error !== undefined) unreadable.push(card);
    else targets.push({ place: card.place, serial: card.status.serial });
  }
  if (targets.length > 0) return { targets, unreadable, skipped };
  const [first] = unreadable;
  if (first !== undefined) throw first.error;
  throw new HsmError("none-waiting", "no HSM here waits for a DKEK share", {
    hint: "nothing was sent; initialise those that are meant for their DKEK shares, which erases them",
  });
}

/** Why nothing can go into it; undefined: something can, or it could not be read. */
function whyNot({ status, error }: SeenCard): string | undefined {
  if (error !== undefined) {
    return error.code === "not-a-smartcard-hsm" ? "not a SmartCard-HSM" : undefined;
  }
  if (!status.initialised) return "not initialised";
  switch (status.dkek.state) {
    case "none":
      return "initialised without DKEK shares";
    case "complete":
      return `its DKEK is complete, KCV ${status.dkek.kcv ?? "not shown before login"}`;
    case "pending":
      return undefined;
  }
}
