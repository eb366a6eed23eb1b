import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { sets } = JSON.parse(
  readFileSync(new URL("../tests/vectors/pbe.json", import.meta.url), "utf8"),
);
const SET = sets.find((/** @type {{ name: string }} */ { name }) => name === "shares-3of5");
const SHARES = [0, 2, 4].map((place) => SET.shares[place]);

/**
 * @typedef {object} StockQuorum
 * @property {string} pbe path of the file
 * @property {readonly string[]} cards paths
 * @property {string} typed what the stock tool gets on its standard input
 * @property {string} kcv what the HSM shows in the end
 * @property {string} passwordHex the password that the cards make
 */

/**
 * A set that sc-hsm-tool made, and three of its cards.
 *
 * @param {string} folder
 * @returns {StockQuorum}
 */
export function layOutStockQuorum(folder) {
  const pbe = join(folder, "set.pbe");
  writeFileSync(pbe, Buffer.from(SET.pbeHex, "hex"));
  const cards = SHARES.map(({ id, valueDisplayed }) => {
    const path = join(folder, `card-${id}.txt`);
    writeFileSync(
      path,
      `Prime: ${SET.primeDisplayed}\nShare ID: ${id}\nShare value: ${valueDisplayed}\n`,
    );
    return path;
  });
  const entries = SHARES.map(({ id, valueDisplayed }) => `\n${id}\n${valueDisplayed}\n`).join("");
  return {
    pbe,
    cards,
    typed: `${SET.primeDisplayed}\n${entries}`,
    kcv: SET.kcvHex.toUpperCase(),
    passwordHex: SET.passwordHex,
  };
}
