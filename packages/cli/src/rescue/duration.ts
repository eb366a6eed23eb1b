const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** As long as a timer can wait: 24 days. */
const MILLISECONDS_MAX = 24 * UNITS.d;

/**
 * A time as people write it: `90s`, `30m`, `12h`, `3d`.
 *
 * @returns milliseconds; undefined for anything else, for nothing, and for more than 24 days.
 */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^([0-9]{1,6})([smhd])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit as keyof typeof UNITS] ?? Number.NaN);
  return milliseconds > 0 && milliseconds <= MILLISECONDS_MAX ? milliseconds : undefined;
}

const SECOND = 1;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const NAMES: readonly (readonly [number, string])[] = [
  [YEAR, "year"],
  [DAY, "day"],
  [HOUR, "hour"],
  [MINUTE, "minute"],
  [SECOND, "second"],
];

/** A time in words, of which nobody can be sure: `3 minutes`, `2 days`. */
export function roughly(seconds: number): string {
  const [size, name] =
    NAMES.find(([size]) => seconds >= LEAST_OF_UNIT * size) ?? ([SECOND, "second"] as const);
  const count = Math.max(1, Math.round(seconds / size));
  return count > COUNT_MAX ? FOR_EVER : `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** Longer than anybody waits. */
export const FOR_EVER = "centuries";

/** Below it, the smaller unit says more. */
const LEAST_OF_UNIT = 1.5;
const COUNT_MAX = 500;
