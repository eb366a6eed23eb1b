import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Unit tests that put something in the place of a module, or measure the memory of a child. */
const ALONE = "packages/*/src/**/*.alone.test.ts";

export default defineConfig({
  // Outside the tree: the end-to-end tests may run as root, and must not leave root's files in it.
  cacheDir: join(tmpdir(), "dkek-vitest"),
  test: {
    // What is built is loaded as Node loads it; only the sources of tests are transformed.
    server: { deps: { external: [/\/packages\/[^/]+\/dist\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "tests/house/**/*.test.ts"],
          exclude: [ALONE],
          // Modules are loaded once for all files that a process comes to, instead of for each.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "unit-alone",
          include: [ALONE],
        },
      },
      {
        extends: true,
        test: {
          name: "program",
          include: ["tests/program/**/*.test.ts"],
          // A key derivation takes seconds, and more where two share a core.
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "page",
          include: ["tests/page/**/*.test.ts"],
          // A browser has to start, and key derivations take seconds.
          testTimeout: 120_000,
          // Chromium lets a worker that computes go on for two seconds after it was ended.
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: "end-to-end",
          include: ["tests/end-to-end/**/*.test.ts"],
          // One PC/SC daemon serves them all.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
