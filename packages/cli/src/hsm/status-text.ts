import type { DkekStatus, HsmStatus } from "@dkek/hsm";
import { looksVirtual } from "@dkek/virtual-hsm";
import { oneLine } from "@dkek/words";
import type { Found } from "./survey.js";

/** What is in the readers, for people: fits into 80 columns, but for a reader's own name. */
export function statusAsText(found: readonly Found[]): string {
  return `${found.map((each) => paragraph(each).join("\n")).join("\n\n")}\n`;
}

function paragraph(found: Found): string[] {
  const { index, name } = found.reader;
  const title = `reader ${index}  ${oneLine(name)}`;
  switch (found.is) {
    case "empty":
      return [title, "  empty"];
    case "foreign":
      return [title, "  holds a card that is no SmartCard-HSM"];
    case "failed":
      return [title, `  could not be asked: ${oneLine(found.error.message)}`];
    case "hsm":
      return [title, ...hsmLines(found.status)];
  }
}

/** What is known of an HSM and what its owner may want to do now, in lines that go below a title. */
export function hsmLines(status: HsmStatus): string[] {
  const steps = nextSteps(status).map(
    (step, at) => `  ${at === 0 ? "next          " : " ".repeat(14)}${step}`,
  );
  return [...factLines(status), ...steps];
}

/** What is known of an HSM, in lines that go below a title. */
export function factLines(status: HsmStatus): string[] {
  const { serial, label, firmware, initialised } = status;
  return [
    `  HSM           ${serial}${looksVirtual(status) ? ", VIRTUAL: software for rehearsals, protects nothing" : ""}`,
    `  label         ${oneLine(label)}`,
    `  firmware      ${firmware}`,
    ...(initialised
      ? [
          `  user PIN      ${tries(status.userPinTries, "blocked: the SO-PIN can unblock it")}`,
          `  SO-PIN        ${tries(status.soPinTries, "blocked for ever")}`,
          `  DKEK          ${dkekText(status.dkek)}`,
        ]
      : ["  initialised   never: it has no PINs and no keys"]),
  ];
}

function tries(left: number | undefined, none: string): string {
  if (left === undefined) return "set; this HSM does not tell the tries left";
  if (left === 0) return none;
  return left === 1 ? "1 try left: a wrong one blocks it" : `${left} tries left`;
}

/** Zeros in place of a KCV are no value: some firmware tells it only after a login. */
function dkekText(dkek: DkekStatus): string {
  switch (dkek.state) {
    case "none":
      return "none: no key can ever be backed up";
    case "pending":
      return `waits for ${dkek.missing} of ${dkek.total} DKEK ${dkek.total === 1 ? "share" : "shares"}`;
    case "complete": {
      const of =
        dkek.total === 0
          ? "made by the HSM itself: nobody else has it"
          : `complete, of ${dkek.total} ${dkek.total === 1 ? "share" : "shares"}`;
      return `${of}; KCV ${dkek.kcv ?? "not known before login"}`;
    }
  }
}

/** What its owner may want to do now. */
function nextSteps({ initialised, userPinTries, soPinTries, dkek }: HsmStatus): string[] {
  if (soPinTries === 0 && userPinTries === 0) return ["nothing opens this HSM any more"];
  return [
    ...(initialised ? [] : ["dkek hsm init --dkek-shares N"]),
    ...(userPinTries === 0 ? ["dkek hsm unblock"] : []),
    ...(dkek.state === "pending" ? ["dkek import FILE.pbe"] : []),
  ];
}
