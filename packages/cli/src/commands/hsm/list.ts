import type { Command } from "../../command.js";
import { connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, READER } from "../../hsm/device-options.js";
import { Options } from "../../input/options.js";
import { contentsAsJson } from "../../keys/contents-json.js";
import { contentsAsText } from "../../keys/contents-text.js";

export const list: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("reader", READER)
      .option("json", JSON_REPORT)
      .example("dkek hsm list", "the keys of the only HSM")
      .example("dkek hsm list --reader 1 --json", "one of several, for a program"),

  prepare: (values) => {
    const options = new Options(values);
    const reader = options.text("reader");
    const json = options.flag("json");
    return async ({ signal }) => {
      await using connection = await connect(await reachable(reader, signal), signal);
      const { hsm } = connection;
      const status = await hsm.status();
      const contents = await hsm.contents();
      process.stdout.write(
        json
          ? `${JSON.stringify({ ok: true, ...contentsAsJson(status, contents) })}\n`
          : contentsAsText(status, contents),
      );
    };
  },
};
