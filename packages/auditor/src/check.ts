import { type AuditResult, audit, type Finding, inOrder } from "@dkek/ceremony";
import type { PbeEngine } from "@dkek/dkek-file";
import type { Desk } from "./desk.js";

/** How to watch a check, and end it early. */
export interface Watching {
  readonly signal: AbortSignal;
  readonly onDerivation: (fraction: number) => void;
  readonly onCards: (fraction: number) => void;
}

/**
 * Checks everything on the desk, as `dkek verify` does.
 *
 * @throws {PbeError} `derivation-aborted`, by the signal.
 */
export async function check(
  desk: Desk,
  engine: PbeEngine,
  { signal, onDerivation, onCards }: Watching,
): Promise<AuditResult> {
  const material = desk.material();
  const unreadable: readonly Finding[] = desk.unreadable();
  const result = await audit(material, engine, { signal, onProgress: onDerivation, onCards });
  return {
    ...result,
    verdict: unreadable.length > 0 ? "wrong" : result.verdict,
    findings: inOrder([...unreadable, ...result.findings], material),
  };
}
