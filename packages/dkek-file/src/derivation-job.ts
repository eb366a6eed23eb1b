import { parsePbe } from "./pbe-file.js";
import { openWork, sealWork } from "./pbe-work.js";
import type { Work } from "./work.js";

/** What a worker thread is given to do. It owns the buffers, and wipes the secret ones. */
export type DerivationJob =
  | {
      readonly kind: "open";
      readonly iterations: number;
      /** Secret. */
      readonly password: Uint8Array;
      /** 64 bytes. */
      readonly pbe: Uint8Array;
    }
  | {
      readonly kind: "seal";
      readonly iterations: number;
      /** Secret. */
      readonly password: Uint8Array;
      /** Secret, 32 bytes. */
      readonly share: Uint8Array;
      /** 8 bytes. */
      readonly salt: Uint8Array;
    };

/** What a worker thread says. */
export type DerivationReport =
  | { readonly kind: "progress"; readonly fraction: number }
  /** The DKEK share, or undefined for a wrong password, or the .pbe file; the last report. */
  | { readonly kind: "done"; readonly result: Uint8Array | undefined };

export function workOf(job: DerivationJob): Work<Uint8Array | undefined> {
  return job.kind === "open"
    ? openWork(parsePbe(job.pbe), job.password, job.iterations)
    : sealWork(job.share, job.password, job.salt, job.iterations);
}

/** The buffers to wipe, and to hand over rather than copy. */
export function secretsOf(job: DerivationJob): readonly Uint8Array[] {
  return job.kind === "open" ? [job.password] : [job.password, job.share];
}
