import { AGES, type Age } from "@dkek/ceremony/rescue";
import { type Kcv, parseKcv } from "@dkek/dkek-file";
import { type Options, wrongUse } from "../input/options.js";
import { parseDuration } from "./duration.js";

/** Which part of a search is done here: the first of one, unless it is divided between machines. */
export interface Part {
  /** From 1. */
  readonly nth: number;
  readonly of: number;
}

export interface RescueSettings {
  readonly pbePath: string;
  readonly cards: readonly string[];
  readonly recordPath: string | undefined;
  readonly threshold: number | undefined;
  readonly age: Age | undefined;
  readonly kcv: Kcv | undefined;
  readonly backups: readonly string[];
  readonly out: string | undefined;
  readonly part: Part;
  readonly threads: number | undefined;
  readonly maxMilliseconds: number | undefined;
  /** Absent: beside the `.pbe` file, under a name of its own for each search. */
  readonly checkpoint: string | undefined;
  readonly json: boolean;
}

const THREADS_MAX = 1024;
const PARTS_MAX = 9999;

/** The same, with the place for the checkpoint settled. */
export type PlacedSettings = RescueSettings & { readonly checkpoint: string };

/** @throws {CliError} `wrong-use`. */
export function rescueSettings(options: Options): RescueSettings {
  const pbePath = options.requiredText("file");
  const part = partOf(options.text("part"));
  const age = options.oneOf("made-by", AGES);
  return {
    pbePath,
    cards: options.texts("card"),
    recordPath: options.text("record"),
    threshold: options.wholeNumber("threshold", 2, 255),
    age,
    kcv: kcvOf(options.text("kcv")),
    backups: options.texts("backup"),
    out: options.text("out"),
    part,
    threads: options.wholeNumber("threads", 1, THREADS_MAX),
    maxMilliseconds: millisecondsOf(options.text("max-time")),
    checkpoint: options.text("checkpoint"),
    json: options.flag("json"),
  };
}

function partOf(text: string | undefined): Part {
  if (text === undefined) return { nth: 1, of: 1 };
  const [, nth, of] = /^([0-9]{1,4})\/([0-9]{1,4})$/.exec(text) ?? [];
  const part = { nth: Number(nth), of: Number(of) };
  if (part.nth >= 1 && part.nth <= part.of && part.of <= PARTS_MAX) return part;
  throw wrongUse(`--part ${text}: not a part such as 3/8`, "3/8 is the third of eight parts");
}

function millisecondsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  throw wrongUse(`--max-time ${text}: not a time such as 90s, 30m, 12h or 3d, up to 24d`);
}

function kcvOf(text: string | undefined): Kcv | undefined {
  if (text === undefined) return undefined;
  const kcv = parseKcv(text);
  if (kcv !== undefined) return kcv;
  throw wrongUse(`--kcv ${text}: not 16 hex digits`, "give it as the HSM shows it");
}
