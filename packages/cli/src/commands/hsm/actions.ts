import type { CommandEntry } from "../../command.js";

/** What `dkek hsm` can do, in the order of an HSM's life; each is loaded only when it is called. */
export const HSM_ACTIONS: readonly CommandEntry[] = [
  {
    name: "status",
    summary: "all readers, and what can be known of their HSMs without a PIN",
    load: async () => (await import("./status.js")).status,
  },
];
