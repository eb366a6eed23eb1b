import type { CheckName } from "../doctor/check-names.js";
import type { Level, Said } from "../doctor/verdict.js";

/** All that `dkek doctor` says, in one language. Names of devices and programs come as lists, ready to read. */
export interface DoctorWords {
  /** Eight characters at most. */
  readonly levels: Readonly<Record<Level, string>>;
  /** What is checked, 15 characters at most. */
  readonly titles: Readonly<Record<CheckName, string>>;
  readonly heading: (program: string, system: string) => string;
  /** While readers and printers are asked. */
  readonly looking: string;
  /** Behind what is not green, but was accepted. */
  readonly accepted: string;
  /** The last lines. */
  readonly verdict: {
    readonly allGreen: string;
    readonly notAllGreen: (checks: string) => string;
    readonly refused: (checks: string) => string;
  };
  /** Above the few lines that `dkek create` shows. */
  readonly brief: string;
  readonly node: {
    readonly recent: (version: string) => Said;
    readonly old: (version: string, oldest: string) => Said;
  };
  readonly opensc: {
    readonly found: (version: string) => Said;
    /** The error's own words. */
    readonly failed: (why: string, todo: string | undefined) => Said;
    readonly silent: Said;
  };
  readonly pcsc: {
    readonly answers: Said;
    readonly missing: Said;
    readonly silent: Said;
    readonly notAsked: Said;
  };
  readonly hsm: {
    readonly notAsked: Said;
    readonly noReader: Said;
    readonly noCard: (readers: string) => Said;
    readonly ready: (hsms: string) => Said;
    readonly userPinLow: (hsm: string, tries: number) => Said;
    readonly soPinLow: (hsm: string, tries: number) => Said;
    readonly failed: (reader: string, why: string) => Said;
    readonly slow: (reader: string) => Said;
    readonly fresh: string;
    readonly withDkek: string;
    readonly waitsForShares: (missing: number, total: number) => string;
    readonly withoutDkek: string;
  };
  readonly printer: {
    readonly ready: (name: string) => Said;
    readonly none: Said;
    readonly unnamed: (names: string) => Said;
    readonly absent: (name: string, known: string) => Said;
    readonly stopped: (name: string, why: string) => Said;
    readonly refusing: (name: string, why: string) => Said;
    readonly file: (name: string) => Said;
    readonly remoteServer: (name: string) => Said;
    readonly network: (name: string) => Said;
    readonly notTold: (name: string) => Said;
    readonly waiting: (name: string, jobs: number) => Said;
    readonly failed: (why: string) => Said;
  };
  readonly spool: {
    readonly noCups: Said;
    readonly elsewhere: Said;
    readonly unreadable: (path: string) => Said;
    readonly keepsFiles: (path: string) => Said;
    readonly onDisk: (folder: string, device: string) => Said;
    readonly safe: (folder: string) => Said;
  };
  readonly swap: {
    readonly none: Said;
    readonly inMemory: (devices: string) => Said;
    readonly encrypted: (devices: string) => Said;
    readonly onDisk: (devices: string) => Said;
  };
  readonly hibernation: {
    readonly impossible: Said;
    readonly noSwap: Said;
    readonly possible: Said;
  };
  readonly coreDumps: {
    readonly off: Said;
    readonly toFile: Said;
    readonly toProgram: (program: string) => Said;
  };
  readonly temporaryFiles: {
    readonly safe: (folder: string) => Said;
    readonly onDisk: (folder: string, device: string) => Said;
  };
  readonly disk: {
    readonly safe: (folder: string, kind: "memory" | "encrypted") => Said;
    readonly plain: (folder: string, device: string) => Said;
    readonly network: (folder: string) => Said;
  };
  readonly network: {
    readonly off: Said;
    readonly routed: (interfaces: string) => Said;
    readonly up: (interfaces: string) => Said;
  };
  readonly radio: {
    readonly off: Said;
    readonly on: (radios: string) => Said;
  };
  readonly machine: {
    readonly real: Said;
    readonly container: (which: string) => Said;
    readonly virtual: (which: string) => Said;
  };
  readonly terminal: {
    readonly quiet: Said;
    readonly recorded: (program: string) => Said;
    readonly remote: (program: string) => Said;
    readonly multiplexed: (program: string) => Said;
  };
  readonly onlookers: {
    readonly none: Said;
    readonly some: (programs: string) => Said;
  };
  readonly openscLog: {
    readonly off: Said;
    readonly byVariable: (variable: string) => Said;
    readonly byFile: (path: string) => Said;
    readonly unreadable: (path: string) => Said;
  };
  readonly pcscLog: {
    readonly off: Said;
    readonly notRunning: Said;
    readonly on: (commandLine: string) => Said;
  };
  readonly spies: {
    readonly none: Said;
    readonly some: (variables: string) => Said;
  };
  readonly foreignCode: {
    readonly none: Said;
    readonly some: (what: string) => Said;
  };
  readonly clock: {
    readonly shows: (time: string) => Said;
    readonly tooEarly: (time: string) => Said;
    readonly hardwareDiffers: (time: string, seconds: number) => Said;
  };
  /** For what Linux alone tells us. */
  readonly otherSystem: (system: string) => Said;
  /** Where the file that would tell is missing. */
  readonly notTold: (what: string) => Said;
}
