import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Card,
  CeremonyError,
  checkCard,
  checkQuorum,
  createSet,
  type Opened,
  openWithQuorum,
  parseCardText,
  parseRecord,
  type SchemeName,
  shortSetId,
} from "@dkek/ceremony";
import { type Kcv, type PbeEngine, parsePbe } from "@dkek/dkek-file";
import { workerEngine } from "@dkek/dkek-file/worker";
import { SecretBytes, systemRandom } from "@dkek/foundation";
import { HsmError, SmartCardHsm } from "@dkek/hsm";
import { requireVirtual } from "@dkek/virtual-hsm";
import {
  CARDS_PATH,
  cardPath,
  PBE_PATH,
  RECORD_PATH,
  RECORD_SHEET_PATH,
  writePublic,
} from "../create/set-folder.js";
import { cardSheetsOf, writeCards, writeRecordSheet } from "../create/set-sheets.js";
import { stageFolder } from "../output/staged-folder.js";
import { sheetOptions } from "../sheets/sheet-options.js";
import { progress } from "../terminal/progress.js";
import type { Stage } from "./stage.js";

const THRESHOLD = 3;
const TOTAL = 5;
/** The custodians who come on the day: not the first three, and not the last. */
const QUORUM = [1, 3, 5];

/** Nobody's: a rehearsal device is open to everybody. */
const SO_PIN_BYTES = 8;
const USER_PIN_DIGITS = 8;

export interface CeremonySettings {
  /** A new folder for the set. */
  readonly out: string;
  readonly scheme: SchemeName;
}

/**
 * Plays a ceremony: a set is made and written to files; on another day three of five cards are read
 * back from their files, checked, and imported into a virtual HSM, whose KCV must be the predicted
 * one. Tells on standard output what happens and what it proved.
 *
 * @param engine - another one for tests alone, which would take seconds otherwise
 * @throws {HsmError} `not-virtual`, before anything in the HSM is changed that is in the reader then.
 * @throws whatever goes wrong: a rehearsal that ends well is one in which nothing did.
 */
export async function playCeremony(
  stage: Stage,
  settings: CeremonySettings,
  signal: AbortSignal,
  engine: PbeEngine = workerEngine(),
): Promise<void> {
  const { out, scheme } = settings;
  say(`rehearsal: a ${THRESHOLD}-of-${TOTAL} set, scheme ${scheme}`);
  say(`the HSM is a virtual one, reached ${stage.how}\n`);

  say("1  a set is made");
  const predicted = await makeSet(settings, engine, signal);

  say("2  the HSM is initialised for one DKEK share");
  await initialise(stage);

  say(`3  cards ${QUORUM.join(", ")} come together and are checked, without the HSM`);
  const cards = await readQuorum(out);
  using opened = await reassemble(out, cards, engine, signal);
  say(`   they open the .pbe file; KCV ${opened.kcv}\n`);

  say("4  the DKEK share is imported");
  await using channel = await stage.connect();
  const hsm = new SmartCardHsm(channel);
  requireVirtual(await hsm.status());
  const { serial, dkek } = await hsm.importDkekShare(opened.share, { kcv: predicted });
  const shown = dkek.state === "complete" ? dkek.kcv : undefined;
  if (shown !== predicted) throw new HsmError("kcv-mismatch", `the HSM shows the KCV ${shown}`);
  say(`   HSM ${serial} shows the KCV ${shown}, as predicted`);
  await channel.close();
  await witness(stage, predicted);

  say("\nproven: the set opens from its cards as they were written, and an HSM takes it");
  say(
    `the sheets lie in ${out}/${CARDS_PATH}/ and ${out}/${RECORD_SHEET_PATH}: look at them, print one`,
  );
  say(`the .pbe file and the record lie beside them: it is a rehearsal, erase it all`);
}

async function makeSet(
  { out, scheme }: CeremonySettings,
  engine: PbeEngine,
  signal: AbortSignal,
): Promise<Kcv> {
  using folder = stageFolder(out);
  using made = await withProgress((onProgress) =>
    createSet(
      { scheme, threshold: THRESHOLD, total: TOTAL },
      { engine, signal, label: "REHEARSAL", program: "dkek rehearse", onProgress },
    ),
  );
  writePublic(made, folder);
  const options = { ...sheetOptions("a4"), mark: "REHEARSAL" } as const;
  await writeRecordSheet(made, options, folder);
  const sheets = cardSheetsOf(made, options);
  await writeCards(made, sheets, { formats: ["text", "pdf"] }, folder, signal);
  folder.commit();
  const { setId, dkekShare } = made.record.set;
  say(`   set ${shortSetId(setId)} lies in ${out}/, each card as text and as a sheet to print`);
  say(`   all ${made.quorumsTried} quorums restore the password, the .pbe file opens again,`);
  say("   and every card is intact by the record");
  say(`   KCV ${dkekShare.kcv} is what the HSM will have to show\n`);
  return dkekShare.kcv;
}

async function initialise(stage: Stage): Promise<void> {
  await using channel = await stage.connect();
  const hsm = new SmartCardHsm(channel);
  requireVirtual(await hsm.status());
  using soPin = SecretBytes.own(systemRandom(SO_PIN_BYTES));
  using userPin = SecretBytes.own(systemRandom(USER_PIN_DIGITS).map((byte) => 0x30 + (byte % 10)));
  const { serial, label } = await hsm.initialise({ soPin, userPin, dkekShares: 1 });
  say(`   HSM ${serial}, "${label}"\n`);
}

/** Reads the quorum's cards back from their files, and holds each alone to the record. */
async function readQuorum(out: string): Promise<Card[]> {
  const record = parseRecord(await readFile(join(out, RECORD_PATH), "utf8"));
  const texts = QUORUM.map((id) => readFile(join(out, cardPath(id)), "utf8"));
  const cards = (await Promise.all(texts)).map(parseCardText);
  for (const card of cards) {
    const verdict = await checkCard(card, record);
    if (verdict === "intact") continue;
    throw new CeremonyError("inconsistent-cards", `card ${card.id} is not as recorded: ${verdict}`);
  }
  say("   each belongs to the set and is intact, by the record alone");
  return cards;
}

async function reassemble(
  out: string,
  cards: readonly Card[],
  engine: PbeEngine,
  signal: AbortSignal,
): Promise<Opened> {
  const pbe = parsePbe(await readFile(join(out, PBE_PATH)));
  return withProgress((onProgress) =>
    openWithQuorum(pbe, checkQuorum(cards, THRESHOLD), engine, {
      onProgress: (fraction) => onProgress("opening the .pbe file", fraction),
      signal,
    }),
  );
}

/** The same question to the stock tool, which knows nothing of us. */
async function witness(stage: Stage, predicted: Kcv): Promise<void> {
  const status = await stage.stockStatus();
  if (status === undefined) return;
  if (!status.includes(predicted)) {
    throw new HsmError("kcv-mismatch", "sc-hsm-tool shows another KCV than the HSM itself");
  }
  say("   sc-hsm-tool, asked for the status, shows the same");
}

async function withProgress<Result>(
  step: (onProgress: (step: string, fraction: number) => void) => Promise<Result>,
): Promise<Result> {
  using shown = progress();
  return await step(shown.update);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
