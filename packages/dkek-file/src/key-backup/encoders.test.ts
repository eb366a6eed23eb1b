import { expect, test } from "vitest";
import stock from "../../../../tests/vectors/key-backups.json" with { type: "json" };
import openSc from "../../../virtual-hsm/src/vectors/opensc-commands.json" with { type: "json" };
import { encodeKeyBackup } from "./encode-key-backup.js";
import { encodeKeyDescription } from "./encode-key-description.js";
import { encodeKeyRequest } from "./encode-key-request.js";
import { parseKeyBackup } from "./key-backup.js";
import { parseCertificate, parseKeyDescription } from "./key-files.js";
import { formatKeySpec, KEY_SPECS, type KeySpec, parseKeySpec } from "./key-spec.js";
import recorded from "./vectors/recorded.json" with { type: "json" };

const bytes = (hex: string): Buffer => Buffer.from(hex, "hex");
const hex = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString("hex");
const spec = (text: string): KeySpec => {
  const found = parseKeySpec(text);
  if (found === undefined) throw new Error(text);
  return found;
};

test("a request for a key pair: the very bytes that OpenSC sent", () => {
  // The command's header, three bytes of length, the data, two bytes of expected length.
  const data = (command: string): string => command.slice(14, -4);
  expect(hex(encodeKeyRequest(spec("ec:secp256r1"), "ESPICOHSMTR"))).toBe(data(openSc.generateEc));
  expect(hex(encodeKeyRequest(spec("rsa:2048"), "ESPICOHSMTR"))).toBe(data(openSc.generateRsa2048));
});

test("a description: the very bytes that OpenSC wrote", () => {
  const { descriptionHex, label, idHex, keyBits } = recorded.rsa;
  const names = { label, id: idHex };
  expect(hex(encodeKeyDescription(spec(`rsa:${keyBits}`), names, 2))).toBe(descriptionHex);
  const backup = parseKeyBackup(bytes(recorded.keyBackup.fileHex));
  const ec = { label: recorded.keyBackup.label, id: recorded.keyBackup.idHex };
  expect(hex(encodeKeyDescription(spec("ec:prime256v1"), ec, 1))).toBe(
    hex(backup.files.description),
  );
});

test("a reference above 127 takes a byte more, and is read back", () => {
  const names = { label: "Schlüssel", id: "00ff" };
  const description = encodeKeyDescription(spec("ec:secp521r1"), names, 255);
  expect(hex(description)).toContain("020200ff");
  expect(parseKeyDescription(description)).toEqual({ ...names, keyType: "ec", keyBits: 521 });
});

test.for(stock.keyBackups)("a key backup put together again: $name", ({ fileHex }) => {
  const { blob, files } = parseKeyBackup(bytes(fileHex));
  expect(hex(encodeKeyBackup({ blob: blob.bytes, ...files }))).toBe(fileHex);
  expect(hex(files.description) + hex(files.certificate)).not.toBe("");
});

test("a key backup without description and certificate", () => {
  const { blob } = parseKeyBackup(bytes(recorded.keyBackup.fileHex));
  const alone = parseKeyBackup(encodeKeyBackup({ blob: blob.bytes }));
  expect(alone.files).toEqual({ description: undefined, certificate: undefined });
  expect(hex(alone.blob.bytes)).toBe(hex(blob.bytes));
});

test("what an HSM keeps beside a key, by itself", () => {
  const { descriptionHex, requestHex, label, idHex, keyBits } = recorded.rsa;
  const described = { label, id: idHex, keyType: "rsa", keyBits };
  expect(parseKeyDescription(bytes(descriptionHex))).toEqual(described);
  expect(parseCertificate(bytes(requestHex)).publicKey?.bits).toBe(keyBits);
  const code = (value: string): unknown => expect.objectContaining({ code: value });
  expect(() => parseKeyDescription(bytes(`${descriptionHex}00`))).toThrow(code("trailing-bytes"));
  expect(() => parseCertificate(bytes(`${requestHex}00`))).toThrow(code("trailing-bytes"));
  expect(() => parseKeyDescription(bytes(requestHex))).toThrow(code("wrong-tag"));
  expect(() => parseKeyDescription(bytes(""))).toThrow(code("truncated"));
});

test("every kind of key has one name, and others that people use", () => {
  for (const name of KEY_SPECS) expect(formatKeySpec(spec(name))).toBe(name);
  for (const name of KEY_SPECS) expect(formatKeySpec(spec(name.toUpperCase()))).toBe(name);
  expect(formatKeySpec(spec("EC:prime256v1"))).toBe("ec:secp256r1");
  expect(formatKeySpec(spec("ec:P-521"))).toBe("ec:secp521r1");
});

test.each([
  "",
  "rsa",
  "rsa:",
  "rsa:1024",
  "rsa:2047",
  "rsa:0x800",
  "ec:secp192r1",
  "ec:ed25519",
  "aes:256",
  "rsa:2048:1",
])("no key is made of kind %j", (text) => {
  expect(parseKeySpec(text)).toBeUndefined();
});
