import {
  type Card,
  CeremonyError,
  formatCardString,
  parseCardString,
  parseCardText,
  parseRecord,
} from "@dkek/ceremony";
import { type PbeEngine, parsePbe } from "@dkek/dkek-file";
import { parseKeyBackup } from "@dkek/dkek-file/key-backup";
import { SecretBytes } from "@dkek/foundation";
import { hexToBytes } from "@noble/hashes/utils.js";
import type { PublishedVectors } from "./built-in.js";
import { type Checked, check, type Watching } from "./check.js";
import { Desk } from "./desk.js";
import { readPicture } from "./read-picture.js";
import { recognise } from "./recognise.js";
import type { SelfCheckName } from "./words/page-words.js";

type Look = (vectors: PublishedVectors, engine: PbeEngine, watching: Watching) => Promise<boolean>;

/** Each works something out, by the same way as everything else on this page, and compares. */
export const SELF_CHECKS: Readonly<Record<SelfCheckName, Look>> = {
  quorum: async ({ quorum }, engine, watching) => {
    const { verdict, kcv } = await verdictOn(deskOf(quorum, quorum.cards), engine, watching);
    return verdict !== "wrong" && kcv === quorum.kcvHex.toUpperCase();
  },
  "wrong-digit": async ({ quorum }, engine, watching) => {
    const { verdict, kcv } = await verdictOn(deskOf(quorum, quorum.wrongCards), engine, watching);
    return verdict === "wrong" && kcv === undefined;
  },
  password: async ({ password }, engine, watching) => {
    const desk = deskOf(password, []);
    desk.password = SecretBytes.own(hexToBytes(password.passwordHex));
    const { kcv } = await verdictOn(desk, engine, watching);
    return kcv === password.kcvHex.toUpperCase();
  },
  code: async ({ code: { string, id } }) => {
    const changed = string.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
    return parseCardString(string).id === id && isRefused(changed);
  },
  picture: async ({ specimen }) => {
    const picture = await recognise(hexToBytes(specimen.pictureHex), readPicture);
    return picture.kind === "card" && formatCardString(picture.it) === specimen.code;
  },
  record: async ({ specimen: { record, code } }, engine, watching) => {
    const statusOf = async (card: Card) => {
      const desk = new Desk();
      desk.add("record", { kind: "record", it: parseRecord(record) });
      desk.add("card", { kind: "card", it: card });
      const { findings, verdict } = await verdictOn(desk, engine, watching);
      const about = findings.find(({ subject }) => subject.startsWith("card"));
      return `${verdict}, ${about?.status}`;
    };
    const [right, changed] = [parseCardString(code), parseCardString(code)];
    const digits = changed.proof?.expose() ?? new Uint8Array();
    digits[digits.length - 1] = (digits.at(-1) ?? 0) ^ 1;
    return (
      (await statusOf(right)) === "right, proven" && (await statusOf(changed)) === "wrong, wrong"
    );
  },
  backup: async ({ quorum, backupHex }, engine, watching) => {
    const desk = deskOf(quorum, quorum.cards);
    desk.add("key", { kind: "backup", it: parseKeyBackup(hexToBytes(backupHex)) });
    const { findings } = await verdictOn(desk, engine, watching);
    return (
      findings.some(({ subject, status }) => subject === "key" && status === "proven") &&
      findings.every(({ subject, status }) => subject !== "key" || status !== "wrong")
    );
  },
};

function deskOf({ pbeHex }: { readonly pbeHex: string }, cards: readonly string[]): Desk {
  const desk = new Desk();
  desk.add("pbe", { kind: "pbe", it: parsePbe(hexToBytes(pbeHex)) });
  for (const text of cards) desk.add("card", { kind: "card", it: parseCardText(text) });
  return desk;
}

async function verdictOn(
  desk: Desk,
  engine: PbeEngine,
  watching: Watching,
): Promise<Pick<Checked, "verdict" | "findings" | "kcv">> {
  try {
    const { verdict, findings, sets } = await check(desk, engine, watching);
    return { verdict, findings, kcv: sets[0]?.kcv };
  } finally {
    desk.clear();
  }
}

function isRefused(string: string): boolean {
  try {
    parseCardString(string);
    return false;
  } catch (error) {
    return error instanceof CeremonyError && error.code === "card-checksum";
  }
}
