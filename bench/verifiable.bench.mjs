// Checking shares against commitments, and finding wrong ones, without commitments.
//
//   node bench/verifiable.bench.mjs
//
// The naive check is the textbook's: each commitment multiplied by the whole power of the ID, each
// product by itself, with the same library's fastest multiplication. Commitments are parsed once for
// all, on both sides, and outside the time. One share against its commitments is measured in a
// process of its own, curve and all, beside one that does nothing.

import { spawnSync } from "node:child_process";
import process, { argv, execPath } from "node:process";
import { pathToFileURL } from "node:url";
import { explainShares, locateErrors, P224_ORDER, primeField, split } from "@dkek/sss";
import {
  blindedShareAt,
  isCommitted,
  parseCommitments,
  splitVerifiably,
  uncommittedIds,
} from "@dkek/sss/verifiable";
import { weierstrass } from "@noble/curves/abstract/weierstrass.js";
import { median } from "./median.mjs";
import { shuffled } from "./shuffled.mjs";

/** @typedef {import("@dkek/sss/verifiable").BlindedShare} BlindedShare */
/** @typedef {import("@dkek/sss/verifiable").Commitments} Commitments */

const ROUNDS = 9;
/** Naive checks take so long that a few must do for all. */
const NAIVE_SHARES = 3;
const LARGE = { threshold: 128, total: 255 };

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number} milliseconds median of the rounds
 * @property {string} [note]
 * @property {boolean} [met] whether it is within the bound that the note names
 */

const field = primeField(P224_ORDER);

/** @param {{ threshold: number, total: number }} counts */
const makeSet = (counts) =>
  splitVerifiably(crypto.getRandomValues(new Uint8Array(27)), { field, ...counts });

/** @returns {Promise<Row[]>} */
export async function run() {
  return [...(await checks()), ...wholeProcess(), ...locating()];
}

/** @returns {Promise<Row[]>} */
async function checks() {
  const { shares, commitments } = makeSet(LARGE);
  const [first = never()] = shares;
  const isNaivelyCommitted = naiveCheck(commitments);
  let reports = 0;
  const onProgress = () => {
    reports += 1;
  };
  const together = await measure(async () => {
    const wrong = await uncommittedIds(shares, commitments, { onProgress });
    if (wrong.length > 0) throw new Error("right shares were called wrong");
  });
  const naive = await measure(() => {
    for (const share of shares.slice(0, NAIVE_SHARES)) {
      if (!isNaivelyCommitted(share)) throw new Error("a right share was called wrong");
    }
  }, 3);
  const allNaive = (naive / NAIVE_SHARES) * LARGE.total;
  const spoilt = shares.map((share) =>
    share.id === 77 ? { ...share, id: 77, value: first.value } : share,
  );
  const oneWrong = await measure(async () => {
    const wrong = await uncommittedIds(spoilt, commitments);
    if (String(wrong) !== "77") throw new Error("the wrong share was missed");
  }, 3);
  const parsing = await measure(() => parseCommitments(commitments.points), 3);
  const splitting = await measure(() => makeSet(LARGE), 3);
  const quorum = shares.slice(100, 100 + LARGE.threshold);
  const another = await measure(() => blindedShareAt(quorum, 1));
  const ratio = allNaive / together;
  return [
    { what: "split 128/255 verifiably", milliseconds: splitting },
    { what: "parse 128 commitments", milliseconds: parsing },
    {
      what: "255 naive checks, 128 commitments",
      milliseconds: allNaive,
      note: `${NAIVE_SHARES} of them, times 85`,
    },
    {
      what: "255 shares in one pass",
      milliseconds: together,
      note: `naive / this = ${ratio.toFixed(0)}, at least 10; ${reports / ROUNDS} reports of progress`,
      met: ratio >= 10 && reports > ROUNDS,
    },
    { what: "the same, one of them wrong, and found", milliseconds: oneWrong },
    { what: "another share from 128, with its blinding", milliseconds: another },
  ];
}

/**
 * Σ id^k·C_k by one multiplication of full size after the other.
 *
 * @param {Commitments} commitments
 * @returns {(share: BlindedShare) => boolean}
 */
function naiveCheck({ points }) {
  const p = 2n ** 224n - 2n ** 96n + 1n;
  const curve = weierstrass({
    p,
    n: P224_ORDER,
    h: 1n,
    a: p - 3n,
    b: 0xb4050a850c04b3abf54132565044b0b7d7bfd8ba270b39432355ffb4n,
    Gx: 0xb70e0cbd6bb4bf7f321390b94a03c1d356c21122343280d6115c1d21n,
    Gy: 0xbd376388b5f723fb4c22dfe6cd4375a05a07476444d5819985007e34n,
  });
  const h = curve.fromAffine({
    x: 0x04c1a7404666dca0fc6cb7f298afaa079a0781f35508221303954b00n,
    y: 0x8e87be75574609884f99667396319ba3ca77690884cec998fafa9f1cn,
  });
  const commitments = points.map((point) => curve.fromBytes(point));
  return ({ id, value, blinding }) => {
    let power = 1n;
    let sum = curve.ZERO;
    for (const commitment of commitments) {
      sum = sum.add(commitment.multiplyUnsafe(power));
      power = (power * BigInt(id)) % P224_ORDER;
    }
    const shown = curve.BASE.multiplyUnsafe(number(value)).add(h.multiplyUnsafe(number(blinding)));
    return shown.equals(sum);
  };
}

/** @param {Uint8Array} bytes */
const number = (bytes) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

/** One share against 16 commitments in a fresh process: in it, and the whole of it. @returns {Row[]} */
function wholeProcess() {
  const { shares, commitments } = makeSet({ threshold: 16, total: 16 });
  const [share = never()] = shares;
  const given = {
    value: Buffer.from(share.value).toString("hex"),
    blinding: Buffer.from(share.blinding).toString("hex"),
    points: commitments.points.map((point) => Buffer.from(point).toString("hex")),
  };
  const program = `
    const started = performance.now();
    const { P224_ORDER, primeField } = await import(${JSON.stringify(import.meta.resolve("@dkek/sss"))});
    const { isCommitted, parseCommitments } =
      await import(${JSON.stringify(import.meta.resolve("@dkek/sss/verifiable"))});
    const given = ${JSON.stringify(given)};
    const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
    const share = { field: primeField(P224_ORDER), id: ${share.id},
      value: bytes(given.value), blinding: bytes(given.blinding) };
    if (!isCommitted(share, parseCommitments(given.points.map(bytes)))) process.exit(1);
    console.log(performance.now() - started);
  `;
  /** @type {number[]} */
  const inside = [];
  const whole = [];
  const empty = [];
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(timed(() => spawnSync(execPath, ["-e", "0"])));
    whole.push(
      timed(() => {
        const { status, stdout } = spawnSync(execPath, ["--input-type=module", "-e", program]);
        if (status !== 0) throw new Error("the check failed");
        inside.push(Number(stdout));
      }),
    );
  }
  const ratio = median(whole) / median(empty);
  return [
    {
      what: "one share, 16 commitments: from import to answer",
      milliseconds: median(inside),
      note: "below 100 ms",
      met: median(inside) < 100,
    },
    {
      what: "the same, the whole process",
      milliseconds: median(whole),
      note: `${ratio.toFixed(1)} times node -e 0 (${median(empty).toFixed(0)} ms), at most 6`,
      met: ratio <= 6,
    },
    ...warmCheck(share, commitments),
  ];
}

/** @param {BlindedShare} share @param {Commitments} commitments @returns {Row[]} */
function warmCheck(share, commitments) {
  const times = Array.from({ length: 51 }, () => timed(() => isCommitted(share, commitments)));
  return [{ what: "one share, 16 commitments, warmed up", milliseconds: median(times) }];
}

/** @returns {Row[]} */
function locating() {
  return [
    { threshold: 5, total: 9, errors: 2 },
    { ...LARGE, errors: 20 },
    { ...LARGE, errors: 63 },
  ].flatMap(({ threshold, total, errors }) => {
    const shares = split(crypto.getRandomValues(new Uint8Array(27)), { field, threshold, total });
    const wrong = shuffled(total)
      .slice(0, errors)
      .map((place) => place + 1);
    const given = shares.map((share) =>
      wrong.includes(share.id)
        ? { ...share, value: crypto.getRandomValues(new Uint8Array(28)).fill(0, 0, 1) }
        : share,
    );
    const expected = String(wrong.sort((a, b) => a - b));
    const what = `${errors} wrong of ${total}, threshold ${threshold}`;
    const known = Array.from({ length: ROUNDS }, () =>
      timed(() => {
        const found = locateErrors(given, threshold);
        if (String(found?.wrong) !== expected) throw new Error("located wrongly");
      }),
    );
    const unknown = Array.from({ length: ROUNDS }, () =>
      timed(() => {
        const [found, ...others] = explainShares(given);
        if (String(found?.wrong) !== expected || others.length > 0)
          throw new Error("explained wrongly");
      }),
    );
    return [
      {
        what: `${what}, known`,
        milliseconds: median(known),
        note: "below 1 s",
        met: median(known) < 1000,
      },
      { what: `${what}, unknown`, milliseconds: median(unknown) },
    ];
  });
}

/**
 * @param {() => unknown} call
 * @returns {Promise<number>} milliseconds, median
 */
async function measure(call, rounds = ROUNDS) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** @param {() => unknown} call */
function timed(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

/** @returns {never} */
function never() {
  throw new Error("out of range");
}

/** @param {readonly Row[]} rows */
function print(rows) {
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, milliseconds, note = "", met } of rows) {
    const verdict = met === undefined ? "" : met ? "met: " : "NOT MET: ";
    console.log(
      `${what.padEnd(width)}  ${milliseconds.toFixed(1).padStart(9)} ms  ${verdict}${note}`,
    );
  }
}

if (import.meta.url === pathToFileURL(argv[1] ?? "").href) {
  const rows = await run();
  print(rows);
  if (rows.some(({ met }) => met === false)) process.exitCode = 1;
}
