/** @type {ReadonlyMap<string | undefined, () => Promise<unknown>>} */
const PARTS = new Map([
  ["--part=print-guard", () => import("../../packages/print/dist/cups/guard.js")],
  ["--part=vpcd-relay", () => import("../../packages/virtual-hsm/dist/vpcd-relay.js")],
]);

/** Begins the program, or one of the programs that it starts beside itself. */
export async function begin() {
  const part = PARTS.get(process.argv[2]);
  if (part !== undefined) return void (await part());
  const { main } = await import("../../packages/cli/dist/main.js");
  await main(process.argv.slice(2));
}
