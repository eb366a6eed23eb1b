import type { Command, Context } from "../../command.js";
import { connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, READER } from "../../hsm/device-options.js";
import { LOGIN_OPTIONS, logIn } from "../../hsm/log-in.js";
import { Options } from "../../input/options.js";
import { SECRET_OPTIONS } from "../../input/secret-options.js";
import { checkOffline } from "../../keys/check-offline.js";
import { hsmAsJson } from "../../keys/contents-json.js";
import { readBackups } from "../../keys/read-backups.js";
import { demandDkekOf, restoreKeys } from "../../keys/restore-keys.js";
import { restoredAsJson, restoredAsText, restoredSummary } from "../../keys/restore-report.js";
import { type RestoreSettings, restoreSettings } from "../../keys/restore-settings.js";

export const restore: Command = {
  positionals: "<files..>",
  build: (argv) =>
    argv
      .positional("files", {
        type: "string",
        array: true,
        describe: "key backups, made by dkek hsm backup or sc-hsm-tool --wrap-key",
      })
      .option("pbe", {
        type: "string",
        array: true,
        requiresArg: true,
        describe:
          "check first, offline: the .pbe file of each DKEK share, to be opened with --card",
      })
      .option("record", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "with --pbe: a set's record (default: record.json beside the .pbe file)",
      })
      .options(SECRET_OPTIONS)
      .option("reference", {
        type: "string",
        requiresArg: true,
        describe: "where one key goes, 1 to 255 (default: what is free)",
      })
      .option("replace", {
        type: "boolean",
        describe:
          "with --reference: delete what is there, once the HSM has shown that it takes the backup",
      })
      .option("let-hsm-judge", {
        type: "boolean",
        describe: "send a backup even if its KCV is not the HSM's: the HSM itself refuses it",
      })
      .option("reader", READER)
      .options(LOGIN_OPTIONS)
      .option("json", JSON_REPORT)
      .example("dkek hsm restore keys-2026/*.bin", "into the only HSM")
      .example(
        "dkek hsm restore ca.bin --pbe dkek.pbe --card card-1.txt card-4.txt card-5.txt",
        "checked offline before the HSM sees it",
      )
      .example("dkek hsm restore ca.bin --reference 3 --replace", "in the place of another key"),

  prepare: (values) => {
    const settings = restoreSettings(new Options(values));
    return (context) => runRestore(settings, context);
  },
};

async function runRestore(settings: RestoreSettings, context: Context): Promise<void> {
  const { opening, options, login, json } = settings;
  const { signal, facts } = context;
  const files = await readBackups(settings.paths);
  // Before people bring cards and PIN: is there an HSM at all, and does it have this DKEK?
  await using connection = await connect(await reachable(settings.reader, signal), signal);
  const { hsm } = connection;
  const status = await hsm.status();
  const restored: object[] = [];
  Object.assign(facts, { hsm: hsmAsJson(status), restored });
  if (options.whateverKcv !== true) await demandDkekOf(hsm, files);
  const offline = opening && (await checkOffline(files, opening, signal));
  Object.assign(facts, { checkedOffline: offline !== undefined });
  await logIn(hsm, login, status.serial, signal);
  let unproven = 0;
  await restoreKeys(hsm, files, options, context, (one) => {
    restored.push(restoredAsJson(one));
    if (one.proof !== "proven") unproven++;
    if (!json) process.stdout.write(restoredAsText(one, status));
  });
  if (json) process.stdout.write(`${JSON.stringify({ ok: true, ...facts })}\n`);
  else process.stdout.write(restoredSummary(files.length, unproven, status));
}
