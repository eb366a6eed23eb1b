import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";

/** An `opensc.conf` of our own, removed when disposed of. */
export interface PrivateConfiguration extends AsyncDisposable {
  readonly path: string;
}

/**
 * No debug log, whatever the machine's own configuration asks for: it would hold every PIN and
 * DKEK share. And no card driver but the one that is needed, so that opening a card sends it
 * nothing but the question whether it is a SmartCard-HSM.
 */
const CONTENT = `app default {
  debug = 0;
  debug_file = ${devNull === "/dev/null" ? devNull : "NUL"};
  card_drivers = sc-hsm;
}
`;

/** Writes it into a temporary folder (0700) that nobody else can exchange it in. */
export async function writePrivateConfiguration(): Promise<PrivateConfiguration> {
  const folder = await mkdtemp(join(tmpdir(), "dkek-opensc-"));
  const path = join(folder, "opensc.conf");
  await writeFile(path, CONTENT, { mode: 0o600, flag: "wx" });
  return {
    path,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
