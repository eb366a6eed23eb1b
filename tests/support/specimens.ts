import { readFileSync } from "node:fs";
import {
  isWhole,
  parseCardText,
  parseRecord,
  type SchemeName,
  type SetRecord,
  type WholeCard,
} from "@dkek/ceremony";

/** The specimen sets of docs/FORMATS.md: of each the record, the first card and the `.pbe` file. */
export interface Specimen {
  readonly record: SetRecord;
  readonly card: WholeCard;
  readonly pbe: Uint8Array;
}

const PAGE = readFileSync(new URL("../../docs/FORMATS.md", import.meta.url), "utf8");

export function specimen(scheme: SchemeName): Specimen {
  const card = parseCardText(block("text", `card-${scheme}`));
  if (!isWhole(card)) throw new Error("the page's card says too little");
  const record = parseRecord(block("json", `record-${scheme}`));
  const sets = JSON.parse(block("json", "set-ids")) as { pbe: string; setId: string }[];
  const pbe = sets.find(({ setId }) => setId === record.set.setId)?.pbe ?? "";
  return { record, card, pbe: Uint8Array.from(Buffer.from(pbe, "hex")) };
}

function block(kind: string, name: string): string {
  const [, text] =
    new RegExp(`^\`\`\`${kind} ${name}\\n([\\s\\S]*?)\\n\`\`\`$`, "m").exec(PAGE) ?? [];
  if (text === undefined) throw new Error(`the page has no block ${name}`);
  return text;
}
