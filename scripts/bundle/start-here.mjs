import { htmlDocument, htmlOf } from "./pages/html.mjs";

/** @typedef {import("./source.mjs").Source} Source */

/**
 * The page that is read first, as Markdown, which is plain text as well.
 *
 * @param {{ version: string, source: Source, withNode: boolean, debian: string | undefined }} bundle `debian` is the
 * release that its packages are for
 */
function startHereText({ version, source, withNode, debian }) {
  const options = [
    ...(withNode ? ["--with-node"] : []),
    ...(debian === undefined ? [] : ["--with-debian"]),
  ];
  const command = ["npm run bundle", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
  const parts = [
    `# dkek ${version}: start here

This folder is everything that \`dkek\` needs on a machine without a network.
Nothing in it loads anything from anywhere.

## First: is it what it should be?

Copy the folder from the stick to the machine, take the stick out, and open a
terminal in the copy: what you have checked is then what you run.

1. On *another* machine, one with a network, get the SHA-256 of the file
   \`SHA256SUMS\` from where the version was announced, from somebody who has
   built it (below), or from the paper that your procedure has it on.
2. Here, in this folder, let the machine work it out:

       sha256sum SHA256SUMS

   and compare *all* 64 characters with the published ones: one reads aloud,
   another follows on the paper.
3. Then let it check every other file against that list:

       sha256sum -c --strict SHA256SUMS

   Each line must end with \`OK\`. On macOS: \`shasum -a 256\` instead of
   \`sha256sum\`.
4. Look for files that are not on the list: this must print nothing.

       find . ! -type d ! -path ./SHA256SUMS | grep -vxF "$(sed 's,^[0-9a-f]*  ,./,' SHA256SUMS)"

What this proves: that every file is, bit by bit, what the person had who
published the value. A copy that was damaged or changed on its way is found out.

What it does not prove: that this person is honest, or that the value came from
this person, if you took it from the same medium as the files: whoever changes
the files changes \`SHA256SUMS\` as well. Nor does it prove anything of the
machine that you are on: \`sha256sum\`, Node and the kernel are taken on trust
here.

${againText({ version, source, command, debian })}`,
    `## Then: what is where

| file | what it is |
| --- | --- |
| \`dkek.mjs\` | the program, in one file (Node 20.19 or newer) |
${withNode ? "| `dkek` | the same with Node inside, for machines of the kind that built it |\n" : ""}| \`verify.html\` | checks cards, records and key backups in a browser |
| \`documentation/\` | each page as HTML and as PDF; begin with \`README\` |
| \`debian/\` | what a Debian machine needs for the HSM${debian === undefined ? ": a list" : ", with an installer"} |
| \`sbom.cdx.json\` | whose work is in which of these (CycloneDX) |
| \`LICENCES.txt\` | the licences of what is in the program and the page |
| \`SHA256SUMS\` | the checksums of everything else |`,
    `## How to begin

In this folder, give the program the name that the documentation calls it by
(\`npx dkek\`, there, is the same), for as long as this terminal is open:

    alias dkek="node '$PWD/dkek.mjs'"
${
  withNode
    ? `
or, on a machine without Node,

    alias dkek="'$PWD/dkek'"
`
    : ""
}
What you make is secret. Make it neither in this folder nor on the stick, but in
a folder of its own, in the machine's memory for example:

    mkdir -m 700 /dev/shm/work
    cd /dev/shm/work
    dkek rehearse --direct
    dkek doctor
    dkek create

Making cards, checking them, printing sheets into PDF files, rescuing damaged
cards and rehearsing need no more than this.

The HSM needs OpenSC and a PC/SC daemon, printing needs CUPS: they are Debian
packages, named in \`debian/packages.txt\`. ${
      debian === undefined
        ? "A bundle made with\n`npm run bundle -- --with-debian` brings them along."
        : `They lie there with all that
they need, for ${debian}. In this folder, and without a network,

    sudo sh debian/install.sh

installs them.`
    }`,
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * Who can build the same.
 *
 * @param {{ version: string, source: Source, command: string, debian: string | undefined }} bundle
 */
function againText({ version, source: { commit, isChanged }, command, debian }) {
  if (isChanged) {
    return `It was built with changes that are in no commit: nobody else can build the same.
The commit that they were made to is ${commit}.`;
  }
  const sources = `version ${version}${commit === undefined ? "" : `, commit\n${commit}`}`;
  return `It can be built again: from the sources of ${sources},
by the same build of Node (${process.version}), with

    ${command}

every file comes out byte for byte the same, on any machine of this kind, in any
folder${debian === undefined ? "" : ", but for the Debian packages, of which the newest are taken"}.
Several people who don't know each other can do so, and publish the same value.`;
}

/** @param {Parameters<typeof startHereText>[0]} bundle */
export function startHere(bundle) {
  const text = startHereText(bundle);
  const links = '<nav><a href="documentation/README.html">documentation</a></nav>';
  const html = htmlDocument(
    `dkek ${bundle.version}: start here`,
    `${links}\n<main>\n${htmlOf(text, "START-HERE.md")}</main>`,
  );
  return { text, html };
}
