import { join } from "node:path";
import { type SetRecord, shortSetId } from "@dkek/ceremony";
import {
  groupedNumber,
  type PendingNewDkek,
  type PendingNewSet,
  setsBefore,
} from "@dkek/ceremony/reissue";
import { PBE_PATH } from "../create/set-folder.js";
import { shellWord } from "../output/shell-word.js";
import { hanging, reportWidth } from "../terminal/wrapped.js";
import { KEYS_PATH, restorePatterns } from "./rewrap-backups.js";
import { PLAN_PATH } from "./rotation-plan.js";
import type { SpokenWords } from "./spoken.js";

/** A new set that was made, for the report of it. */
export interface WaitingSet {
  readonly pending: PendingNewSet;
  /** Of the old set, or of all shares of the old DKEK. */
  readonly pbePaths: readonly string[];
  /** The new set's folder. */
  readonly out: string;
  /** Whether the old set has a record. */
  readonly hasRecord: boolean;
}

/** What is still to come before a new set takes the old one's place. */
export function waitingText({ pending, pbePaths, out }: WaitingSet, words: SpokenWords): string {
  const { number, newDkek } = pending;
  const old = pbePaths.map(shellWord).join(" ");
  const lines = [
    "",
    ...sentences([takesOver(pending, words)]),
    ...below([
      words.newSet.waits,
      words.newSet.number(groupedNumber(number)),
      ...(newDkek === undefined ? [] : [rewrapped(newDkek, out, words)]),
      ...revokesNothing(pending, words),
    ]),
    "",
    ...sentences([words.newSet.readBack]),
    `  dkek reissue ${old} --confirm ${number} --out ${shellWord(out)} --card CARD …`,
    words.newSet.orDrop,
    `  dkek reissue ${old} --drop ${number} --out ${shellWord(out)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** A new set of which not everything is proven yet. */
export function partText(
  { pending, out }: WaitingSet,
  notReadBack: readonly number[],
  isOpened: boolean,
  { newSet: words }: SpokenWords,
): string {
  const lines = [
    words.stillWaits(shortSetId(pending.setId)),
    ...below([
      ...(notReadBack.length === 0 ? [] : [words.notReadBack(notReadBack.join(", "))]),
      ...(isOpened ? [] : [words.notOpened]),
      words.partNoted(out),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** A new set that has taken the old one's place. */
export function confirmedText(set: WaitingSet, record: SetRecord, words: SpokenWords): string {
  const { newDkek } = set.pending;
  const lines =
    newDkek === undefined ? sameDkek(set, record, words) : otherDkek(set, newDkek, record, words);
  return `${lines.join("\n")}\n`;
}

function sameDkek(
  { pending, pbePaths, out, hasRecord }: WaitingSet,
  record: SetRecord,
  { newSet: words }: SpokenWords,
): string[] {
  const noted = hasRecord ? pbePaths : [join(out, PBE_PATH)];
  return [
    words.confirmed(shortSetId(pending.setId), shortSetId(pending.replaces.setId)),
    ...below([
      words.sameKcv(record.set.dkekShare.kcv),
      ...(hasRecord ? [] : [words.compareKcv]),
      words.proven,
      words.printRecords,
      ...words.revokesNothing,
      ...words.findCopies,
    ]),
    ...destroyedCommands(noted),
  ];
}

function otherDkek(
  { pending, out }: WaitingSet,
  { oldKcv, backups }: PendingNewDkek,
  record: SetRecord,
  { newSet, newDkek: words }: SpokenWords,
): string[] {
  const pbe = join(out, PBE_PATH);
  return [
    ...sentences([words.confirmed(shortSetId(pending.setId), oldSets(pending))]),
    ...below([
      words.kcvs(record.set.dkekShare.kcv, oldKcv),
      words.proven(backups.length),
      newSet.printRecords,
      words.now,
    ]),
    "    dkek hsm init --dkek-shares 1",
    `    dkek import ${shellWord(pbe)}`,
    ...restorePatterns(out, backups).map((pattern) => `    dkek hsm restore ${pattern}`),
    ...below([words.plan(join(out, PLAN_PATH)), ...words.revokesNothing, ...newSet.findCopies]),
    ...destroyedCommands([pbe]),
  ];
}

function destroyedCommands(pbePaths: readonly string[]): string[] {
  return pbePaths.map((path) => `    dkek reissue ${shellWord(path)} --destroyed TEXT`);
}

function takesOver(pending: PendingNewSet, { newSet, newDkek }: SpokenWords): string {
  return pending.newDkek === undefined
    ? newSet.takesOver(shortSetId(pending.replaces.setId))
    : newDkek.takesOver(oldSets(pending));
}

function rewrapped({ backups }: PendingNewDkek, out: string, { newDkek }: SpokenWords): string {
  return backups.length === 0
    ? newDkek.noBackups
    : newDkek.rewrapped(backups.length, join(out, KEYS_PATH));
}

function revokesNothing(
  pending: PendingNewSet,
  { newSet, newDkek }: SpokenWords,
): readonly string[] {
  return pending.newDkek === undefined ? newSet.revokesNothing : newDkek.revokesNothing;
}

/** Their short IDs. */
function oldSets(pending: PendingNewSet): string {
  return setsBefore(pending)
    .map(({ setId }) => shortSetId(setId))
    .join(", ");
}

function sentences(all: readonly string[]): string[] {
  return all.flatMap((sentence) => hanging("", sentence, reportWidth(process.stdout)));
}

/** Below a heading. */
function below(all: readonly string[]): string[] {
  return all.flatMap((sentence) => hanging("  ", sentence, reportWidth(process.stdout)));
}
