import { htmlDocument, htmlOf } from "./pages/html.mjs";

/**
 * The page that is read first, as Markdown, which is plain text as well.
 *
 * @param {{ folder: string, version: string, withNode: boolean, withDebian: boolean }} bundle
 */
function startHereText({ folder, version, withNode, withDebian }) {
  const options = [...(withNode ? ["--with-node"] : []), ...(withDebian ? ["--with-debian"] : [])];
  const command = ["npm run bundle", ...(options.length > 0 ? ["--", ...options] : [])].join(" ");
  const node = process.version;
  const parts = [
    `# dkek ${version}: start here

This folder is everything that \`dkek\` needs on a machine without a network. Nothing in it loads anything from
anywhere.

## First: is it what it should be?

1. On *another* machine, one with a network, get the SHA-256 of the file \`SHA256SUMS\` from where the version was
   announced, from somebody who has built it (below), or from the paper that your procedure has it on.
2. Here, in this folder, let the machine work it out:

       sha256sum SHA256SUMS

   and compare *all* 64 characters with the published ones: one reads aloud, another follows on the paper.
3. Then let it check every other file against that list:

       sha256sum -c --strict SHA256SUMS

   Each line must end with \`OK\`. On macOS: \`shasum -a 256\` instead of \`sha256sum\`.
4. Look for files that are not on the list: this must print nothing.

       find . ! -type d ! -path ./SHA256SUMS | sed 's,^./,,' | sort > /tmp/here
       sed 's/^[0-9a-f]*  //' SHA256SUMS | sort | diff - /tmp/here

What this proves: that every file is, bit by bit, what the person had who published the value. A copy that was
damaged or changed on its way is found out.

What it does not prove: that this person is honest, or that the value came from this person, if you took it from the same
medium as the files: whoever changes the files changes \`SHA256SUMS\` as well. Nor does it prove anything of
the machine that you are on: \`sha256sum\`, Node and the kernel are taken on trust here.

It can be built again: with the sources of version ${version}, the same Node (${node}) and
\`${command}\`, every file comes out byte for byte the same, on any machine of this kind, in any folder${
      withDebian ? ",\nbut for the Debian packages, of which the newest are taken" : ""
    }. Several people who don't know each other can do so, and publish the same value.`,
    `## Then: what is where

| file | what it is |
| --- | --- |
| \`dkek.mjs\` | the program, in one file: \`node dkek.mjs\` (Node 20.19 or newer) |
${withNode ? "| `dkek` | the same with Node inside, for machines without Node, of the kind that built it |\n" : ""}| \`verify.html\` | checks cards, records and key backups in a browser: open it, and follow what it says |
| \`documentation/\` | everything to read: each page as HTML and as PDF to print; begin with \`README\` |
| \`debian/\` | what a Debian machine needs for the HSM${withDebian ? ", with an installer" : ": a list"} |
| \`sbom.cdx.json\` | whose work is in which of these files: a bill of materials (CycloneDX) |
| \`LICENCES.txt\` | their licences |
| \`SHA256SUMS\` | the checksums of everything else |`,
    `## What works with what

Making cards, checking them, printing sheets into PDF files, rescuing damaged cards and rehearsing need Node and
\`dkek.mjs\` alone:

    node dkek.mjs rehearse --direct
    node dkek.mjs doctor
    node dkek.mjs create

The HSM needs OpenSC and a PC/SC daemon, printing needs CUPS: they are Debian packages, named in
\`debian/packages.txt\`. ${
      withDebian
        ? "They lie in `debian/` with all that they need; `sudo sh debian/install.sh` installs them without a network."
        : "A bundle made with `npm run bundle -- --with-debian` brings them along."
    }

Wherever the documentation says \`npx dkek\`, it is \`node ${folder}/dkek.mjs\` here.`,
  ];
  return `${parts.join("\n\n")}\n`;
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
