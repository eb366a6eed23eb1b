import type { Kcv, PbeFile } from "@dkek/dkek-file";
import type { KeyBackup } from "@dkek/dkek-file/key-backup";
import type { SecretBytes } from "@dkek/foundation";
import type { Card } from "../card.js";
import type { SetRecord } from "../record/record.js";
import { type SetId, setIdOf } from "../set-id.js";

/** Something to audit, by the name that the auditor knows it by. */
export interface Named<Thing> {
  readonly name: string;
  readonly it: Thing;
}

/** Everything that an auditor has. Any part may be missing. */
export interface Material {
  readonly pbes: readonly Named<PbeFile>[];
  readonly records: readonly Named<SetRecord>[];
  readonly cards: readonly Named<Card>[];
  readonly backups: readonly Named<KeyBackup>[];
  /** Instead of cards, for the only `.pbe`. */
  readonly password?: SecretBytes;
  /** KCV of the whole DKEK, from elsewhere: as the HSM shows it, or from paper. */
  readonly kcv?: Kcv;
}

/** What there is of one set: its `.pbe`, its record, cards of it. */
export interface SetMaterial {
  readonly setId: SetId;
  readonly pbe: Named<PbeFile> | undefined;
  /** Of several copies, the one that tells most. */
  readonly record: Named<SetRecord> | undefined;
  readonly cards: readonly Named<Card>[];
}

/** Puts `.pbe` files and records together; the cards are still to be dealt out. */
export function setsOf({ pbes, records }: Pick<Material, "pbes" | "records">): SetMaterial[] {
  const longestFirst = records.toSorted((a, b) => b.it.events.length - a.it.events.length);
  const ids = new Set([
    ...pbes.map(({ it }) => setIdOf(it.bytes)),
    ...records.map(({ it }) => it.set.setId),
  ]);
  return [...ids].map((setId) => ({
    setId,
    pbe: pbes.find(({ it }) => setIdOf(it.bytes) === setId),
    record: longestFirst.find(({ it }) => it.set.setId === setId),
    cards: [],
  }));
}
