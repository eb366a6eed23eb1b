import { headOf, latestCards, type SetRecord } from "@dkek/ceremony";
import type { Pen } from "../../page/pen.js";
import type { Block } from "../flow.js";
import type { Area } from "../frame.js";
import { grouped } from "../grouped.js";
import { tableRows } from "../table.js";

const STATEMENT =
  "By signing I confirm: I was present; what stands above is what happened; the 20 words were read aloud " +
  "and compared. As a custodian: I have received the card of this number. The chain of events ended then with";
const STATEMENT_STYLE = { size: 7.8, leading: 3.5 };
const ROLE_MM = 30;
const DATE_MM = 26;
const SIGNATURE_MM = 52;
const ROW_MM = 9;

/** Room for everybody to sign: who led the ceremony, who watched, and each custodian. */
export function signatures(pen: Pen, record: SetRecord, { left, width }: Area): Block[] {
  const lines = pen.wrap(STATEMENT, { ...STATEMENT_STYLE, width }).length;
  const statement: Block = {
    height: (lines + 1) * STATEMENT_STYLE.leading + 2.5,
    draw: (pen, y) => {
      const below = pen.box(STATEMENT, left, y + 2.6, { ...STATEMENT_STYLE, width });
      pen.text(grouped(headOf(record)), left, below + 0.3, { font: "digits", size: 7.5 });
    },
    withNext: true,
  };
  const table = tableRows(pen, [...officers(), ...custodians(record)], {
    left,
    columns: [
      { head: "Role", width: ROLE_MM },
      { head: "Name", width: width - ROLE_MM - DATE_MM - SIGNATURE_MM },
      { head: "Date", width: DATE_MM },
      { head: "Signature", width: SIGNATURE_MM },
    ],
    rowHeight: ROW_MM,
  });
  return [statement, ...table];
}

function officers(): string[][] {
  return [["Conductor"], ["Witness"], ["Witness"], ["Auditor"]];
}

function custodians(record: SetRecord): string[][] {
  return latestCards(record)
    .sort((a, b) => a.id - b.id)
    .map(({ id, custodian = "" }) => [`Custodian, card ${id}`, custodian.normalize("NFC")]);
}
