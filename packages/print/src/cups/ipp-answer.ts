/** The attributes of one group of an answer: a job's, say. Those with several values have them joined by commas. */
export type IppGroup = ReadonlyMap<string, string>;

/** What CUPS answered. */
export interface IppAnswer {
  /** Such as `successful-ok` or `client-error-not-found`. */
  readonly status: string;
  /** CUPS' own words; may be empty. */
  readonly message: string;
  readonly groups: readonly IppGroup[];
}

const ATTRIBUTE = /^ {8}([a-z0-9-]+) \([^)]*\) = (.*)$/;

/**
 * Reads what `ipptool -tv` shows. Its JSON and CSV forms are not used: the one lacks commas, the other
 * escapes twice (CUPS 2.4.2), and neither shows the status.
 *
 * @returns undefined if there was no answer at all.
 */
export function parseIppAnswer(output: string): IppAnswer | undefined {
  // Where nobody answered in time, ipptool shows a status all the same: that of an empty answer.
  if (/^ {8}RECEIVED: 0 bytes/m.test(output)) return undefined;
  const received = output.slice(Math.max(0, output.indexOf("        RECEIVED: "))).split("\n");
  const status = received
    .map((line) => /^ {8}status-code = ([a-z0-9-]+)/.exec(line)?.[1])
    .find((found) => found !== undefined);
  if (status === undefined) return undefined;
  const groups: Map<string, string>[] = [new Map()];
  for (const line of received) {
    if (line.trim() === "-- separator --") groups.push(new Map());
    const [, name, value] = ATTRIBUTE.exec(line) ?? [];
    if (name !== undefined && value !== undefined) groups.at(-1)?.set(name, value);
  }
  return { status, message: groups[0]?.get("status-message") ?? "", groups };
}
