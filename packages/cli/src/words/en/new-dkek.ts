import type { NewDkekWords } from "../new-dkek-words.js";

const counted = (backups: number): string =>
  backups === 1 ? "1 key backup" : `${backups} key backups`;

const revokesNothing = [
  "It takes back nothing that was copied before: as many of the old cards as it took, a copy of the old .pbe file and a copy of an old key backup together still give the same private keys. Only new key pairs shut former custodians out for good.",
];

export const newDkek: NewDkekWords = {
  intro: (oldSets, backups) => [
    `This makes a new DKEK, with a new set of cards and a new .pbe file. It has nothing to do with the DKEK of set ${oldSets}.`,
    backups === 0
      ? "No key backup was named, so none is re-wrapped: a key that is only under the old DKEK stays so. Name them with --backup."
      : `${counted(backups)} under the old DKEK will be re-wrapped for the new one, here, without an HSM. The old ones stay as they are.`,
    ...revokesNothing,
    "You need: as many of the old cards as restore the old DKEK, all custodians of the new set, envelopes, and a printer that nobody else uses, or blank forms and pens.",
    "What comes: a few settings; then the old cards are read, and open the old file; the key backups are re-wrapped. Then the custodians' names; then each custodian alone gets the own new card and reads it back. Then the new cards open the new file, and every new key backup is checked with what is in it. Only after all that it counts; until then you can stop with Ctrl-C or quit, and the old set is as it was. The HSMs come last, and are not touched here.",
  ],
  exposure: (backups) => [
    `To re-wrap ${counted(backups)}, each private key has to be in the clear in this machine's memory for a moment. It has left the HSM's protection then: whoever rules this machine can take it.`,
    "Do this on an air-gapped machine: one without any network, started from a medium that you trust, which is switched off afterwards. dkek doctor looks at this one.",
  ],
  askExposure: "Do all who are responsible agree, and is this such a machine?",
  rewrapping: "re-wrapping the key backups",
  takesOver: (oldSets) => `it is of a new DKEK, which is to succeed that of set ${oldSets}`,
  rewrapped: (backups, folder) =>
    `${counted(backups)} re-wrapped for it, in ${folder}: use them only once it is confirmed`,
  noBackups: "no key backup was re-wrapped: none was named with --backup",
  revokesNothing,
  confirmed: (set, oldSets) => `set ${set} is confirmed: its DKEK succeeds that of set ${oldSets}`,
  kcvs: (kcv, oldKcv) => `KCV of the new DKEK ${kcv}, of the old one ${oldKcv}`,
  proven: (backups) =>
    `every card was read back, and together they opened its .pbe file${
      backups === 0
        ? ""
        : `, whose DKEK restores ${backups === 1 ? "the key backup" : `all ${backups} key backups`} (MAC and KCV)`
    }`,
  now: "First copy the new folder to two media. Then the HSMs, one after the other. The first step erases the HSM: make sure that every key on it is in one of the backups.",
  plan: (path) =>
    `What is to be done after that, what to destroy, and which key pairs to replace, stands in ${path}: print it and tick it off.`,
};
