import type { CommandEntry, CommandGroup } from "./command.js";
import { HSM_ACTIONS } from "./commands/hsm/actions.js";

/** The commands in the order of `dkek --help`; each is loaded only when it is called. */
export const COMMANDS: readonly (CommandEntry | CommandGroup)[] = [
  {
    name: "create",
    summary: "make a DKEK share, seal it in a .pbe file, split its password into cards",
    load: async () => (await import("./commands/create.js")).create,
  },
  {
    name: "verify",
    summary: "check one card, a quorum, all cards or key backups: offline, no HSM",
    load: async () => (await import("./commands/verify.js")).verify,
  },
  {
    name: "import",
    summary: "reassemble quorums, check them, import the DKEK shares into HSMs",
    load: async () => (await import("./commands/import.js")).importShare,
  },
  {
    name: "reissue",
    summary: "make a lost card anew, one more for somebody, or a new set for the same DKEK",
    load: async () => (await import("./commands/reissue.js")).reissue,
  },
  {
    name: "rescue",
    summary: "find what is wrong with cards that don't open their .pbe file",
    load: async () => (await import("./commands/rescue.js")).rescue,
  },
  {
    name: "sheet",
    summary: "print cards, the record, receipts, blank forms",
    load: async () => (await import("./commands/sheet.js")).sheet,
  },
  {
    name: "inspect",
    summary: "say what a file is, and what can be known of it without secrets",
    load: async () => (await import("./commands/inspect.js")).inspect,
  },
  {
    name: "hsm",
    summary: "look at the HSMs, initialise one; its keys, their backups, its PINs",
    actions: HSM_ACTIONS,
  },
  {
    name: "rehearse",
    summary: "the whole life of a key, with virtual HSMs",
    load: async () => (await import("./commands/rehearse.js")).rehearse,
  },
  {
    name: "doctor",
    summary: "is this machine fit for a ceremony?",
    load: async () => (await import("./commands/doctor.js")).doctor,
  },
  {
    name: "virtual-hsm",
    summary: "plug a virtual HSM into this machine's PC/SC daemon, to practise on",
    load: async () => (await import("./commands/virtual-hsm.js")).virtualHsm,
  },
  {
    name: "completion",
    summary: "a script that completes dkek's commands and options in a shell",
    load: async () => (await import("./commands/completion.js")).completion,
  },
];
