import { readFileSync } from "node:fs";

/**
 * A set that sc-hsm-tool made: tests/vectors/pbe.json.
 *
 * @type {{ name: string, pbeHex: string, kcvHex: string, passwordHex: string, dkekShareHex: string,
 *   primeDisplayed: string, shares: { id: number, valueDisplayed: string }[] }}
 */
export const STOCK_SET = JSON.parse(
  readFileSync(new URL("../tests/vectors/pbe.json", import.meta.url), "utf8"),
).sets.find((/** @type {{ name: string }} */ { name }) => name === "shares-3of5");

/** Its `.pbe` file. */
export const STOCK_PBE = Buffer.from(STOCK_SET.pbeHex, "hex");

/** The shares of a quorum. */
export const STOCK_SHARES = STOCK_SET.shares.filter(({ id }) => [1, 3, 5].includes(id));

/** The same as the tool shows them, a card each. */
export const STOCK_CARDS = STOCK_SHARES.map(
  ({ id, valueDisplayed }) =>
    `Prime: ${STOCK_SET.primeDisplayed}\nShare ID: ${id}\nShare value: ${valueDisplayed}\n`,
);
