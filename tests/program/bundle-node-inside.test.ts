import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { FUSE, type NodeHere, nodeHere } from "../../scripts/bundle/node-here.mjs";
import { writeExecutable } from "../../scripts/bundle/node-inside.mjs";
import { sbomOf } from "../../scripts/bundle/sbom.mjs";
import { ROOT } from "../support/bundle.js";
import { run, temporaryFolder } from "../support/program.js";

let node: NodeHere;

beforeAll(() => {
  node = nodeHere();
});

test("a Node that can't have a program inside is refused before anything is made", async () => {
  const cwd = temporaryFolder();
  // As one that is a small program beside a library.
  const other = join(cwd, "node");
  const bytes = Buffer.from(node.bytes);
  bytes.write(FUSE.toLowerCase(), bytes.indexOf(FUSE));
  writeFileSync(other, bytes, { mode: 0o755 });
  const into = join(cwd, "out");
  const args = ["scripts/bundle.mjs", "--as-built", "--with-node", "--into", into];
  const refused = await run(other, args, { cwd: ROOT });
  expect(refused).toMatchObject({ status: 1, stdout: "" });
  expect(refused.stderr).toBe(
    `no bundle: --with-node: this Node (${other}) can't be put inside: take one from nodejs.org\n`,
  );
  expect(() => readFileSync(into)).toThrow("ENOENT");
});

test("it is made without a word that looks like damage", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const file = join(temporaryFolder(), "program");
  await writeExecutable(file, { node: node.bytes, program: 'console.log("1.2")', version: "1.2" });
  expect(warn).not.toHaveBeenCalled();
  const { warn: after } = console;
  expect(after).toBe(warn);
  warn.mockRestore();
});

test("one that does not answer is not given away", async () => {
  const file = join(temporaryFolder(), "program");
  const program = 'console.error("what a pity"); process.exit(1);';
  const made = writeExecutable(file, { node: node.bytes, program, version: "1.2" });
  await expect(made).rejects.toThrow(/does not tell its version: what a pity$/);
});

test("the bill of materials tells what is in Node, with no licences but its own", () => {
  const { components } = sbomOf("1.0.0", [{ name: "dkek", dependencies: [node.dependency] }]);
  const [itself] = components;
  const parts = itself !== undefined && "components" in itself ? (itself.components ?? []) : [];
  expect(itself).toMatchObject({ name: "node", licenses: [{ license: { id: "MIT" } }] });
  const { v8 = "", openssl = "", uv = "", zlib = "" } = process.versions;
  for (const [name, version] of Object.entries({ v8, openssl, uv, zlib })) {
    expect(parts).toContainEqual({
      type: "library",
      "bom-ref": `node@${process.versions.node}/${name}@${version}`,
      name,
      version,
    });
  }
  const names = parts.map(({ name }) => name);
  expect(names).toEqual(names.toSorted());
  for (const none of ["node", "modules", "napi"]) expect(names).not.toContain(none);
  // The licences of the parts stand in Node's own text.
  expect(node.dependency.notice).toContain("OpenSSL");
});
