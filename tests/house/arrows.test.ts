import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

/** The rooms, and which rooms each may import. Whatever is not here is not allowed. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  sss: ["foundation"],
  "dkek-file": ["foundation"],
  hsm: ["foundation", "dkek-file"],
  ceremony: ["foundation", "sss", "dkek-file"],
  words: ["foundation", "ceremony"],
  print: ["foundation", "ceremony"],
  scan: ["foundation"],
  opensc: ["foundation", "hsm"],
  "virtual-hsm": ["foundation", "dkek-file", "hsm"],
  auditor: ["foundation", "dkek-file", "ceremony", "scan", "words"],
  cli: [
    "foundation",
    "dkek-file",
    "hsm",
    "ceremony",
    "print",
    "scan",
    "opensc",
    "virtual-hsm",
    "words",
  ],
};

/** Rooms that run in a browser as well, and the files in them that are for Node alone. */
const NODE_FILES: Readonly<Record<string, readonly string[]>> = {
  foundation: [],
  sss: [],
  "dkek-file": [
    "worker-engine.ts",
    "derivation-worker.ts",
    "search/search-password.ts",
    "search/search-speed.ts",
    "search/search-thread.ts",
    "search/search-worker.ts",
    "search/speed-worker.ts",
    "worker-thread.ts",
  ],
  hsm: [],
  ceremony: [],
  scan: ["node.ts", "wasm-file.ts"],
  auditor: [],
  words: [],
};

/** Files that are programs of their own, started by a library: they have arguments and an end. */
const PROGRAMS: readonly string[] = ["virtual-hsm/vpcd-relay.ts", "print/cups/guard.ts"];

const PACKAGES = fileURLToPath(new URL("../../packages", import.meta.url));
const IMPORT = /(?:^(?:import|export)\s[^"]*?\bfrom\s+|^import\s+|\bimport\()"([^"]+)"/gm;

interface SourceFile {
  readonly room: string;
  /** Relative to the room's `src`. */
  readonly path: string;
  readonly imports: readonly string[];
  readonly text: string;
}

const sources: readonly SourceFile[] = Object.keys(MAY_IMPORT).flatMap((room) => {
  const folder = join(PACKAGES, room, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map((path) => {
      const text = readFileSync(join(folder, path), "utf8");
      return {
        room,
        path,
        text,
        imports: [...text.matchAll(IMPORT)].map(([, name]) => name ?? ""),
      };
    });
});

/** Places that break a rule, as `room/path: what`. */
function offenders(rule: (file: SourceFile) => readonly string[]): string[] {
  return sources.flatMap((file) => rule(file).map((what) => `${file.room}/${file.path}: ${what}`));
}

test("every room is known here, and has sources", () => {
  const rooms = readdirSync(PACKAGES);
  expect(rooms.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  for (const room of rooms) expect(sources.some((file) => file.room === room)).toBe(true);
});

test("rooms import only the rooms below them", () => {
  const rule = ({ room, imports }: SourceFile): string[] =>
    imports.filter((name) => {
      const imported = /^@dkek\/([^/]+)/.exec(name)?.[1];
      return imported !== undefined && !MAY_IMPORT[room]?.includes(imported);
    });
  expect(offenders(rule)).toEqual([]);
});

test("a room's manifest names just the packages that its sources import", () => {
  for (const room of Object.keys(MAY_IMPORT)) {
    const manifest = JSON.parse(readFileSync(join(PACKAGES, room, "package.json"), "utf8"));
    const used = sources
      .filter((file) => file.room === room)
      .flatMap(({ imports }) => imports)
      .filter((name) => !name.startsWith(".") && !name.startsWith("node:"))
      .map((name) =>
        name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    expect([room, Object.keys(manifest.dependencies ?? {}).sort()]).toEqual([
      room,
      [...new Set(used)].sort(),
    ]);
  }
});

test("nothing reaches into another package's files", () => {
  const rule = ({ imports }: SourceFile): string[] =>
    imports.filter((name) => /(^|\/)(dist|src)\//.test(name) || name.includes("../../packages"));
  expect(offenders(rule)).toEqual([]);
});

test("rooms that a browser runs import nothing from node: but in their platform entry", () => {
  const rule = ({ room, path, imports }: SourceFile): string[] => {
    const allowed = NODE_FILES[room];
    if (allowed === undefined || allowed.includes(path)) return [];
    return imports.filter((name) => name.startsWith("node:"));
  };
  expect(offenders(rule)).toEqual([]);
});

test("no library reads process.argv, prints or exits", () => {
  const rule = ({ room, text }: SourceFile): string[] =>
    room === "cli"
      ? []
      : (text.match(/process\.(argv|exit|stdout|stderr)\b|console\.\w+\(/g) ?? []);
  const found = offenders(rule).filter((what) => !PROGRAMS.some((path) => what.startsWith(path)));
  expect(found).toEqual([]);
});

describe("an index only re-exports", () => {
  for (const { room, path, text } of sources.filter(({ path }) => path === "index.ts")) {
    test(`${room}/${path}`, () => {
      const statements = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").match(/[^;]+;/g) ?? [];
      for (const statement of statements) {
        expect(statement.trim()).toMatch(/^export (type )?(\{[\s\S]*\}|\*) from "\.[^"]+";$/);
      }
    });
  }
});
