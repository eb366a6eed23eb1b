import { expect, test } from "vitest";
import { ecRequest, rsaRequest } from "../../../../tests/support/key-backups.js";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import { BRAINPOOL_CURVES } from "./brainpool-curves.js";
import { AUTHENTICATED_REQUEST, readCertificateRequest } from "./certificate-request.js";
import { checkCertificateRequest, type RequestVerdict } from "./check-certificate-request.js";
import { DerReader } from "./der-reader.js";
import { SEC_CURVES } from "./sec-curves.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

/** The names of our curves that OpenSSL has others for. */
const OPENSSL_NAMES: Readonly<Record<string, string>> = {
  secp192r1: "prime192v1",
  secp256r1: "prime256v1",
};

const CURVES = [...SEC_CURVES, ...BRAINPOOL_CURVES].map(({ name }) => name);

function verdictOn(request: Uint8Array): RequestVerdict {
  const reader = new DerReader(request);
  const element = reader.take(AUTHENTICATED_REQUEST, "request");
  return checkCertificateRequest(readCertificateRequest(reader, element));
}

/** With the last byte of the key's own signature changed: in front of 42 10 … 5F37 40 …. */
function withOtherSignature(request: Buffer, outerLength: number): Buffer {
  const changed = Buffer.from(request);
  const place = changed.length - outerLength - 1;
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}

/** Name and signature of the device, as `tests/support` writes them. */
const OUTER_LENGTH = 2 + 16 + 3 + 64;

test.for([
  { name: "EC, as sc-hsm-tool stored it", hex: stock.keyBackups[0]?.certHex ?? "" },
  { name: "RSA, as pkcs11-tool stored it", hex: recorded.rsa.requestHex },
])("$name", ({ hex }) => {
  expect(verdictOn(Buffer.from(hex, "hex"))).toBe("signed-by-its-key");
});

test("a device's own request, which leaves out leading zeros and names itself", () => {
  expect(verdictOn(Buffer.from(recorded.deviceRequestHex, "hex"))).toBe("signed-by-its-key");
});

test.for(CURVES)("what OpenSSL signs on %s", (name) => {
  const { request } = ecRequest(OPENSSL_NAMES[name] ?? name);
  expect(verdictOn(request)).toBe("signed-by-its-key");
  expect(verdictOn(withOtherSignature(request, OUTER_LENGTH))).toBe("wrong-signature");
});

test.for(["sha1", "sha224", "sha256", "sha384", "sha512"])("ECDSA with %s", (hash) => {
  for (const curve of ["prime192v1", "secp521r1"]) {
    expect(verdictOn(ecRequest(curve, hash).request)).toBe("signed-by-its-key");
  }
});

test.for([
  { hash: "sha1", scheme: 1 },
  { hash: "sha256", scheme: 2 },
  { hash: "sha512", scheme: 5 },
])("RSA with $hash", ({ hash, scheme }) => {
  for (const bits of [1024, 1031, 2048]) {
    const { request } = rsaRequest(bits, { hash, scheme });
    expect(verdictOn(request)).toBe("signed-by-its-key");
    expect(verdictOn(withOtherSignature(request, OUTER_LENGTH))).toBe("wrong-signature");
  }
});

test("the hash must be the one that the algorithm names", () => {
  expect(verdictOn(rsaRequest(1024, { hash: "sha512", scheme: 2 }).request)).toBe(
    "wrong-signature",
  );
});

test("RSASSA-PSS is said to be unknown, not right or wrong", () => {
  for (const scheme of [3, 4, 6]) {
    expect(verdictOn(rsaRequest(1024, { scheme }).request)).toBe("not-checkable");
  }
});
