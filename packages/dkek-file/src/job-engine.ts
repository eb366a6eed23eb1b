import { SecretBytes } from "@dkek/foundation";
import type { DerivationJob } from "./derivation-job.js";
import {
  checkPassword,
  checkSealed,
  type DerivationOptions,
  derivationDied,
  type EngineOptions,
  iterationsOf,
  type PbeEngine,
} from "./pbe-engine.js";

/**
 * Does a job somewhere else. It owns the job's buffers from the beginning, and wipes the secret ones.
 *
 * @returns what the job's last report brings; see DerivationReport.
 */
export type RunJob = (
  job: DerivationJob,
  derivation: DerivationOptions | undefined,
) => Promise<Uint8Array | undefined>;

/** An engine that makes a job of every derivation, and leaves it to threads of whatever kind. */
export function jobEngine(run: RunJob, options: EngineOptions = {}): PbeEngine {
  const iterations = iterationsOf(options);
  return {
    async open(pbe, password, derivation) {
      checkPassword(password);
      const job: DerivationJob = {
        kind: "open",
        iterations,
        password: Uint8Array.from(password.expose()),
        pbe: pbe.bytes,
      };
      const share = await run(job, derivation);
      return share && SecretBytes.own(share);
    },
    async seal(share, password, salt, derivation) {
      checkSealed(share, password, salt);
      const job: DerivationJob = {
        kind: "seal",
        iterations,
        password: Uint8Array.from(password.expose()),
        share: Uint8Array.from(share.expose()),
        salt,
      };
      const pbe = await run(job, derivation);
      if (pbe === undefined) throw derivationDied();
      return pbe;
    },
  };
}
