import { findOpenSc, listReaders } from "@dkek/opensc";
import { plugIn } from "@dkek/virtual-hsm";
import { timed } from "./timed.mjs";
import { waitingHsm } from "./waiting-hsm.mjs";

/**
 * Plugs so many virtual HSMs in that wait for a DKEK share, and out again afterwards.
 *
 * @param {import("@dkek/virtual-hsm").PcscDaemon} daemon
 * @param {number} count
 * @param {(readers: readonly string[]) => Promise<number>} work
 * @returns {Promise<number>} milliseconds
 */
export async function withHsms(daemon, count, work) {
  const readers = daemon.readers.slice(0, count);
  await cardsIn(0);
  const plugs = [];
  for (const [place, reader] of readers.entries()) {
    plugs.push(await plugIn(await waitingHsm(place + 1), reader));
  }
  await Promise.all(plugs.map((plug) => plug.poweredOn));
  await cardsIn(count);
  try {
    return await work(readers.map(({ name }) => name));
  } finally {
    await Promise.all(plugs.map((plug) => plug.unplug()));
  }
}

/**
 * Waits until OpenSC sees so many cards.
 *
 * @param {number} count
 */
async function cardsIn(count) {
  const programs = await findOpenSc();
  for (;;) {
    const readers = await listReaders(programs);
    if (readers.filter(({ cardPresent }) => cardPresent).length === count) return;
  }
}

/**
 * Imports with sc-hsm-tool, fed by a script, into one HSM after the other.
 *
 * @param {import("./stock-quorum.mjs").StockQuorum} quorum
 * @param {readonly string[]} readers
 * @returns {Promise<number>} milliseconds
 */
export async function stockImport({ pbe, typed, kcv }, readers) {
  let sum = 0;
  for (const reader of readers) {
    const args = ["--reader", reader, "--import-dkek-share", pbe, "--pwd-shares-total", "3"];
    const { stdout, milliseconds } = await timed("sc-hsm-tool", args, typed);
    if (!stdout.includes(kcv)) throw new Error(`sc-hsm-tool: ${stdout}`);
    sum += milliseconds;
  }
  return sum;
}
