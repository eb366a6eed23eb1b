import { CARDS_PATH, PBE_PATH, RECORD_PATH } from "../create/set-folder.js";
import { MANIFEST_PATH } from "../keys/manifest.js";
import { UNFINISHED } from "../output/unfinished.js";

/** A file that people meet, for manual pages. */
export interface KnownFile {
  readonly name: string;
  readonly describe: string;
  /** Those that write or read it. */
  readonly commands: readonly string[];
}

export const KNOWN_FILES: readonly KnownFile[] = [
  {
    name: PBE_PATH,
    describe: "a DKEK share, encrypted with the password that its cards hold",
    commands: ["create", "verify", "import", "inspect", "sheet", "rehearse", "hsm restore"],
  },
  {
    name: RECORD_PATH,
    describe: "the public account of a set of cards; belongs to every copy of its .pbe file",
    commands: ["create", "verify", "import", "inspect", "sheet", "rehearse", "hsm restore"],
  },
  {
    name: `${CARDS_PATH}/card-N.txt, ${CARDS_PATH}/card-N.pdf`,
    describe: "SECRET: the card with share ID N, as text and as a sheet to print",
    commands: ["create", "verify", "import", "inspect", "sheet", "rehearse", "hsm restore"],
  },
  {
    name: `key-N.bin, ${MANIFEST_PATH}`,
    describe: "backups of keys, encrypted with the DKEK, and what they are backups of",
    commands: ["verify", "inspect", "rehearse", "hsm backup", "hsm restore"],
  },
  {
    name: `*${UNFINISHED}`,
    describe: "what a command left that was killed: not to be used, perhaps SECRET",
    commands: ["create", "rehearse", "hsm backup"],
  },
];
