import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { recordSchema } from "@dkek/ceremony";
import { toJsonSchema } from "@valibot/to-json-schema";
import { root, run } from "./run.mjs";

// Writes docs/record.schema.json, after a build: node scripts/record-schema.mjs

/** Where the JSON Schema of the record is published. */
export const path = join(root, "docs", "record.schema.json");

/**
 * The JSON Schema of the record: what the program reads records with, in another notation.
 *
 * @returns {object}
 */
export function recordJsonSchema() {
  const { $schema, ...rest } = toJsonSchema(recordSchema, {
    target: "draft-2020-12",
    // JSON Schema has no flags of regular expressions, and reads them all as Unicode's.
    overrideAction: ({ valibotAction, jsonSchema }) =>
      valibotAction.type === "regex" && "requirement" in valibotAction
        ? { ...jsonSchema, pattern: /** @type {RegExp} */ (valibotAction.requirement).source }
        : undefined,
  });
  return { $schema, title: "Record of a set of dkek cards, versions 1 and 2", ...rest };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(path, JSON.stringify(recordJsonSchema()));
  run("npm", ["exec", "--", "biome", "format", "--write", path]);
}
