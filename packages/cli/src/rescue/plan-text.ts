import { FOR_EVER, roughly } from "./duration.js";
import type { WaveSize } from "./estimate.js";
import type { Part } from "./settings.js";
import { waveText } from "./wave-text.js";

/** How a search will go, before it begins. */
export interface PlanFacts {
  readonly sizes: readonly WaveSize[];
  readonly cards: number;
  readonly part: Part;
  /** Passwords a second. */
  readonly speed: number;
  readonly checkpoint: string;
}

/** What will be tried, and how long each part of it takes, for people. */
export function planText({ sizes, cards, part, speed, checkpoint }: PlanFacts): string[] {
  const rows = sizes.map(({ wave, passwords, isRough }) => {
    const own = Math.ceil(passwords / part.of);
    const free = wave.kind === "agreeing";
    const about = isRough ? "about " : "";
    return {
      what: waveText(wave, cards),
      count: free ? "hardly any" : `${about}${inGroups(own)}`,
      time: free ? "" : own === 0 ? "-" : timeText(own / speed, about),
    };
  });
  const width = (key: "what" | "count"): number => Math.max(...rows.map((row) => row[key].length));
  const share = part.of === 1 ? "" : `, part ${part.nth} of ${part.of}`;
  return [
    `the likeliest first${share}, about ${speed.toPrecision(2)} passwords a second:`,
    ...rows.map(({ what, count, time }) =>
      `  ${what.padEnd(width("what"))}  ${count.padStart(width("count"))}  ${time}`.trimEnd(),
    ),
    `Ctrl-C ends it at any time: ${checkpoint} notes how far it is, and the same command goes on`,
  ];
}

function inGroups(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

function timeText(seconds: number, about: string): string {
  const time = roughly(seconds);
  return time === FOR_EVER ? time : `${about}${time}`;
}
