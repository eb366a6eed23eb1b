import {
  belongsTo,
  type Card,
  departed,
  fingerprintWords,
  headOf,
  isSheetText,
  knowEnoughAlone,
  type OlderSet,
  olderSets,
  parseRecord,
  recordedDkekKcv,
  recordedImports,
  replacedBySet,
  type SetRecord,
  schemeOf,
  setIdOf,
  setsOfOlderDkeks,
  shortSetId,
  succeededBySet,
  totalNow,
  wipeCard,
} from "@dkek/ceremony";
import {
  groupedNumber,
  type PendingNewSet,
  type PendingReissue,
  parsePending,
  parsePendingSet,
} from "@dkek/ceremony/reissue";
import { PBE_ITERATIONS, type PbeFile, parsePbe } from "@dkek/dkek-file";
import { isPicture } from "@dkek/scan";
import { CliError } from "../cli-error.js";
import type { Command } from "../command.js";
import { readInputFile } from "../input/files.js";
import { inFile } from "../input/in-file.js";
import { Options } from "../input/options.js";
import { readRecord } from "../input/record.js";

/** What a file turned out to be: its kind, and its public facts in the order in which they are shown. */
interface Finding {
  readonly kind: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly warning?: string;
}

export const inspect: Command = {
  positionals: "<file>",
  build: (argv) =>
    argv
      .positional("file", { type: "string", describe: "any file that has to do with a DKEK" })
      .option("record", {
        type: "string",
        requiresArg: true,
        describe: "for a card: a record that may know its set",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek inspect dkek.pbe", "what is this?")
      .example(
        "dkek inspect card-3.txt --record record.json",
        "is it of this set, or an older one?",
      ),

  prepare: (values) => {
    const options = new Options(values);
    const path = options.requiredText("file");
    const recordPath = options.text("record");
    const json = options.flag("json");
    return async () => {
      const record = recordPath === undefined ? undefined : await readRecord(recordPath);
      const finding = await identify(await readInputFile(path, { pictures: true }), path, record);
      process.stdout.write(
        json ? `${JSON.stringify({ ok: true, ...finding })}\n` : asText(path, finding),
      );
    };
  },
};

/** What files look like from outside, the surest signs first; each is then read strictly. */
const KINDS: readonly {
  readonly looks: RegExp;
  read(bytes: Uint8Array, text: string, record: SetRecord | undefined): Finding | Promise<Finding>;
}[] = [
  { looks: /^Salted__/, read: (bytes) => aboutPbe(parsePbe(bytes)) },
  {
    looks: /^\s*\{\s*"format"\s*:\s*"dkek-reissue"/,
    read: (_bytes, text) => aboutNewCard(parsePending(text)),
  },
  {
    looks: /^\s*\{\s*"format"\s*:\s*"dkek-new-set"/,
    read: (_bytes, text) => aboutNewSet(parsePendingSet(text)),
  },
  { looks: /^\s*\{/, read: (_bytes, text) => aboutRecord(parseRecord(text)) },
  {
    looks: /^\s*((prime|share id|share value|set)\s*:|dkek[0-9])/im,
    read: aboutCardIn,
  },
  { looks: /^%PDF-/, read: aboutCardIn },
  // A DER SEQUENCE of more than 127 bytes.
  { looks: /^0[\u0081\u0082]/, read: (bytes) => aboutKeyBackup(bytes) },
];

async function identify(
  bytes: Uint8Array,
  path: string,
  record: SetRecord | undefined,
): Promise<Finding> {
  const text = new TextDecoder().decode(bytes);
  const latin1 = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const kind =
    isPicture(bytes) || isSheetText(text)
      ? { read: aboutCardIn }
      : KINDS.find(({ looks }) => looks.test(latin1));
  if (kind === undefined) {
    throw new CliError("file-unknown", `${path}: nothing that dkek knows`, {
      hint: "dkek knows .pbe files, records, cards as text or as a picture, and key backups",
    });
  }
  try {
    return await kind.read(bytes, text, record);
  } catch (error) {
    throw inFile(path, error);
  }
}

function aboutPbe({ bytes, salt }: PbeFile): Finding {
  const setId = setIdOf(bytes);
  return {
    kind: "DKEK share, encrypted (.pbe)",
    facts: {
      set: shortSetId(setId),
      "set ID": setId,
      salt: Buffer.from(salt).toString("hex"),
      "key derivation": `MD5, ${PBE_ITERATIONS.toLocaleString("en")} iterations, then AES-256-CBC`,
    },
  };
}

function aboutRecord(record: SetRecord): Finding {
  const { setId, label, sharing, dkekShare } = record.set;
  return {
    kind: "record of a set",
    facts: {
      set: shortSetId(setId),
      "set ID": setId,
      ...(label === "" ? {} : { label }),
      created: record.events[0]?.at ?? "",
      ...(sharing === undefined
        ? { opens: "with a password" }
        : {
            opens: `with any ${sharing.threshold} of ${totalNow(record)} cards`,
            scheme: sharing.scheme,
          }),
      "DKEK share": `${dkekShare.index} of ${dkekShare.of}`,
      "KCV of the share": dkekShare.kcv,
      "KCV of the DKEK": recordedDkekKcv(record) ?? "not known yet",
      ...generationsOf(record),
      imports: recordedImports(record).length,
      events: record.events.length,
      head: headOf(record),
      fingerprint: fingerprintWords(record).join(" "),
    },
    ...warningOf(record),
  };
}

/** Which sets had the same DKEK share before this one, and which has it now. */
function generationsOf(record: SetRecord): Readonly<Record<string, string>> {
  const older = olderSets(record).map(({ setId }) => shortSetId(setId));
  const newer = replacedBySet(record);
  const olderDkeks = setsOfOlderDkeks(record).map(({ setId }) => shortSetId(setId));
  const successor = succeededBySet(record);
  return {
    ...(olderDkeks.length === 0 ? {} : { "new DKEK after set": olderDkeks.join(", ") }),
    ...(successor === undefined
      ? {}
      : {
          "DKEK succeeded by set": `${shortSetId(successor.setId)}; what is under the old one stays so`,
        }),
    ...(older.length === 0 ? {} : { "replaces set": older.join(", ") }),
    ...(newer === undefined
      ? {}
      : {
          "replaced by set": `${shortSetId(newer.setId)}; its cards open old copies all the same`,
        }),
  };
}

/** Nobody forgets a share: one person, or those who hold no card any more, may know enough. */
function warningOf(record: SetRecord): { warning?: string } {
  const { people, cards, suffice } = departed(record);
  const warnings = [
    ...knowEnoughAlone(record).map(
      (one) =>
        `WARNING: ${one.name} alone knows enough to open any copy of the .pbe file: cards ${one.cards.join(", ")}`,
    ),
    ...(suffice
      ? [
          `WARNING: ${people.join(", ")} hold no card any more, and know enough to open any copy of the .pbe file: cards ${cards.join(", ")}`,
        ]
      : []),
  ];
  return warnings.length === 0 ? {} : { warning: warnings.join("; ") };
}

function aboutNewCard({ setId, at, number, issued }: PendingReissue): Finding {
  const { card, custodian, type } = issued;
  return {
    kind: "note of a new card, which is not on record yet",
    facts: {
      set: shortSetId(setId),
      "set ID": setId,
      made: at,
      "share ID": card.id,
      issue: card.issue,
      "the card": type === "added" ? "is one more of the set" : "was made anew",
      ...(custodian === undefined ? {} : { custodian }),
      number: groupedNumber(number),
    },
  };
}

function aboutNewSet({ setId, at, number, replaces, newDkek }: PendingNewSet): Finding {
  const what = newDkek === undefined ? "new set" : "set of a new DKEK";
  return {
    kind: `note of a ${what}, which has not taken the place of the old one yet`,
    facts: {
      set: shortSetId(setId),
      "set ID": setId,
      made: at,
      "the old set": shortSetId(replaces.setId),
      ...(newDkek === undefined
        ? {}
        : {
            "KCV of the old DKEK": newDkek.oldKcv,
            "key backups re-wrapped": `${newDkek.backups.length}`,
          }),
      number: groupedNumber(number),
    },
  };
}

async function aboutCardIn(
  bytes: Uint8Array,
  _text: string,
  record: SetRecord | undefined,
): Promise<Finding> {
  const { cardFrom } = await import("../input/card.js");
  return aboutCard(await cardFrom(bytes), record);
}

/** What a record knows of a card's set: is it its own, or an older one? */
function knownSetOf({ about, field }: Card, record: SetRecord): string {
  const { set } = record;
  const prime = field.prime.toString(16);
  const newer = replacedBySet(record);
  const successor = succeededBySet(record);
  const isOwn =
    about === undefined ? set.sharing?.prime === prime : belongsTo(about.set, set.setId);
  if (isOwn) {
    const maybe = about === undefined ? "has the prime of its set" : "knows the set";
    const since = [
      ...(newer === undefined ? [] : [`, which set ${shortSetId(newer.setId)} has replaced`]),
      ...(successor === undefined
        ? []
        : [`, whose DKEK that of set ${shortSetId(successor.setId)} has succeeded`]),
    ];
    return `${maybe}, ${shortSetId(set.setId)}${since.join("")}`;
  }
  const isIt = (known: OlderSet): boolean =>
    about === undefined ? known.prime === prime : belongsTo(about.set, known.setId);
  const older = olderSets(record).find(isIt);
  if (older !== undefined) {
    return `an OLDER set, ${shortSetId(older.setId)}, which set ${shortSetId(set.setId)} has replaced`;
  }
  const ofOldDkek = setsOfOlderDkeks(record).find(isIt);
  return ofOldDkek === undefined
    ? "does not know its set"
    : `an OLDER set, ${shortSetId(ofOldDkek.setId)}, whose DKEK that of set ${shortSetId(set.setId)} has succeeded`;
}

function aboutCard(card: Card, record: SetRecord | undefined): Finding {
  const { field, id, about, proof } = card;
  wipeCard(card);
  return {
    kind: about === undefined ? "card, bare" : "card",
    facts: {
      "share ID": id,
      ...(about === undefined ? {} : { set: shortSetId(about.set) }),
      ...(record === undefined ? {} : { "the record": knownSetOf(card, record) }),
      ...(about?.threshold === undefined
        ? {}
        : { opens: `any ${about.threshold} of ${about.total}` }),
      ...(about?.issue === undefined ? {} : { issue: about.issue }),
      prime: field.prime.toString(16),
      scheme: schemeOf(field) ?? "not one that dkek makes",
      "can be proven":
        proof === undefined ? "no: only the lines of sc-hsm-tool" : "against the record",
    },
    warning: "this file is SECRET: it holds a custodian's share value",
  };
}

/** Loaded when it is needed: it brings the curves that sign certificate requests. */
async function aboutKeyBackup(bytes: Uint8Array): Promise<Finding> {
  const { parseKeyBackup } = await import("@dkek/dkek-file/key-backup");
  const { kcv, keyType, keyBits, label, id, publicKey, sha256 } = parseKeyBackup(bytes);
  return {
    kind: "key backup (a wrapped key)",
    facts: {
      "key type": keyBits === undefined ? keyType : `${keyType}, ${keyBits} bits`,
      ...(label === undefined ? {} : { label }),
      ...(id === undefined ? {} : { "key ID": id }),
      "KCV of its DKEK": kcv,
      ...(publicKey === undefined ? {} : { "public key": publicKey.fingerprint }),
      "SHA-256": sha256,
    },
  };
}

function asText(path: string, { kind, facts, warning }: Finding): string {
  const width = Math.max(...Object.keys(facts).map((name) => name.length)) + 2;
  const lines = [
    `${path}: ${kind}`,
    ...Object.entries(facts).map(([name, value]) => `  ${name.padEnd(width)}${value}`),
    ...(warning === undefined ? [] : [`  ${warning}`]),
  ];
  return `${lines.join("\n")}\n`;
}
