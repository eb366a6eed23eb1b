import {
  type AuditMethod,
  type AuditResult,
  audit,
  type Finding,
  inOrder,
  methodsOf,
} from "@dkek/ceremony";
import type { Kcv, PbeEngine } from "@dkek/dkek-file";
import type { Desk, UnreadableLine } from "./desk.js";

/** How to watch a check, and end it early. */
export interface Watching {
  readonly signal: AbortSignal;
  readonly onDerivation: (fraction: number) => void;
  readonly onCards: (fraction: number) => void;
}

/** A line of the result. */
export type CheckedLine = Finding | UnreadableLine;

/** What came of a check: an audit, the files that could not be read, and what has changed since. */
export interface Checked extends Omit<AuditResult, "findings"> {
  readonly findings: readonly CheckedLine[];
  readonly methods: readonly AuditMethod[];
  readonly made: Date;
  readonly withPassword: boolean;
  /** That the auditor named. */
  readonly kcv: Kcv | undefined;
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
): Promise<Checked> {
  const material = desk.material();
  const beside: readonly CheckedLine[] = [...desk.unreadable(), ...desk.since()];
  const result = await audit(material, engine, { signal, onProgress: onDerivation, onCards });
  return {
    ...result,
    verdict: beside.some(({ status }) => status === "wrong") ? "wrong" : result.verdict,
    methods: methodsOf(
      material,
      result.sets.some(({ kcv }) => kcv !== undefined),
    ),
    made: new Date(),
    withPassword: material.password !== undefined,
    kcv: material.kcv,
    findings: inOrder<CheckedLine>([...beside, ...result.findings], material),
  };
}
