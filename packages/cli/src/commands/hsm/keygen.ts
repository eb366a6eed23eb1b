import { formatKeySpec, KEY_SPECS, type KeySpec, parseKeySpec } from "@dkek/dkek-file/key-backup";
import type { HsmKey, HsmStatus } from "@dkek/hsm";
import { oneLine } from "@dkek/words";
import type { Command } from "../../command.js";
import { connect, reachable } from "../../hsm/connect.js";
import { JSON_REPORT, READER } from "../../hsm/device-options.js";
import { LOGIN_OPTIONS, logIn, loginSettings } from "../../hsm/log-in.js";
import { Options, wrongUse } from "../../input/options.js";
import { hsmAsJson, keyAsJson } from "../../keys/contents-json.js";
import { typeOf } from "../../keys/key-words.js";
import { waiting } from "../../terminal/waiting.js";

export const keygen: Command = {
  positionals: "",
  build: (argv) =>
    argv
      .option("type", {
        type: "string",
        requiresArg: true,
        describe: `the kind of key: ${KEY_SPECS.join(", ")}`,
      })
      .option("id", {
        type: "string",
        requiresArg: true,
        describe: "its ID in PKCS #11: 1 to 32 bytes in hex, such as 10",
      })
      .option("label", { type: "string", requiresArg: true, describe: "its label in PKCS #11" })
      .option("reader", READER)
      .options(LOGIN_OPTIONS)
      .option("json", JSON_REPORT)
      .example('dkek hsm keygen --type rsa:3072 --id 10 --label "Root CA 2026"', "")
      .example('dkek hsm keygen --type ec:secp384r1 --id 11 --label "OCSP" --pin-fd 3 3< PIN', ""),

  prepare: (values) => {
    const options = new Options(values);
    const spec = keySpec(options.requiredText("type"));
    const names = {
      label: options.requiredText("label"),
      id: options.requiredText("id").toLowerCase(),
    };
    const login = loginSettings(options);
    const reader = options.text("reader");
    const json = options.flag("json");
    return async ({ signal, uninterruptible }) => {
      await using connection = await connect(await reachable(reader, signal), signal);
      const { hsm } = connection;
      const status = await hsm.status();
      // Whoever chose a name that is taken should not have to type the PIN first.
      await hsm.demandNewNames(names);
      await logIn(hsm, login, status.serial, signal);
      const key = await uninterruptible(async () => {
        using _shown = waiting(`HSM ${status.serial} makes the key${patience(spec)}`);
        return await hsm.generateKey(spec, names);
      });
      process.stdout.write(json ? asJson(status, key) : asText(status, key));
    };
  },
};

function keySpec(text: string): KeySpec {
  const spec = parseKeySpec(text);
  if (spec !== undefined) return spec;
  throw wrongUse(
    `--type ${oneLine(text)}: no such kind of key`,
    `choose one: ${KEY_SPECS.join(", ")}`,
  );
}

function patience(spec: KeySpec): string {
  return spec.algorithm === "rsa" ? `, ${formatKeySpec(spec)}: it can take minutes` : "";
}

function asJson(status: HsmStatus, key: HsmKey): string {
  return `${JSON.stringify({ ok: true, hsm: hsmAsJson(status), key: keyAsJson(key) })}\n`;
}

const NEXT: Readonly<Record<HsmStatus["dkek"]["state"], string>> = {
  complete: "nothing but this HSM has it yet: dkek hsm backup --out FOLDER",
  pending: "nothing but this HSM has it: import its DKEK shares, then back the key up",
  none: "it can never be backed up: this HSM has no DKEK",
};

function asText({ serial, dkek }: HsmStatus, key: HsmKey): string {
  const { reference, label, id, publicKey } = key;
  const lines = [
    `a key was made in HSM ${serial}`,
    `  label       ${oneLine(label ?? "")}`,
    `  ID          ${id}`,
    `  type        ${typeOf(key)}`,
    `  reference   ${reference}`,
    `  public key  SHA-256 ${publicKey?.fingerprint}`,
    NEXT[dkek.state],
  ];
  return `${lines.join("\n")}\n`;
}
