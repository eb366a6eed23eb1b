import { encodeRows, SCHEMES, type SchemeName } from "@dkek/ceremony";
import { type SecretBytes, systemRandom } from "@dkek/foundation";
import { PAPERS } from "../page/paper.js";
import { makePdf } from "../page/pdf.js";
import { drawForm, type FormContent } from "./blank/form.js";
import type { CardFace } from "./card/content.js";
import { drawFolds } from "./card/folds.js";
import { drawIdentity } from "./card/identity.js";
import { drawInstructions } from "./card/instructions.js";
import type { CardFacts } from "./card-facts.js";
import { drawFrame } from "./frame.js";
import { grouped } from "./grouped.js";
import type { SheetOptions } from "./sheet-options.js";
import { drawTitle } from "./title.js";

export interface BlankSheetOptions extends SheetOptions {
  readonly scheme: SchemeName;
  /** Printed where it is known; else there are lines to fill in. */
  readonly about?: CardFacts;
  /** The prime of the set, in hex. That of `p224` is always known. */
  readonly prime?: string;
}

/** 32 bits. */
const ROW_BYTES = 4;
const SALT_ROWS = 4;
/** Fixed: nothing random goes into it. */
const P224_PRIME = SCHEMES.p224.makeField(systemRandom).prime.toString(16);

/**
 * A card's sheet to fill in by hand, where no printer is trusted with a secret: the same three panels,
 * with a box for every digit. Public until somebody writes on it.
 *
 * @throws {PrintError} `text-too-long`, `no-glyph`: of label or custodian's name.
 */
export async function blankSheet(options: BlankSheetOptions): Promise<SecretBytes> {
  const paper = PAPERS[options.paper];
  const face = faceOf(options);
  const form = formOf(options);
  const set = face.set === undefined ? "" : `  ·  Set ${grouped(face.set)}`;
  return await makePdf(paper, options, [
    (pen) => {
      drawFrame(pen, paper, options, { left: `dkek blank card v1${set}`, right: "" });
      drawFolds(pen, paper);
      drawTitle(pen, paper, "CUSTODIAN’S CARD, WRITTEN BY HAND", "SECRET ONCE FILLED IN");
      drawIdentity(pen, paper, face, options);
      drawForm(pen, paper, form);
      drawInstructions(pen, paper, face, "type");
    },
  ]);
}

function faceOf({ scheme, about }: BlankSheetOptions): CardFace {
  const { label = "", custodian = "", ...identity } = about ?? {};
  return {
    ...identity,
    scheme,
    isProvable: true,
    label: label.normalize("NFC"),
    custodian: custodian.normalize("NFC"),
  };
}

function formOf({ scheme, about, prime }: BlankSheetOptions): FormContent {
  const rows = SCHEMES[scheme].passwordBytes / ROW_BYTES;
  return {
    id: about?.id,
    set: about?.set,
    prime: primeRows(scheme === "p224" ? P224_PRIME : prime, about),
    primeRows: rows,
    proof: scheme === "p224" ? { name: "Blinding", rows } : { name: "Salt", rows: SALT_ROWS },
  };
}

/** With check digits where the card is known that they belong to. */
function primeRows(
  prime: string | undefined,
  about: CardFacts | undefined,
): readonly string[] | undefined {
  if (prime === undefined) return undefined;
  if (about === undefined) return (prime.match(/.{1,8}/g) ?? []).map(grouped);
  const bytes = Uint8Array.from(Buffer.from(prime, "hex"));
  return encodeRows(bytes, { setId: about.set, shareId: about.id, part: "prime" });
}
