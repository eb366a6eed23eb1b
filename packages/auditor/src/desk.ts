import {
  type CardEntry,
  compareWithReport,
  type EntryKnown,
  type Finding,
  latestCards,
  type Material,
  objectionTo,
  parsePrime,
  setIdOf,
  setPrefix,
  startEntry,
  takeCard,
  wipeCard,
} from "@dkek/ceremony";
import type { Kcv } from "@dkek/dkek-file";
import type { DkekError, SecretBytes } from "@dkek/foundation";
import type { Recognised } from "./recognise.js";

/** Something that lies on the desk, by a name that nothing else there has. */
export interface Item {
  readonly name: string;
  readonly what: Recognised;
  /** Of the file's bytes, 64 hex digits. Not of a card: a hash would help to guess it. */
  readonly sha256?: string;
}

/** Of a file that is none of those that can be checked. */
export interface UnreadableLine {
  readonly status: "wrong";
  readonly subject: string;
  readonly error: DkekError;
}

/** Everything that the auditor has given so far. Cards and the password are secret. */
export class Desk {
  items: readonly Item[] = [];
  password: SecretBytes | undefined;
  kcv: Kcv | undefined;
  #forgetting = new AbortController();

  /** Ends with everything else when it is forgotten: what is still on its way then is not to be added. */
  get untilForgotten(): AbortSignal {
    return this.#forgetting.signal;
  }

  add(name: string, what: Recognised, sha256?: string): Item {
    const names = new Set(this.items.map((item) => item.name));
    let own = name;
    for (let nth = 2; names.has(own); nth++) own = `${name} (${nth})`;
    const item = { name: own, what, ...(sha256 === undefined ? {} : { sha256 }) };
    this.items = [...this.items, item];
    return item;
  }

  remove(item: Item): void {
    this.items = this.items.filter((other) => other !== item);
    if (item.what.kind === "card") wipeCard(item.what.it);
  }

  clear(): void {
    this.#forgetting.abort();
    this.#forgetting = new AbortController();
    for (const item of this.items) this.remove(item);
    this.dropPassword();
    this.kcv = undefined;
  }

  /** It is needed for no longer than a check takes. */
  dropPassword(): void {
    this.password?.wipe();
    this.password = undefined;
  }

  material(): Material {
    return {
      pbes: this.items.flatMap(({ name, what }) =>
        what.kind === "pbe" ? [{ name, it: what.it }] : [],
      ),
      records: this.items.flatMap(({ name, what }) =>
        what.kind === "record" ? [{ name, it: what.it }] : [],
      ),
      cards: this.items.flatMap(({ name, what }) =>
        what.kind === "card" ? [{ name, it: what.it }] : [],
      ),
      backups: this.items.flatMap(({ name, what }) =>
        what.kind === "backup" ? [{ name, it: what.it }] : [],
      ),
      ...(this.password === undefined ? {} : { password: this.password }),
      ...(this.kcv === undefined ? {} : { kcv: this.kcv }),
    };
  }

  /** What is no file of any kind, or a damaged one: an audit that passes over it would say too much. */
  unreadable(): UnreadableLine[] {
    return this.items.flatMap(({ name, what }) =>
      what.kind === "unreadable" ? [{ status: "wrong", subject: name, error: what.error }] : [],
    );
  }

  /** What has changed since the audits whose reports lie there as well. */
  since(): Finding[] {
    const given = this.items.flatMap(({ name, what, sha256 }) =>
      sha256 === undefined || what.kind === "report"
        ? []
        : [{ path: name, sha256, record: what.kind === "record" ? what.it : undefined }],
    );
    return this.items.flatMap(({ what }) =>
      what.kind === "report" ? compareWithReport(given, what.it) : [],
    );
  }

  /** Where the typing of cards begins, with all that need not be asked for. */
  entry(): CardEntry {
    return this.material().cards.reduce(
      (entry, { it }) => (objectionTo(entry, it) === undefined ? takeCard(entry, it) : entry),
      startEntry(this.known()),
    );
  }

  private known(): EntryKnown {
    const { pbes, records } = this.material();
    const sets = new Set([
      ...pbes.map(({ it }) => setIdOf(it.bytes)),
      ...records.map(({ it }) => it.set.setId),
    ]);
    const [setId] = sets;
    // Which of several sets a card is of, it says itself: then its code is scanned, or a file chosen.
    if (setId === undefined || sets.size > 1) return { shareIds: [], withProof: false };
    const record = records.find(({ it }) => it.set.sharing !== undefined)?.it;
    if (record?.set.sharing === undefined) {
      return { set: setPrefix(setId), shareIds: [], withProof: false };
    }
    return {
      set: setPrefix(setId),
      field: parsePrime(record.set.sharing.prime, "prime in the record"),
      shareIds: latestCards(record).map(({ id }) => id),
      withProof: true,
    };
  }
}
