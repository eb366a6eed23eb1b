import type { DoctorWords } from "../../words/doctor-words.js";
import type { Machine } from "../machine.js";
import type { Printing } from "../printing.js";
import { argumentsOf, processes } from "../processes.js";
import { storageOf } from "../storage.js";
import { green, unknown, type Verdict, yellow } from "../verdict.js";

/** Where the scheduler's settings are, unless it was started with others. */
const SETTINGS = "/etc/cups/cupsd.conf";
const FILE_SETTINGS = "/etc/cups/cups-files.conf";
const SPOOL = "/var/spool/cups";
/** Where it listens, unless its settings say more. */
const USUAL_ADDRESSES = ["/run/cups/cups.sock", "/var/run/cups/cups.sock", "localhost:631"];

/** What CUPS keeps of what it has printed, and on what. */
export function spool(machine: Machine, printing: Printing, words: DoctorWords): Verdict {
  const { spool: own, notTold } = words;
  if (printing === "no-cups") return green("no-cups", own.noCups);
  const address = "failed" in printing ? undefined : printing.server.address;
  const place = settingsOf(machine, address);
  if (place === undefined) return unknown("elsewhere", own.elsewhere);
  const settings = machine.read(place.settings);
  if (settings === undefined) return unknown("unreadable", own.unreadable(place.settings));
  if (keepsFiles(settings)) return yellow("keeps-files", own.keepsFiles(place.settings));
  const folder = directive(machine.read(place.fileSettings) ?? "", "RequestRoot") ?? SPOOL;
  const { kind, device } = storageOf(machine, folder);
  if (kind === "unknown") return unknown("not-told", notTold(`${folder} (${device})`));
  return kind === "memory" || kind === "encrypted"
    ? green("keeps-nothing", own.safe(folder))
    : yellow("on-disk", own.onDisk(folder, device));
}

interface Settings {
  readonly settings: string;
  readonly fileSettings: string;
  readonly addresses: readonly string[];
}

/**
 * The settings of the scheduler that listens at an address: those of the running ones, and the usual.
 *
 * @param address unknown where none answers: the usual ones count for the next that is started.
 */
function settingsOf(machine: Machine, address: string | undefined): Settings | undefined {
  const running = processes(machine)
    .filter(({ name }) => name === "cupsd")
    .map((daemon) => argumentsOf(machine, daemon))
    .map((args) => ({
      settings: after(args, "-c") ?? SETTINGS,
      fileSettings: after(args, "-s") ?? FILE_SETTINGS,
    }));
  return [...running, { settings: SETTINGS, fileSettings: FILE_SETTINGS }]
    .map((place) => {
      const named = (machine.read(place.settings) ?? "").matchAll(/^\s*(?:Listen|Port)\s+(\S+)/gim);
      const usual = place.settings === SETTINGS ? USUAL_ADDRESSES : [];
      return { ...place, addresses: [...usual, ...Array.from(named, ([, at = ""]) => at)] };
    })
    .find(({ addresses }) => address === undefined || addresses.includes(address));
}

function after(args: readonly string[], option: string): string | undefined {
  const place = args.indexOf(option);
  return place === -1 ? undefined : args[place + 1];
}

/** `PreserveJobFiles` is a day if nothing else is said, or a yes, a no, a number of seconds. */
function keepsFiles(settings: string): boolean {
  return !/^(no|off|false|0)$/i.test(directive(settings, "PreserveJobFiles") ?? "86400");
}

function directive(settings: string, name: string): string | undefined {
  return new RegExp(`^\\s*${name}\\s+(\\S+)`, "im").exec(settings)?.[1];
}
