// Splitting and combining 28-byte secrets, side by side with the two usual packages: in one process,
// taking turns, each through its documented interface and with its own random generator. Ours is
// given a field that was proven before, and checks everything else as always.
//
//   node bench/sss.bench.mjs

import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { combine, primeField, split } from "@dkek/sss";
import secretsJs from "secrets.js-grempe";
import * as shamirSecretSharing from "shamir-secret-sharing";
import { median } from "./median.mjs";
import { shuffled } from "./shuffled.mjs";

const SECRET_BYTES = 28;
const SETS = [
  { threshold: 3, total: 5 },
  { threshold: 16, total: 32 },
  { threshold: 128, total: 255 },
];
const QUORUMS = 16;
const ROUNDS = 15;
/** How long one contestant runs in one round, if one call is not longer. */
const ROUND_MS = 8;
const WARM_UP_MS = 150;

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(total: number, threshold: number) => unknown} split the shares, or a promise of them
 * @property {(shares: readonly unknown[]) => unknown} combine the secret, or a promise of it
 * @property {unknown} secret as `combine` gives it back
 */

/**
 * @typedef {object} Row
 * @property {"split" | "combine"} what
 * @property {string} set such as 3/5
 * @property {Record<string, number>} microseconds a call, by contestant: median of the rounds
 * @property {Record<string, number>} ratios our time over theirs, by contestant
 */

/** @returns {Contestant[]} */
function contestants() {
  // The order of P-224, as for the cards.
  const field = primeField(0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn);
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  bytes[0] = 0x7f;
  const hex = Buffer.from(bytes).toString("hex");
  return [
    {
      name: "dkek",
      split: (total, threshold) => split(bytes, { field, threshold, total }),
      combine: (shares) => combine(/** @type {import("@dkek/sss").Share[]} */ (shares)),
      secret: bytes,
    },
    {
      name: "secrets.js-grempe",
      split: (total, threshold) => secretsJs.share(hex, total, threshold),
      combine: (shares) => secretsJs.combine(/** @type {string[]} */ (shares)),
      secret: hex,
    },
    {
      name: "shamir-secret-sharing",
      split: (total, threshold) => shamirSecretSharing.split(bytes, total, threshold),
      combine: (shares) => shamirSecretSharing.combine(/** @type {Uint8Array[]} */ (shares)),
      secret: bytes,
    },
  ];
}

/**
 * Measures all sets.
 *
 * @returns {Promise<Row[]>}
 */
export async function run() {
  const all = contestants();
  const rows = [];
  for (const { threshold, total } of SETS) {
    // Several quorums in turn: which IDs meet makes a difference.
    const quorums = Array.from({ length: QUORUMS }, () => shuffled(total).slice(0, threshold));
    const splits = [];
    const combines = [];
    for (const { name, split, combine, secret } of all) {
      const shares = /** @type {unknown[]} */ (await split(total, threshold));
      const given = quorums.map((places) => places.map((place) => shares[place]));
      for (const quorum of given) {
        const restored = await combine(quorum);
        if (String(restored) !== String(secret)) throw new Error(`${name} lost the secret`);
      }
      let turn = 0;
      splits.push({ name, call: () => split(total, threshold) });
      combines.push({ name, call: () => combine(given[turn++ % QUORUMS] ?? never()) });
    }
    const set = `${threshold}/${total}`;
    rows.push(await row("split", set, splits), await row("combine", set, combines));
  }
  return rows;
}

/**
 * @param {Row["what"]} what
 * @param {string} set
 * @param {{ name: string, call: () => unknown }[]} calls
 * @returns {Promise<Row>}
 */
async function row(what, set, calls) {
  const runs = [];
  for (const { name, call } of calls) {
    const perCall = await timed(call, await countFor(call, WARM_UP_MS));
    const count = Math.max(1, Math.round(ROUND_MS / perCall));
    runs.push({ name, call, count, times: /** @type {number[]} */ ([]) });
  }
  for (let round = 0; round < ROUNDS; round++) {
    // Each goes first in turn.
    for (let turn = 0; turn < runs.length; turn++) {
      const { call, count, times } = runs[(round + turn) % runs.length] ?? never();
      times.push(await timed(call, count));
    }
  }
  const microseconds = Object.fromEntries(
    runs.map(({ name, times }) => [name, 1000 * median(times)]),
  );
  const [[, ours] = never(), ...theirs] = Object.entries(microseconds);
  const ratios = Object.fromEntries(theirs.map(([name, time]) => [name, ours / time]));
  return { what, set, microseconds, ratios };
}

/**
 * Calls for a while, and so warms up.
 *
 * @param {() => unknown} call
 * @param {number} milliseconds
 * @returns {Promise<number>} how many calls that took
 */
async function countFor(call, milliseconds) {
  const end = performance.now() + milliseconds;
  let count = 0;
  do {
    const result = call();
    if (result instanceof Promise) await result;
    count += 1;
  } while (performance.now() < end);
  return count;
}

/**
 * @param {() => unknown} call
 * @param {number} count
 * @returns {Promise<number>} milliseconds a call
 */
async function timed(call, count) {
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    // Only one of the three is asynchronous, and only that one has to wait.
    const result = call();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / count;
}

/** @returns {never} */
function never() {
  throw new Error("out of range");
}

/** @param {readonly Row[]} rows */
function print(rows) {
  const names = Object.keys(rows[0]?.microseconds ?? {});
  const rivals = names.slice(1);
  const table = [
    ["", "", ...names.map((name) => `${name} (µs)`), ...rivals.map((name) => `dkek / ${name}`)],
    ...rows.map(({ what, set, microseconds, ratios }) => [
      what,
      set,
      ...names.map((name) => (microseconds[name] ?? Number.NaN).toFixed(1)),
      ...rivals.map((name) => (ratios[name] ?? Number.NaN).toFixed(3)),
    ]),
  ];
  const widths = (table[0] ?? []).map((_, i) =>
    Math.max(...table.map((cells) => cells[i]?.length ?? 0)),
  );
  for (const cells of table) {
    console.log(cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join("  "));
  }
  const behind = rows.flatMap(({ what, set, ratios }) =>
    rivals.filter((name) => !((ratios[name] ?? 1) < 1)).map((name) => `${what} ${set}: ${name}`),
  );
  console.log(
    behind.length === 0
      ? "dkek is ahead of both on each of the six"
      : `dkek is behind: ${behind.join(", ")}`,
  );
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) print(await run());
