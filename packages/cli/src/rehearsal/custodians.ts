import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Card,
  CeremonyError,
  checkCards,
  checkQuorum,
  type Opened,
  openWithQuorum,
  parseCardText,
  parseRecord,
  wipeCard,
} from "@dkek/ceremony";
import { parsePbe } from "@dkek/dkek-file";
import { cardPath, PBE_PATH, RECORD_PATH } from "../create/set-folder.js";
import { THRESHOLD, TOTAL } from "./make-set.js";
import type { Rehearsal } from "./rehearsal.js";

/** Every custodian checks the own card on the day it was made, with nothing but the record. */
export async function checkEveryCard({ tell, out }: Rehearsal): Promise<void> {
  tell.step("each custodian checks the own card, alone, by the record");
  const cards = await readCards(
    out,
    Array.from({ length: TOTAL }, (_, place) => place + 1),
  );
  for (const card of cards) wipeCard(card);
  tell.found(`cards ${cards.map(({ id }) => id).join(", ")} are intact`);
}

/** Opens the `.pbe` file with some of the cards, as they were written. */
export async function openWithCards(
  { tell, engine, signal, out }: Rehearsal,
  ids: readonly number[],
): Promise<Opened> {
  const cards = await readCards(out, ids);
  try {
    const pbe = parsePbe(await readFile(join(out, PBE_PATH)));
    const opened = await tell.during((onProgress) =>
      openWithQuorum(pbe, checkQuorum(cards, THRESHOLD), engine, {
        onProgress: (fraction) => onProgress("opening the .pbe file", fraction),
        signal,
      }),
    );
    tell.found(`they open the .pbe file, without an HSM; KCV ${opened.kcv}`);
    return opened;
  } finally {
    for (const card of cards) wipeCard(card);
  }
}

/** @throws {CeremonyError} `card-wrong` for a card that is not as the record has it. */
async function readCards(out: string, ids: readonly number[]): Promise<Card[]> {
  const record = parseRecord(await readFile(join(out, RECORD_PATH), "utf8"));
  const texts = ids.map((id) => readFile(join(out, cardPath(id)), "utf8"));
  const cards = (await Promise.all(texts)).map(parseCardText);
  for (const [place, verdict] of (await checkCards(cards, record)).entries()) {
    if (verdict === "intact") continue;
    throw new CeremonyError("card-wrong", `card ${ids[place]} is not as recorded: ${verdict}`);
  }
  return cards;
}
