import { once } from "node:events";
import { openStateFile, plugIn, VirtualHsm } from "@dkek/virtual-hsm";
import type { Command } from "../command.js";
import { Options } from "../input/options.js";

/** Debian's vpcd listens here for the card of its first slot. */
const VPCD_PORT = 35963;

export const virtualHsm: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("state", {
        type: "string",
        requiresArg: true,
        describe: "the file that it keeps its memory in (default: forgets everything)",
      })
      .option("port", {
        type: "string",
        requiresArg: true,
        describe: `vpcd's port (default ${VPCD_PORT}, as Debian sets it up)`,
      })
      .option("listen", {
        type: "boolean",
        describe:
          "wait on loopback for a vpcd that connects, instead of connecting; it connects to the next port, too, and Debian's aborts pcscd if nobody answers there",
      })
      .example("dkek virtual-hsm --state hsm.json", "then try: sc-hsm-tool, pkcs11-tool -L")
      .example(
        `dkek virtual-hsm --listen --port ${VPCD_PORT + 1}`,
        "a second one for the other slot; start both before pcscd",
      ),

  prepare: (values) => {
    const options = new Options(values);
    const path = options.text("state");
    const port = options.wholeNumber("port", 1, 65535) ?? VPCD_PORT;
    const mode = options.flag("listen") ? "listen" : "connect";
    return async ({ signal }) => {
      const hsm = new VirtualHsm(path === undefined ? {} : openStateFile(path));
      const plug = await plugIn(hsm, { mode, port, retry: true });
      const where = mode === "listen" ? "waiting for vpcd on" : "going to vpcd's";
      process.stderr.write(
        `virtual HSM ${hsm.serial}: a rehearsal device in software, it protects nothing\n${where} port ${plug.port}; Ctrl-C unplugs it\n`,
      );
      if (mode === "listen") process.stderr.write(secondSlot(plug.port));
      void plug.poweredOn.then(() => process.stderr.write("the reader sees it\n"));
      if (!signal.aborted) await once(signal, "abort");
      await plug.unplug();
    };
  },
};

/** Debian's vpcd (3.3) connects out for both of its slots, and takes pcscd down with it. */
function secondSlot(port: number): string {
  return `vpcd connects to port ${port + 1} as well, and Debian's aborts pcscd if nobody answers there, or if one is unplugged:
before pcscd starts, start a second one: dkek virtual-hsm --listen --port ${port + 1}
`;
}
