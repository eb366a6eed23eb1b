import type { HsmCertificate, HsmContents, HsmKey, HsmStatus } from "@dkek/hsm";
import { looksVirtual } from "@dkek/virtual-hsm";
import { typeOf } from "./key-words.js";

/** What is in an HSM, for programs. */
export function contentsAsJson(status: HsmStatus, contents: HsmContents): object {
  return {
    hsm: hsmAsJson(status),
    dkek: {
      state: status.dkek.state,
      kcv: status.dkek.state === "complete" ? (status.dkek.kcv ?? null) : null,
    },
    keys: contents.keys.map(keyAsJson),
    certificates: contents.certificates.map(certificateAsJson),
    otherFiles: contents.otherFiles.map((id) => id.toString(16).toUpperCase()),
  };
}

/** Which HSM it is. */
export function hsmAsJson(status: HsmStatus): object {
  const { serial, label, firmware, reader } = status;
  return { serial, label, firmware, reader, virtual: looksVirtual(status) };
}

export function keyAsJson(key: HsmKey): object {
  const { reference, id, label, publicKey, certificate, unreadable } = key;
  return {
    reference,
    id: id ?? null,
    label: label ?? null,
    type: typeOf(key),
    publicKeySha256: publicKey?.fingerprint ?? null,
    certificate: certificate ?? null,
    unreadable,
  };
}

function certificateAsJson({ number, label, kind, publicKey }: HsmCertificate): object {
  return {
    number,
    label: label ?? null,
    kind: kind ?? null,
    publicKeySha256: publicKey?.fingerprint ?? null,
  };
}
