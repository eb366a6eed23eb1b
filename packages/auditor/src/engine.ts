import type { PbeEngine } from "@dkek/dkek-file";
import { webWorkerEngine } from "@dkek/dkek-file/web-worker";

let address: string | undefined;

/** Derivations in workers that run the script of this very page. */
export const engine: PbeEngine = webWorkerEngine(() => {
  const program = document.getElementById("program")?.textContent ?? "";
  address ??= URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  return new Worker(address);
});
