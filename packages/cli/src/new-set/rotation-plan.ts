import { join } from "node:path";
import { type SetRecord, shortSetId } from "@dkek/ceremony";
import { type PendingNewDkek, type PendingNewSet, setsBefore } from "@dkek/ceremony/reissue";
import { oneLine } from "@dkek/words";
import { PBE_PATH } from "../create/set-folder.js";
import { keyIn, typeOf } from "../keys/key-words.js";
import { shellWord } from "../output/shell-word.js";
import { keyPath, type Rewrapped, restorePatterns } from "./rewrap-backups.js";

/** Where the plan lies in a new set's folder. */
export const PLAN_PATH = "rotation-plan.md";

/** What the plan is made of. All of it is public. */
export interface RotationPlan {
  readonly pending: PendingNewSet;
  readonly newDkek: PendingNewDkek;
  readonly record: SetRecord;
  readonly rewrapped: readonly Rewrapped[];
  /** The new set's folder, as the command line has it. */
  readonly out: string;
  /** Whether the new set is confirmed already. */
  readonly isConfirmed: boolean;
}

/**
 * What is left to do after a new DKEK was made, as a list to tick off on paper: the HSMs, what has to be
 * destroyed, and new key pairs, without which nobody is shut out who was trusted before. Markdown.
 */
export function rotationPlan(plan: RotationPlan): string {
  return `${[
    ...heading(plan),
    ...hsms(plan),
    ...destruction(plan),
    ...keyPairs(plan),
    ...signatures(),
  ].join("\n")}\n`;
}

function heading({ pending, newDkek, record }: RotationPlan): string[] {
  const sets = setsBefore(pending).map(({ setId }) => shortSetId(setId));
  return [
    `# From the DKEK ${newDkek.oldKcv} to the DKEK ${record.set.dkekShare.kcv}`,
    "",
    "Print this, tick off what is done, and keep it with the record. Nothing in it is secret.",
    "",
    "| | KCV | set |",
    "| --- | --- | --- |",
    `| old DKEK | ${newDkek.oldKcv} | ${sets.join(", ")} |`,
    `| new DKEK | ${record.set.dkekShare.kcv} | ${shortSetId(record.set.setId)}, made ${pending.at} |`,
    "",
    "**A new DKEK takes back nothing that was copied before.** As many of the old cards as it took, any copy of",
    "an old .pbe file and any copy of an old key backup together still give the same private keys. Part 2 makes",
    "that harder; only part 3, new key pairs, shuts former custodians out for good.",
    "",
  ];
}

function hsms({ out, pending, newDkek, record, isConfirmed }: RotationPlan): string[] {
  const pbe = shellWord(join(out, PBE_PATH));
  const patterns = restorePatterns(out, newDkek.backups);
  const verified = patterns.length === 0 ? "" : ` --backup ${patterns.join(" ")}`;
  return [
    "## 1. The HSMs",
    "",
    ...(isConfirmed
      ? []
      : [
          `- [ ] \`dkek reissue … --confirm ${pending.number}\` has said that the new set is confirmed. Not before that:`,
        ]),
    "- [ ] the new folder is copied to two media, without the cards, and its record and the old ones are printed anew",
    `- [ ] \`dkek verify ${pbe}${verified}\`, from such a copy, with a quorum of the new cards: all is proven`,
    "",
    "Then one HSM after the other, so that one is at work all the time:",
    "",
    `- [ ] \`dkek hsm list\`: ${
      patterns.length === 0
        ? "no key is on it that is to be kept. All that is on it is lost with the next step."
        : "every key on it is in the table below. What is in no backup is lost with the next step."
    }`,
    "- [ ] `dkek hsm init --dkek-shares 1` (**erases the HSM**)",
    `- [ ] \`dkek import ${pbe}\`: it has to show the KCV ${record.set.dkekShare.kcv}`,
    ...patterns.map(
      (pattern) =>
        `- [ ] \`dkek hsm restore ${pattern}\`: each key that can sign does so, and is compared with its public key`,
    ),
    ...(patterns.length > 1
      ? ["", "The backups came from several folders: each HSM gets those that were its own.", ""]
      : []),
    "- [ ] the services that use it work again",
    "",
  ];
}

function destruction({ out, pending, rewrapped }: RotationPlan): string[] {
  const sets = setsBefore(pending).map(({ setId }) => shortSetId(setId));
  return [
    "## 2. What to destroy, once every HSM has the new DKEK, and every key on it was used",
    "",
    `- [ ] every copy of the old .pbe file (${sets.length === 1 ? "set" : "sets"} ${sets.join(", ")})`,
    "- [ ] the old cards, all of them",
    ...rewrapped.map(
      ({ from, noted }) =>
        `- [ ] every copy of the old backup ${cell(from.path)}, SHA-256 ${noted.oldSha256}`,
    ),
    "- [ ] HSMs that still have the old DKEK, spares in a safe too: initialise them",
    "- [ ] this machine: switch it off, for its memory has had secrets in it; its disk still has the files",
    "",
    "Where to look: sticks and cards, other disks and machines, mails and chats, backups and snapshots, paper.",
    "Put each on record as it goes, with what, by whom, witness, date:",
    "",
    `    dkek reissue ${shellWord(join(out, PBE_PATH))} --destroyed "…"`,
    "",
  ];
}

function keyPairs({ out, rewrapped }: RotationPlan): string[] {
  if (rewrapped.length === 0) {
    return [
      "## 3. New key pairs",
      "",
      "No key backup was re-wrapped. Keys that are to live on under the new DKEK come from old backups, which",
      "only the old DKEK restores; new ones are made with `dkek hsm keygen` on an HSM that has the new DKEK.",
      "",
    ];
  }
  return [
    "## 3. New key pairs",
    "",
    "Needed if former custodians, or whoever else may have had a quorum of old cards with an old .pbe file and an",
    "old backup, must not be able to use the keys: after a departure in anger, a lost set, a suspicion. In this order:",
    "keys that certify others before those that they certify (root, intermediate, leaf); then other signing",
    "keys, the most exposed first; then keys that decrypt; secret (AES) keys last. For each key:",
    "",
    "1. make the new key pair on an HSM with the new DKEK (`dkek hsm keygen`), and back it up (`dkek hsm backup`);",
    "2. have the new public key certified or published, and switch over whatever uses it;",
    "3. revoke the old certificate, with the date from which the old key is not trusted;",
    "4. encrypt anew what was encrypted for the old key. Who copied it before can read it for ever;",
    "5. when nothing needs the old key any more, delete it from every HSM, and destroy its backups, new and old;",
    `6. put it on record: \`dkek reissue ${shellWord(join(out, PBE_PATH))} --destroyed "key LABEL, …"\`.`,
    "",
    "| order | key | ID | public key (SHA-256) | file | its SHA-256 | replaced on | by | old key destroyed on | witness |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...inOrder(rewrapped).map(({ from: { backup }, noted }) => {
      const key = `${typeOf(keyIn(backup)) ?? "key"} ${cell(backup.label ?? "without a label")}`;
      const print = backup.publicKey?.fingerprint ?? "none";
      return `|  | ${key} | ${backup.id ?? ""} | ${print} | ${keyPath(noted)} | ${noted.sha256} |  |  |  |  |`;
    }),
    "",
    "The column `order` is for you: which key certifies which is not written in a backup.",
    "",
  ];
}

function signatures(): string[] {
  return [
    "## Done",
    "",
    "| part | date | name | signature | witness |",
    "| --- | --- | --- | --- | --- |",
    ...["1", "2", "3"].map((part) => `| ${part} |  |  |  |  |`),
  ];
}

/** Key pairs first: what they sign, others trust. */
function inOrder(rewrapped: readonly Rewrapped[]): readonly Rewrapped[] {
  const rank = ({ from: { backup } }: Rewrapped): number =>
    backup.publicKey === undefined ? 1 : 0;
  return rewrapped.toSorted((a, b) => rank(a) - rank(b));
}

/** Labels and names of files are other people's: they must not end a cell of the table, or a line. */
function cell(text: string): string {
  return oneLine(text).replaceAll(/[|`\\]/g, "\\$&");
}
