import type { OnTheWay, SeenPrinter } from "@dkek/print/cups";
import type { DoctorWords } from "../../words/doctor-words.js";
import type { Printing } from "../printing.js";
import { green, red, unknown, type Verdict, yellow } from "../verdict.js";
import { listed } from "./check.js";

/** The printer of the cards: the one that was named, else the only one there is. */
export function printer(
  printing: Printing,
  wanted: string | undefined,
  { printer: words }: DoctorWords,
): Verdict {
  if (printing === "no-cups") {
    return wanted === undefined
      ? yellow("none", words.none)
      : red("no-cups", words.failed("no CUPS"));
  }
  if ("failed" in printing) {
    const level = wanted === undefined ? yellow : red;
    return level("failed", words.failed(printing.failed));
  }
  const { printers } = printing;
  const names = listed(printers.map(({ name }) => name));
  const chosen = wanted === undefined ? printers : printers.filter(({ name }) => name === wanted);
  const [only, another] = chosen;
  if (another !== undefined) return unknown("unnamed", words.unnamed(names));
  if (only !== undefined) return verdictOn(only, words);
  return wanted === undefined
    ? yellow("none", words.none)
    : red("absent", words.absent(wanted, names));
}

function verdictOn(
  { name, state, reason, onTheWay, waitingJobs }: SeenPrinter,
  words: DoctorWords["printer"],
): Verdict {
  const ways: Readonly<Record<OnTheWay, Verdict>> = {
    "remote-server": red("remote-server", words.remoteServer(name)),
    file: red("file", words.file(name)),
    network: red("network", words.network(name)),
    "not-told": unknown("not-told", words.notTold(name)),
  };
  if (state === "stopped") return red("stopped", words.stopped(name, reason));
  if (state === "refusing") return red("refusing", words.refusing(name, reason));
  const [way] = onTheWay;
  if (way !== undefined) return ways[way];
  if (waitingJobs > 0) return yellow("waiting", words.waiting(name, waitingJobs));
  return green("ready", words.ready(name));
}
