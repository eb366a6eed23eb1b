import type { CommandEntry } from "../../command.js";

/** What `dkek hsm` can do, in the order of an HSM's life; each is loaded only when it is called. */
export const HSM_ACTIONS: readonly CommandEntry[] = [
  {
    name: "status",
    summary: "all readers, and what can be known of their HSMs without a PIN",
    load: async () => (await import("./status.js")).status,
  },
  {
    name: "init",
    summary: "initialise an HSM, which erases it, for its DKEK shares",
    load: async () => (await import("./init.js")).init,
  },
  {
    name: "keygen",
    summary: "make a key pair in the HSM",
    load: async () => (await import("./keygen.js")).keygen,
  },
  {
    name: "list",
    summary: "the keys and certificates in the HSM",
    load: async () => (await import("./list.js")).list,
  },
  {
    name: "backup",
    summary: "back keys up, each into a file that only an HSM with the same DKEK restores",
    load: async () => (await import("./backup.js")).backup,
  },
  {
    name: "restore",
    summary: "check key backups, take them into the HSM, and prove each key",
    load: async () => (await import("./restore.js")).restore,
  },
  {
    name: "change-pin",
    summary: "change the user PIN or the SO-PIN",
    load: async () => (await import("./change-pin.js")).changePin,
  },
  {
    name: "unblock",
    summary: "give a blocked user PIN its tries back, with the SO-PIN; the keys stay",
    load: async () => (await import("./unblock.js")).unblock,
  },
];
