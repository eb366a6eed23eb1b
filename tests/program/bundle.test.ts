import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BundleFailure } from "../../scripts/bundle/failure.mjs";
import { blocksOf } from "../../scripts/bundle/pages/blocks.mjs";
import { bundleProgram } from "../../scripts/bundle/program.mjs";
import { sbomOf } from "../../scripts/bundle/sbom.mjs";
import { bundleScript } from "../../scripts/page/script.mjs";
import { asRoot } from "../../scripts/run.mjs";
import { type Bundle, makeBundle, ROOT } from "../support/bundle.js";
import { run, temporaryFolder } from "../support/program.js";

let bundle: Bundle;

beforeAll(() => {
  bundle = makeBundle();
}, 120_000);
afterAll(() => bundle[Symbol.dispose]());

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();
}

const sbom = () => JSON.parse(read("sbom.cdx.json"));

function read(name: string): string {
  return readFileSync(join(bundle.folder, name), "utf8");
}

test("built elsewhere, at another time, it is the same, byte for byte", () => {
  // By somebody whose files nobody else may read.
  const before = process.umask(0o077);
  using other = makeBundle([], temporaryFolder());
  process.umask(before);
  expect(files(other.folder)).toEqual(files(bundle.folder));
  for (const name of files(bundle.folder)) {
    const [one, two] = [bundle, other].map(({ folder }) => readFileSync(join(folder, name)));
    expect([name, one?.equals(two ?? Buffer.of())]).toEqual([name, true]);
    const [mode, otherMode] = [bundle, other].map(
      ({ folder }) => statSync(join(folder, name)).mode & 0o777,
    );
    expect([name, otherMode]).toEqual([name, mode]);
  }
  expect(other.sum).toBe(bundle.sum);
});

test("one that fails half-way takes nothing away, and leaves nothing half-made", async () => {
  const into = join(bundle.folder, "..");
  const path = temporaryFolder();
  // It tells its version, and then fetches nothing.
  writeFileSync(join(path, "apt-get"), '#!/bin/sh\n[ "$1" = --version ]', { mode: 0o755 });
  const again = ["scripts/bundle.mjs", "--as-built", "--with-debian", "--into", into];
  const failed = await run(process.execPath, again, { cwd: ROOT, env: { PATH: path } });
  expect(failed.status).not.toBe(0);
  expect(failed.stderr).toContain("apt-get");
  expect(readdirSync(into).map((name) => join(into, name))).toEqual([bundle.folder]);
  const check = ["-c", "--quiet", "SHA256SUMS"];
  expect(await run("sha256sum", check, { cwd: bundle.folder })).toMatchObject({ status: 0 });
});

test("without apt-get, it is told before anything is made", async () => {
  const into = temporaryFolder();
  const args = ["scripts/bundle.mjs", "--as-built", "--with-debian", "--into", into];
  const failed = await run(process.execPath, args, { cwd: ROOT, env: { PATH: into } });
  expect(failed).toMatchObject({ status: 1, stdout: "" });
  expect(failed.stderr).toMatch(/^no bundle: .* on Debian, .*\n$/);
});

/** What whoever builds is told, where it is no defect: one line. */
async function refused(program: string, ...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(program, args, { cwd: ROOT });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^no bundle: .*\n$/);
  return stderr;
}

test("an unknown option is no defect", async () => {
  const told = await refused(process.execPath, "scripts/bundle.mjs", "--as-built", "--with-nodes");
  expect(told).toContain("--with-nodes");
});

test("nor is a full disk", async () => {
  const into = temporaryFolder();
  // Root's mounts end with the process that made them.
  const small = 'mount -t tmpfs -o size=1m none "$0" && exec "$@" --into "$0"';
  const [program = "", ...args] = [
    ...[...asRoot, "unshare", "--mount", "sh", "-c", small, into],
    ...[process.execPath, "scripts/bundle.mjs", "--as-built"],
  ];
  expect(await refused(program, ...args)).toContain("no space left on device");
});

test("nor is Markdown of a kind that it doesn't know", () => {
  const known = marked.lexer("- [ ] one\n\n> two");
  expect(blocksOf(known, "README.md")).toHaveLength(2);
  for (const unknown of ["<b>", "~~text~~"]) {
    expect(() => blocksOf(marked.lexer(unknown), "README.md")).toThrow(BundleFailure);
  }
});

test("no file names a place of the machine that built it", () => {
  for (const name of files(bundle.folder)) {
    const bytes = readFileSync(join(bundle.folder, name));
    expect([name, bytes.includes(ROOT.replace(/\/$/, ""))]).toEqual([name, false]);
  }
});

describe("checksums", () => {
  test("sha256sum takes them, and they are of all files", async () => {
    const cwd = bundle.folder;
    const checked = await run("sha256sum", ["-c", "--strict", "SHA256SUMS"], { cwd });
    expect(checked).toMatchObject({ status: 0, stderr: "" });
    const named = read("SHA256SUMS").match(/(?<= {2}).*$/gm);
    expect(named?.sort()).toEqual(files(cwd).filter((name) => name !== "SHA256SUMS"));
  });

  test("what is published is the sum of the sums", () => {
    const sum = createHash("sha256").update(read("SHA256SUMS")).digest("hex");
    expect(sum).toBe(bundle.sum);
  });

  test("the commands of the page that is read first find what was added and changed", async () => {
    const cwd = temporaryFolder();
    cpSync(bundle.folder, cwd, { recursive: true });
    const [sum, check = "", ...added] = read("START-HERE.txt").match(/(?<=^ {7})\S.*$/gm) ?? [];
    expect([sum, check, added.length]).toEqual([
      "sha256sum SHA256SUMS",
      "sha256sum -c --strict SHA256SUMS",
      1,
    ]);
    const look = (command: string) => run("sh", ["-c", command], { cwd });
    const [list = ""] = added;
    expect(await look(list)).toMatchObject({ stdout: "", stderr: "" });
    writeFileSync(join(cwd, "documentation/added.js"), "");
    symlinkSync("/elsewhere", join(cwd, "dkek"));
    const found = (await look(list)).stdout.trim().split("\n");
    expect(found.sort()).toEqual(["./dkek", "./documentation/added.js"]);
    writeFileSync(join(cwd, "LICENCES.txt"), "none");
    const checked = await look(check);
    expect(checked.status).toBe(1);
    expect(checked.stdout).toContain("LICENCES.txt: FAILED");
  });
});

describe("the bill of materials", () => {
  interface Component {
    readonly name: string;
    readonly version: string;
    readonly licenses: readonly { license?: { id: string }; expression?: string }[];
  }
  const components = (): Component[] => sbom().components;
  const namedFor = (file: string): string[] =>
    sbom().dependencies.find(({ ref }: { ref: string }) => ref === `file:${file}`).dependsOn;

  function packagesOf(inputs: readonly string[]): string[] {
    const manifests = inputs.flatMap((input) => {
      const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
      return folder === undefined ? [] : [join(ROOT, folder, "package.json")];
    });
    const packages = [...new Set(manifests)].map((path) => {
      const { name, version } = JSON.parse(readFileSync(path, "utf8"));
      return `${name}@${version}`;
    });
    return [...new Set(packages)];
  }

  const zxing = "zxing-cpp@as in zxing-wasm 3.1.4";

  test("names just the packages that esbuild has put into the program", async () => {
    const packages = packagesOf((await bundleProgram()).inputs);
    const fonts = ["IBM Plex Sans@3.005", "Atkinson Hyperlegible Mono@2.001"];
    expect(packages.length).toBeGreaterThan(20);
    expect(namedFor("dkek.mjs")).toEqual([...packages, ...fonts, zxing].sort());
  });

  test("names just the packages that esbuild has put into the page", () => {
    const { inputs } = bundleScript("packages/auditor/dist/main.js", "iife");
    const packages = packagesOf(inputs);
    expect(packages.length).toBeGreaterThan(4);
    expect(namedFor("verify.html")).toEqual([...packages, zxing].sort());
  });

  test("tells of each file's, and of nothing else", () => {
    const named = components().map(({ name, version }) => `${name}@${version}`);
    const files = ["dkek.mjs", "verify.html"];
    expect(named).toEqual([...new Set(files.flatMap(namedFor))].sort());
  });

  test("names Debian packages, if they come along, and where in the bundle", () => {
    const packages = [
      { name: "opensc", version: "0.23.0-0.3+deb12u2", architecture: "amd64", vendor: "debian" },
      { name: "passwd", version: "1:4.13+dfsg1-1", architecture: "amd64", vendor: "debian" },
    ];
    const { metadata, components, dependencies } = sbomOf("1.0.0", [], packages);
    const purls = [
      "pkg:deb/debian/opensc@0.23.0-0.3%2Bdeb12u2?arch=amd64",
      "pkg:deb/debian/passwd@1:4.13%2Bdfsg1-1?arch=amd64",
    ];
    expect(components.map((one) => one.purl)).toEqual(purls);
    const [folder] = metadata.component.components;
    expect(dependencies).toContainEqual({ ref: folder?.["bom-ref"], dependsOn: purls });
  });

  test("names what every package of ours that is in it depends on", () => {
    const named = components().map(({ name, version }) => `${name}@${version}`);
    for (const room of readdirSync(join(ROOT, "packages"))) {
      const path = join(ROOT, "packages", room, "package.json");
      const { dependencies = {} } = JSON.parse(readFileSync(path, "utf8"));
      for (const [name, version] of Object.entries(dependencies)) {
        if (version !== "workspace:*") expect(named).toContain(`${name}@${version}`);
      }
    }
  });

  test("each has a licence, whose text is in the file itself as well", () => {
    const program = read("dkek.mjs");
    const licences = read("LICENCES.txt");
    const inProgram = namedFor("dkek.mjs");
    for (const { name, version, licenses } of components()) {
      expect([name, licenses[0]?.license?.id ?? licenses[0]?.expression]).toEqual([
        name,
        expect.stringMatching(/^[A-Za-z0-9.() -]+$/),
      ]);
      expect(licences).toContain(`\n${name}@${version}: `);
      const isInProgram = inProgram.includes(`${name}@${version}`);
      expect(program.includes(`\n// ${name}@${version}: `)).toBe(isInProgram);
    }
    expect(program).toContain("// MIT License");
  });
});

describe("the documentation", () => {
  const pages = (): string[] =>
    files(bundle.folder).filter((name) => name.endsWith(".html") && name !== "verify.html");

  test("links lead to what is there, and nothing is loaded from elsewhere", () => {
    const names = new Set(files(bundle.folder));
    for (const page of pages()) {
      const html = read(page);
      for (const [, href = ""] of html.matchAll(/ href="([^"]*)"/g)) {
        if (/^https?:/.test(href)) continue;
        const [path = "", anchor] = href.split("#");
        const target = path === "" ? page : join(page, "..", path);
        expect([page, href, names.has(target)]).toEqual([page, href, true]);
        if (anchor !== undefined)
          expect([page, href, read(target).includes(` id="${anchor}"`)]).toEqual([
            page,
            href,
            true,
          ]);
      }
      for (const [, src] of html.matchAll(/ src="([^"]{0,30})/g)) expect(src).toMatch(/^data:/);
      expect(html).toContain("default-src 'none'");
      expect(html).not.toMatch(/<script|@import|url\(/);
    }
  });

  test("its first page says whom commands of the sources are for", async () => {
    const told =
      /Commands that begin with npm .* dkek \(or npx dkek\) is node dkek.mjs, as START-HERE says/;
    const html = read("documentation/README.html").replace(/<[^>]*>/g, "");
    expect(html.replace(/\s+/g, " ")).toMatch(told);
    const pdf = ["-l", "1", "documentation/README.pdf", "-"];
    const { stdout } = await run("pdftotext", pdf, { cwd: bundle.folder });
    expect(stdout.replace(/\s+/g, " ")).toMatch(told);
  });

  test("a task has a box, and no bullet as well", () => {
    const html = read("documentation/CEREMONY.html");
    expect(html).toContain('<li class="task"><input');
    expect(html).not.toContain("<li><input");
    expect(html).toContain(".task { list-style: none; }");
  });

  test("each page is there to print, too, with all of its words", async () => {
    for (const page of pages().filter((name) => name.startsWith("documentation/"))) {
      const pdf = page.replace(/html$/, "pdf");
      const { stdout } = await run("pdftotext", ["-layout", pdf, "-"], { cwd: bundle.folder });
      const [, title = "none"] = /<title>(.*)<\/title>/.exec(read(page)) ?? [];
      expect(stdout.replace(/\s+/g, " ")).toContain(title);
      expect(stdout).toContain(`dkek ${sbom().metadata.component.version}: `);
    }
    const name = "RECOVERY-BY-HAND";
    const pdf = `documentation/${name}.pdf`;
    const { stdout } = await run("pdftotext", ["-layout", pdf, "-"], { cwd: bundle.folder });
    const text = readFileSync(join(ROOT, `docs/${name}.md`), "utf8");
    const words = text.match(/\p{L}{6,}/gu);
    const missing = [...new Set(words)].filter((word) => !stdout.includes(word));
    // Words in the addresses of links, and such as were broken at the end of a line, in code alone.
    expect(missing.length).toBeLessThan(10);
  });
});
