import {
  type Card,
  CeremonyError,
  parseCardText,
  parseRecord,
  type SetRecord,
  schemeOf,
  setIdOf,
  shortSetId,
} from "@dkek/ceremony";
import { PbeError, type PbeFile, parsePbe } from "@dkek/dkek-file";
import { CliError } from "../cli-error.js";
import type { Command } from "../command.js";
import { readInputFile } from "../input/files.js";
import { Options } from "../input/options.js";

/** What a file turned out to be: its kind, and its public facts in the order in which they are shown. */
interface Finding {
  readonly kind: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly warning?: string;
}

export const inspect: Command = {
  positionals: "<file>",
  build: (argv) =>
    argv
      .positional("file", { type: "string", describe: "any file that has to do with a DKEK" })
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek inspect dkek.pbe", "what is this?"),

  prepare: (values) => {
    const options = new Options(values);
    const path = options.requiredText("file");
    const json = options.flag("json");
    return async () => {
      const finding = identify(await readInputFile(path), path);
      process.stdout.write(
        json ? `${JSON.stringify({ ok: true, ...finding })}\n` : asText(path, finding),
      );
    };
  },
};

function identify(bytes: Uint8Array, path: string): Finding {
  const text = new TextDecoder().decode(bytes);
  const finding =
    attempt(() => aboutPbe(parsePbe(bytes))) ??
    attempt(() => aboutRecord(parseRecord(text))) ??
    attempt(() => aboutCard(parseCardText(text)));
  if (finding !== undefined) return finding;
  throw new CliError("file-unknown", `${path}: nothing that dkek knows${nearMiss(bytes, text)}`, {
    hint: "dkek knows .pbe files, records, and cards as text",
  });
}

/** The finding, or undefined if the file is something else. */
function attempt(read: () => Finding): Finding | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PbeError || error instanceof CeremonyError) return undefined;
    throw error;
  }
}

/** Something is known but damaged: what the parser that fits best has to say of it. */
function nearMiss(bytes: Uint8Array, text: string): string {
  const parsers: [RegExp, () => unknown][] = [
    [/^Salted__/, () => parsePbe(bytes)],
    [/^\s*\{/, () => parseRecord(text)],
    [/share (id|value)/i, () => parseCardText(text)],
  ];
  for (const [looks, parse] of parsers) {
    if (!looks.test(text)) continue;
    try {
      parse();
    } catch (error) {
      if (error instanceof PbeError || error instanceof CeremonyError) return `: ${error.message}`;
      throw error;
    }
  }
  return "";
}

function aboutPbe({ bytes, salt }: PbeFile): Finding {
  const setId = setIdOf(bytes);
  return {
    kind: "DKEK share, encrypted (.pbe)",
    facts: {
      set: shortSetId(setId),
      "set ID": setId,
      salt: Buffer.from(salt).toString("hex"),
      "key derivation": "MD5, 10,000,000 iterations, AES-256-CBC",
    },
  };
}

function aboutRecord(record: SetRecord): Finding {
  const { setId, label, created, sharing, dkekShare, dkekKcv, imports } = record;
  return {
    kind: "record of a set",
    facts: {
      set: shortSetId(setId),
      "set ID": setId,
      ...(label === "" ? {} : { label }),
      created,
      ...(sharing === undefined
        ? { opens: "with a password" }
        : {
            opens: `with any ${sharing.threshold} of ${sharing.total} cards`,
            scheme: sharing.scheme,
          }),
      "DKEK share": `${dkekShare.index} of ${dkekShare.of}`,
      "KCV of the share": dkekShare.kcv,
      "KCV of the DKEK": dkekKcv ?? "not known yet",
      imports: imports.length,
    },
  };
}

function aboutCard({ field, id, value }: Card): Finding {
  value.wipe();
  return {
    kind: "card",
    facts: {
      "share ID": id,
      prime: field.prime.toString(16),
      scheme: schemeOf(field) ?? "not one that dkek makes",
    },
    warning: "this file is SECRET: it holds a custodian's share value",
  };
}

function asText(path: string, { kind, facts, warning }: Finding): string {
  const width = Math.max(...Object.keys(facts).map((name) => name.length)) + 2;
  const lines = [
    `${path}: ${kind}`,
    ...Object.entries(facts).map(([name, value]) => `  ${name.padEnd(width)}${value}`),
    ...(warning === undefined ? [] : [`  ${warning}`]),
  ];
  return `${lines.join("\n")}\n`;
}
