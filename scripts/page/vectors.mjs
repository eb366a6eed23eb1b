import { formatsBlock } from "../formats-block.mjs";
import { qrPng } from "./qr-png.mjs";
import { jsonOf } from "./sources.mjs";

/** What the page's self-check compares with: see packages/auditor/src/built-in.ts. */
export function publishedVectors() {
  const { sets } = jsonOf("tests/vectors/pbe.json");
  const named = (/** @type {string} */ name) =>
    sets.find((/** @type {{ name: string }} */ set) => set.name === name);
  const quorum = named("shares-3of5");
  const password = named("password");
  const cards = [1, 3, 5].map((id) => {
    const share = quorum.shares.find((/** @type {{ id: number }} */ each) => each.id === id);
    return `Prime: ${quorum.primeDisplayed}\nShare ID: ${id}\nShare value: ${share.valueDisplayed}\n`;
  });
  const wrongCards = cards.map((card, place) =>
    place === 0 ? card.replace(/.\n$/, (end) => (end[0] === "0" ? "1\n" : "0\n")) : card,
  );
  const [code] = jsonOf("packages/ceremony/src/card-string.vectors.json").valid;
  const backup = jsonOf("tests/vectors/key-backups.json").keyBackups[0];
  const specimenCode = /^DKEK1\..*$/m.exec(formatsBlock("card-p224"))?.[0] ?? "";
  return {
    quorum: { pbeHex: quorum.pbeHex, kcvHex: quorum.kcvHex, cards, wrongCards },
    password: {
      pbeHex: password.pbeHex,
      kcvHex: password.kcvHex,
      passwordHex: password.passwordHex,
    },
    code: { string: code.string, id: code.card.id },
    backupHex: backup.fileHex,
    specimen: {
      record: formatsBlock("record-p224"),
      code: specimenCode,
      pictureHex: qrPng(specimenCode).toString("hex"),
    },
  };
}
