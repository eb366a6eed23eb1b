import type { Command } from "../command.js";
import { Options } from "../input/options.js";

export const rehearse: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "a new folder for the set (default: rehearsal-DATE-TIME)",
      })
      .option("scheme", { type: "string", requiresArg: true, describe: "p224 (default) or sc-hsm" })
      .option("direct", {
        type: "boolean",
        describe: "without OpenSC and PC/SC, even where they are installed",
      })
      .example("dkek rehearse", "see it all once before it counts")
      .example(
        "dkek rehearse --direct",
        "beside a PC/SC daemon that runs, and may have a real HSM",
      ),

  prepare: (values) => {
    const options = new Options(values);
    const settings = {
      out: options.text("out") ?? `rehearsal-${timestamp(new Date())}`,
      scheme: options.oneOf("scheme", ["p224", "sc-hsm"]) ?? "p224",
    };
    const direct = options.flag("direct");
    return async ({ signal }) => {
      const { chooseStage } = await import("../rehearsal/choose-stage.js");
      const { narrator } = await import("../rehearsal/narrator.js");
      const { playWholeLife } = await import("../rehearsal/whole-life.js");
      const { workerEngine } = await import("@dkek/dkek-file/worker");
      await using stage = await chooseStage(direct, signal);
      await playWholeLife({ ...settings, tell: narrator(), engine: workerEngine(), signal }, stage);
    };
  },
};

/** Such as 2026-11-23-154210: no character that any file system minds. */
function timestamp(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
}
