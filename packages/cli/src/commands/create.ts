import { join } from "node:path";
import {
  type CreateOptions,
  createSet,
  createWithPassword,
  fingerprintWords,
  headOf,
  mixedRandom,
  type NewSet,
  type Sharing,
  shortSetId,
} from "@dkek/ceremony";
import { workerEngine } from "@dkek/dkek-file/worker";
import { type RandomSource, systemRandom } from "@dkek/foundation";
import type { Command, Context } from "../command.js";
import { Options, wrongUse } from "../input/options.js";
import { type PasswordSource, passwordSource, readNewPassword } from "../input/password.js";
import { CARDS_PATH, cardPath, PBE_PATH, RECORD_PATH, writeSet } from "../output/set-folder.js";
import { stageFolder } from "../output/staged-folder.js";
import { progress } from "../terminal/progress.js";
import { readVersion } from "../version.js";

/** How many bytes of the HSM's own randomness are mixed in. */
const HSM_RANDOM_BYTES = 64;
const LABEL_MAX_CHARACTERS = 64;
const LINE_MAX_CHARACTERS = 80;
/** What stands beside a heading starts here. */
const INDENT = " ".repeat(16);

export const create: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("threshold", {
        type: "string",
        requiresArg: true,
        describe: "how many cards restore the password (2 or more)",
      })
      .option("total", {
        type: "string",
        requiresArg: true,
        describe: "how many cards there are (up to 255)",
      })
      .option("scheme", {
        type: "string",
        requiresArg: true,
        describe: "p224 (default) or sc-hsm, the 63 bits of sc-hsm-tool's own sets",
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "a new folder for everything that is made",
      })
      .option("label", {
        type: "string",
        requiresArg: true,
        describe: "what the set is for, in your words; public",
      })
      .option("share", {
        type: "string",
        requiresArg: true,
        describe: "which of how many DKEK shares this is, such as 1/2 (default 1/1)",
      })
      .option("format", {
        type: "string",
        requiresArg: true,
        describe: "how cards are written: text",
      })
      .option("password", { type: "boolean", describe: "no cards: ask for a password, twice" })
      .option("password-fd", {
        type: "string",
        requiresArg: true,
        describe: "no cards: read the password from file descriptor N",
      })
      .option("mix-hsm", {
        type: "string",
        requiresArg: true,
        describe: "mix in random bytes of the HSM in this reader",
      })
      .option("erase-unfinished", {
        type: "boolean",
        describe: "erase what an interrupted create left in the same place",
      })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek create --threshold 3 --total 5 --out root-ca", "five cards, any three restore")
      .example("dkek create --password --out root-ca", "a .pbe file with a password of your own"),

  prepare: (values) => {
    const settings = parseSettings(new Options(values));
    return (context) => runCreate(settings, context);
  },
};

interface Settings {
  readonly source: Sharing | PasswordSource;
  readonly out: string;
  readonly label: string;
  readonly dkekShare: { readonly index: number; readonly of: number };
  readonly mixHsm: string | undefined;
  readonly eraseUnfinished: boolean;
  readonly json: boolean;
}

function parseSettings(options: Options): Settings {
  const password = passwordSource(options);
  const forCards = ["threshold", "total", "scheme", "format"].filter(
    (name) => options.text(name) !== undefined,
  );
  if (password !== undefined && forCards[0] !== undefined) {
    throw wrongUse(`--${forCards[0]} is for cards: with a password of your own there are none`);
  }
  options.oneOf("format", ["text"]);
  const label = options.text("label") ?? "";
  if (label.length > LABEL_MAX_CHARACTERS || /\p{Cc}/u.test(label)) {
    throw wrongUse(`--label: not one line of at most ${LABEL_MAX_CHARACTERS} characters`);
  }
  return {
    source: password ?? sharingOf(options),
    out: options.requiredText("out"),
    label,
    dkekShare: dkekShareOf(options.text("share") ?? "1/1"),
    mixHsm: options.text("mix-hsm"),
    eraseUnfinished: options.flag("erase-unfinished"),
    json: options.flag("json"),
  };
}

function sharingOf(options: Options): Sharing {
  const threshold = options.requiredWholeNumber("threshold", 2, 255);
  const total = options.requiredWholeNumber("total", 2, 255);
  if (threshold > total) {
    throw wrongUse(
      `--threshold ${threshold} of --total ${total}: so many cards can never come together`,
    );
  }
  return { scheme: options.oneOf("scheme", ["p224", "sc-hsm"]) ?? "p224", threshold, total };
}

function dkekShareOf(text: string): { index: number; of: number } {
  const [, index, of] = /^([0-9]{1,3})\/([0-9]{1,3})$/.exec(text) ?? [];
  const share = { index: Number(index), of: Number(of) };
  if (share.index >= 1 && share.index <= share.of && share.of <= 255) return share;
  throw wrongUse(`--share ${text}: not of the form 1/2 (the first of two DKEK shares)`);
}

async function runCreate(settings: Settings, { signal }: Context): Promise<void> {
  // First of all, so that a place that can't be written is found before anybody waits.
  using folder = stageFolder(settings.out, settings);
  const random = await randomSource(settings.mixHsm, signal);
  using made = await makeSet(settings, random, signal);
  writeSet(made, folder);
  folder.commit();
  process.stdout.write(
    settings.json ? `${JSON.stringify(asJson(made, settings))}\n` : asText(made, settings),
  );
}

async function makeSet(
  settings: Settings,
  random: RandomSource,
  signal: AbortSignal,
): Promise<NewSet> {
  const { source, label, dkekShare } = settings;
  using shown = progress();
  const options: CreateOptions = {
    label,
    dkekShare,
    engine: workerEngine(),
    random,
    program: `dkek ${readVersion()}`,
    signal,
    onProgress: shown.update,
  };
  if (!("from" in source)) return createSet(source, options);
  using password = await readNewPassword(source, signal);
  return await createWithPassword(password, options);
}

async function randomSource(
  mixHsm: string | undefined,
  signal: AbortSignal,
): Promise<RandomSource> {
  if (mixHsm === undefined) return systemRandom;
  const { connect, reachable } = await import("../hsm/connect.js");
  await using connection = await connect(await reachable(mixHsm, signal), signal);
  return mixedRandom(await connection.hsm.challenge(HSM_RANDOM_BYTES));
}

function asJson(made: NewSet, { out, dkekShare }: Settings): object {
  const { record, cards, quorumsTried } = made;
  const { setId, dkekShare: share, sharing } = record.set;
  const { scheme, threshold, total } = sharing ?? {};
  return {
    ok: true,
    setId,
    kcv: share.kcv,
    dkekShare,
    sharing: sharing === undefined ? null : { scheme, threshold, total },
    fingerprint: fingerprintWords(record),
    head: headOf(record),
    quorumsTried,
    files: {
      pbe: join(out, PBE_PATH),
      record: join(out, RECORD_PATH),
      cards: cards.map(({ id }) => join(out, cardPath(id))),
    },
  };
}

function asText(made: NewSet, { out, dkekShare }: Settings): string {
  const { record, cards, quorumsTried } = made;
  const { sharing, setId } = record.set;
  const which = dkekShare.of === 1 ? "" : `, DKEK share ${dkekShare.index} of ${dkekShare.of}`;
  const path = (name: string): string => join(out, name);
  const quorum = cards.slice(0, sharing?.threshold).map(({ id }) => path(cardPath(id)));
  const lines = [
    `set ${shortSetId(setId)} is made${which}`,
    sharing === undefined
      ? "  opens with    the password that you chose"
      : `  opens with    any ${sharing.threshold} of ${sharing.total} cards (scheme ${sharing.scheme})`,
    `  KCV           ${record.set.dkekShare.kcv} of this DKEK share`,
    sharing === undefined
      ? "  tried out     the .pbe file opens again"
      : `  tried out     ${quorumsTried} quorums restore the password, the .pbe file opens again,\n${INDENT}and every card is intact by the record`,
    `  fingerprint   ${wrapped(fingerprintWords(record)).join(`\n${INDENT}`)}`,
    `${INDENT}read these words out and write them down:`,
    `${INDENT}they tell the record from any other`,
    "",
    `  ${path(PBE_PATH)}     the DKEK share, encrypted: keep copies of it`,
    `  ${path(RECORD_PATH)}  the record of the set: public, keep it with the .pbe file`,
    ...(sharing === undefined
      ? []
      : [
          `  ${path(CARDS_PATH)}/       SECRET: a card for each custodian, card-1.txt to card-${sharing.total}.txt`,
          "",
          `prove it with any ${sharing.threshold} cards, such as:`,
          `  dkek verify ${path(PBE_PATH)} --card ${quorum.join(" ")}`,
        ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Words in lines that fit beside a heading. */
function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length === 0 || INDENT.length + longer.length > LINE_MAX_CHARACTERS) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
