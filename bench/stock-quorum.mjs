import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { STOCK_CARDS, STOCK_PBE, STOCK_SET, STOCK_SHARES } from "./stock-set.mjs";

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
  writeFileSync(pbe, STOCK_PBE);
  const cards = STOCK_CARDS.map((card, place) => {
    const path = join(folder, `card-${place + 1}.txt`);
    writeFileSync(path, card);
    return path;
  });
  const entries = STOCK_SHARES.map(({ id, valueDisplayed }) => `\n${id}\n${valueDisplayed}\n`).join(
    "",
  );
  return {
    pbe,
    cards,
    typed: `${STOCK_SET.primeDisplayed}\n${entries}`,
    kcv: STOCK_SET.kcvHex.toUpperCase(),
    passwordHex: STOCK_SET.passwordHex,
  };
}
