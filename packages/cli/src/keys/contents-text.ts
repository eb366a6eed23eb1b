import type { DkekStatus, HsmContents, HsmKey, HsmStatus } from "@dkek/hsm";
import { looksVirtual } from "@dkek/virtual-hsm";
import { oneLine } from "@dkek/words";
import { shortFingerprint, typeOf } from "./key-words.js";

/** What is in an HSM, for people: one line a key, its label last because it may be long. */
export function contentsAsText(status: HsmStatus, contents: HsmContents): string {
  const { keys, certificates, otherFiles } = contents;
  const lines = [
    `HSM ${status.serial}, label "${oneLine(status.label)}"${looksVirtual(status) ? ", VIRTUAL" : ""}`,
    `  DKEK  ${dkekText(status.dkek)}`,
    "",
    ...(keys.length === 0 ? ["  no keys"] : keyTable(keys)),
    ...keys.flatMap(complaints),
    ...certificates.map(({ number, label, kind, publicKey }) => {
      const whose = publicKey ? `, public key ${shortFingerprint(publicKey.fingerprint)}` : "";
      const name = label === undefined ? "no label" : `"${oneLine(label)}"`;
      return `  certificate ${number}, of none of these keys: ${kind ?? "can't be read"}, ${name}${whose}`;
    }),
    ...(otherFiles.length === 0
      ? []
      : [`  other files: ${otherFiles.map((id) => id.toString(16).toUpperCase()).join(", ")}`]),
  ];
  return `${lines.join("\n")}\n`;
}

const HEADINGS: Row = ["ref", "ID", "type", "public key (SHA-256)", "certificate", "label"];

type Row = readonly [string, string, string, string, string, string];

function keyTable(keys: readonly HsmKey[]): string[] {
  const rows = [HEADINGS, ...keys.map(row)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    return `  ${padded.join("  ")}`.trimEnd();
  });
}

function row(key: HsmKey): Row {
  const { reference, id, publicKey, certificate, label } = key;
  return [
    String(reference),
    id ?? "-",
    typeOf(key) ?? "unknown",
    publicKey ? shortFingerprint(publicKey.fingerprint) : "-",
    certificate === undefined || certificate === "request" ? "-" : certificate,
    label === undefined ? "-" : oneLine(label),
  ];
}

function complaints({ reference, unreadable, id }: HsmKey): string[] {
  if (unreadable.length > 0) {
    return [`  key ${reference}: its ${unreadable.join(" and its ")} can't be read`];
  }
  return id === undefined ? [`  key ${reference}: is described nowhere`] : [];
}

function dkekText(dkek: DkekStatus): string {
  switch (dkek.state) {
    case "none":
      return "none: no key can be backed up";
    case "pending":
      return `waits for ${dkek.missing} of ${dkek.total} DKEK shares`;
    case "complete":
      return `KCV ${dkek.kcv ?? "not known before login"}`;
  }
}
