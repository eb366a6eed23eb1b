import {
  AUTHENTICATED_REQUEST,
  type CertificateRequest,
  CV_CERTIFICATE,
  readCertificateRequest,
} from "./certificate-request.js";
import type { DerElement, DerReader } from "./der-reader.js";
import { SEQUENCE } from "./der-values.js";
import { KeyBackupError } from "./key-backup-error.js";
import { type BackupPublicKey, ecPublicKey, rsaPublicKey } from "./public-key.js";
import type { UnprovenBytes } from "./unproven-bytes.js";
import { readX509PublicKey } from "./x509-public-key.js";

/** What an HSM keeps of a key pair's public half, EF CExx, and a backup carries along. */
export interface Certificate {
  readonly kind: "request" | "x509" | "card-verifiable";
  readonly request: CertificateRequest | undefined;
  readonly publicKey: BackupPublicKey | undefined;
  readonly unproven: readonly UnprovenBytes[];
}

/**
 * Reads what comes next: the request that the HSM made with the key pair, the X.509 certificate that
 * took its place, or a card-verifiable certificate, which is not looked into: it may leave out the
 * domain parameters, and its signature is its issuer's.
 *
 * @throws {KeyBackupError} `wrong-tag` if it is something else, or where it is not well-formed.
 */
export function readCertificate(content: DerReader): Certificate {
  const element = content.takeAny("the certificate");
  const unproven: UnprovenBytes[] = [{ what: "certificate", ...placeOf(element) }];
  switch (element.tag) {
    case AUTHENTICATED_REQUEST:
      return fromRequest(readCertificateRequest(content, element), element);
    case SEQUENCE: {
      const publicKey = readX509PublicKey(content, element);
      return { kind: "x509", request: undefined, publicKey, unproven };
    }
    case CV_CERTIFICATE:
      return { kind: "card-verifiable", request: undefined, publicKey: undefined, unproven };
    default:
      throw new KeyBackupError("wrong-tag", "neither a certificate nor a request", element.start);
  }
}

function fromRequest(request: CertificateRequest, element: DerElement): Certificate {
  const { publicKey: key } = request;
  const [name, signature] = request.deviceSignature;
  const publicKey =
    key.algorithm === "ec"
      ? ecPublicKey(key.curve, key.point)
      : rsaPublicKey(key.modulus, key.exponent);
  const checkable = key.scheme.padding !== "rsa-pss";
  const unproven: UnprovenBytes[] = checkable
    ? [
        { what: "name of the device", start: name.valueStart, end: name.end },
        { what: "signature of the device", start: signature.valueStart, end: signature.end },
      ]
    : [{ what: "request", ...placeOf(element) }];
  return { kind: "request", request, publicKey, unproven };
}

function placeOf({ start, end }: DerElement): Pick<UnprovenBytes, "start" | "end"> {
  return { start, end };
}
