import { commitmentsFingerprint, headOf, type SetRecord, totalNow } from "@dkek/ceremony";
import { INK } from "../../page/ink.js";
import type { Pen } from "../../page/pen.js";
import type { Block } from "../flow.js";
import type { Area } from "../frame.js";
import { grouped } from "../grouped.js";
import { dayOf, type SheetOptions } from "../sheet-options.js";
import { timeWords } from "./event-words.js";

const NAME_MM = 38;
const VALUE_SIZE = 7.5;
const HINT = { size: 6.5, color: INK.grey };
const LINE_MM = 5;
const HINT_MM = 3.1;

interface Fact {
  readonly name: string;
  readonly value: string;
  /** What it is, or how to compute it again. */
  readonly hint?: string;
}

/** Everything that tells this set from any other, and how to check it. */
export function facts(record: SetRecord, options: SheetOptions, { left, width }: Area): Block[] {
  return factsOf(record, options).map(({ name, value, hint }) => {
    const height = LINE_MM + (hint === undefined ? 0 : HINT_MM);
    return {
      height,
      draw: (pen: Pen, y: number) => {
        const baseline = y + 3.4;
        pen.text(name, left, baseline, { size: 7, color: INK.grey });
        pen.text(value, left + NAME_MM, baseline, { font: "digits", size: VALUE_SIZE });
        if (hint !== undefined) pen.text(hint, left + NAME_MM, baseline + HINT_MM, HINT);
        pen.line(left, y + height, left + width, y + height, 0.15, INK.band);
      },
    };
  });
}

function factsOf(record: SetRecord, { date, program }: SheetOptions): Fact[] {
  const { setId, dkekShare } = record.set;
  return [
    {
      name: "Set ID",
      value: grouped(setId),
      hint: "the SHA-256 of the .pbe file: sha256sum FILE.pbe",
    },
    { name: "DKEK share", value: `${dkekShare.index} of ${dkekShare.of}` },
    {
      name: dkekShare.of === 1 ? "Key check value (KCV)" : "KCV of this DKEK share",
      value: dkekShare.kcv,
      hint:
        dkekShare.of === 1
          ? "in capitals, as the HSM and sc-hsm-tool show it"
          : "in capitals, as sc-hsm-tool shows it on import; not the KCV of the DKEK, which takes all shares",
    },
    ...sharingFacts(record),
    {
      name: "Chain of events",
      value: chainWords(record),
    },
    {
      name: "Head of the chain",
      value: grouped(headOf(record)),
      hint: "of the events up to the last one below: every later event changes it",
    },
    { name: "Printed", value: `${dayOf(date)}, ${program}` },
  ];
}

/** How many events, and from when to when. */
function chainWords({ events }: SetRecord): string {
  const [first, last] = [events[0], events.at(-1)].map((event) => timeWords(event?.at ?? ""));
  return events.length === 1
    ? `1, at ${first} UTC`
    : `${events.length}, from ${first} to ${last} UTC`;
}

function sharingFacts(record: SetRecord): Fact[] {
  const { sharing } = record.set;
  if (sharing === undefined) {
    return [{ name: "Password", value: "chosen by people: there are no cards" }];
  }
  const { scheme, prime, threshold, total } = sharing;
  const now = totalNow(record);
  const proofs =
    scheme === "p224"
      ? `${sharing.commitments.length} commitments`
      : `${sharing.cardHashes.length} card hashes`;
  return [
    { name: "Scheme", value: scheme },
    {
      name: "Cards",
      value: `${total}${now === total ? "" : ` at first, ${now} now`}; any ${threshold} restore`,
    },
    { name: "Prime", value: grouped(prime) },
    {
      name: "Commitments’ fingerprint",
      value: grouped(commitmentsFingerprint(sharing)),
      hint: `the SHA-256 of the ${proofs} in the record, joined`,
    },
  ];
}
