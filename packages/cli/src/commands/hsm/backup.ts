import { join } from "node:path";
import type { HsmStatus } from "@dkek/hsm";
import { oneLine } from "@dkek/words";
import type { Command } from "../../command.js";
import { connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, READER } from "../../hsm/device-options.js";
import { LOGIN_OPTIONS, logIn, loginSettings } from "../../hsm/log-in.js";
import { Options, wrongUse } from "../../input/options.js";
import { backUpInto, chooseKeys } from "../../keys/back-up.js";
import { hsmAsJson } from "../../keys/contents-json.js";
import { MANIFEST_PATH, type Manifest, type StayedKey } from "../../keys/manifest.js";
import { type FolderPurpose, stageFolder } from "../../output/staged-folder.js";

const PURPOSE: FolderPurpose = {
  command: "hsm backup",
  leftover: "key backups that were never finished",
  again: "do not rely on what is left of it: erase it, and back the keys up again",
};

export const backup: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "a new folder for the backups and their manifest",
      })
      .option("id", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "only the key with this ID (hex); any number (default: all keys)",
      })
      .option("reader", READER)
      .options(LOGIN_OPTIONS)
      .option("erase-unfinished", {
        type: "boolean",
        describe: "erase what an interrupted backup left in the same place",
      })
      .option("json", JSON_REPORT)
      .example("dkek hsm backup --out keys-2026", "all keys")
      .example("dkek hsm backup --out ca --id 10 --id 11", "two of them"),

  prepare: (values) => {
    const options = new Options(values);
    const out = options.requiredText("out");
    const ids = options.texts("id").map((id) => id.toLowerCase());
    for (const id of ids) if (!/^([0-9a-f]{2})+$/.test(id)) throw noId(id);
    const eraseUnfinished = options.flag("erase-unfinished");
    const login = loginSettings(options);
    const reader = options.text("reader");
    const json = options.flag("json");
    return async ({ signal, facts, foundWrong }) => {
      // First of all: nobody should log in for a folder that can't be written.
      using folder = stageFolder(out, { eraseUnfinished, purpose: PURPOSE });
      await using connection = await connect(await reachable(reader, signal), signal);
      const { hsm } = connection;
      const status = await hsm.status();
      Object.assign(facts, { hsm: hsmAsJson(status) });
      await hsm.demandDkek();
      const chosen = chooseKeys(await hsm.contents(), ids);
      await logIn(hsm, login, status.serial, signal);
      const manifest = await backUpInto(folder, hsm, status, chosen, signal);
      process.stdout.write(json ? asJson(status, manifest, out) : asText(manifest, out));
      if (manifest.stayed.length > 0) foundWrong();
    };
  },
};

function noId(id: string): Error {
  return wrongUse(`--id ${oneLine(id)}: not an ID in hex`, "dkek hsm list shows the IDs");
}

function asJson(status: HsmStatus, { dkekKcv, keys, stayed }: Manifest, out: string): string {
  const report = { ok: stayed.length === 0, hsm: hsmAsJson(status), dkekKcv, out, keys, stayed };
  return `${JSON.stringify(report)}\n`;
}

function asText({ hsm, dkekKcv, keys, stayed }: Manifest, out: string): string {
  const lines = [
    ...keys.map((key) => `${join(out, key.file)}  ${keyText(key)}`),
    `${join(out, MANIFEST_PATH)}  what they are, their SHA-256`,
    "",
    ...stayed.map(
      (key) => `NOT BACKED UP: ${keyText(key)}, reference ${key.reference}: ${key.why}`,
    ),
    `${keys.length} of ${keys.length + stayed.length} keys of HSM ${hsm.serial} are backed up under the DKEK with KCV ${dkekKcv}`,
    "prove that they restore, without an HSM:",
    `  dkek verify FILE.pbe --card … --backup ${join(out, "*.bin")}`,
  ];
  return `${lines.join("\n")}\n`;
}

function keyText({ type, id, label }: Pick<StayedKey, "type" | "id" | "label">): string {
  const name = label === null ? "no label" : `"${oneLine(label)}"`;
  return `${type ?? "unknown kind"}, ID ${id ?? "none"}, ${name}`;
}
