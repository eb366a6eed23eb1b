import type { ErasureWords } from "../erasure-words.js";

export const erasure: ErasureWords = {
  inReader: (reader) => `the HSM in reader "${reader}":`,
  keys: "keys",
  keysUnknown: "could not be listed",
  none: "none",
  noName: "no name",
  andMore: (count) => `and ${count} more`,
  certificates: "certificates",
  besideKeys: (count) => `${count === 0 ? "none" : count} beside those of the keys`,
  otherFiles: "other files",
  allIsLost: [
    "Initialising it erases all that is on it, for ever. A key that is in no backup",
    "is lost, and so is a backup whose DKEK shares nobody has any more.",
  ],
  nothingIsLost: [
    "It was never initialised: nothing is lost. Its SO-PIN is chosen now, and nothing",
    "replaces it if it is forgotten.",
  ],
  toBecome: "it is to become:",
  label: "label",
  dkek: (shares) => {
    if (shares === undefined) return "none: NO KEY CAN EVER LEAVE IT, not even as a backup";
    if (shares === 0) return "one that nobody else has: backups fit this HSM alone";
    return shares === 1 ? "of 1 DKEK share" : `of ${shares} DKEK shares`;
  },
  askSerial: "to go on, type the serial number of the HSM; Ctrl-C stops, and nothing is changed",
  otherSerial: (serial) => `that is not the serial number of this HSM, which is ${serial}`,
  typed: (serial) => `serial number ${serial}: typed`,
};
