import fc from "fast-check";
import { expect, test } from "vitest";
import stock from "../../../tests/vectors/pbe.json" with { type: "json" };
import { PbeError } from "./pbe-error.js";
import { encodePbe, PBE_LENGTH_BYTES, parsePbe } from "./pbe-file.js";
import invalid from "./vectors/invalid-pbe.json" with { type: "json" };

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PbeError) return error.code;
    throw error;
  }
  return "nothing was thrown";
}

test.for(stock.sets)("reads and writes the stock tool's file: $name", ({ pbeHex }) => {
  const pbe = parsePbe(Buffer.from(pbeHex, "hex"));
  expect(Buffer.from(pbe.salt).toString("hex")).toBe(pbeHex.slice(16, 32));
  expect(Buffer.from(pbe.ciphertext).toString("hex")).toBe(pbeHex.slice(32));
  expect(Buffer.from(pbe.bytes).toString("hex")).toBe(pbeHex);
  expect(Buffer.from(encodePbe(pbe)).toString("hex")).toBe(pbeHex);
});

test.for(invalid.invalid)("refuses $name: $code", ({ bytesHex, code }) => {
  expect(codeOf(() => parsePbe(Buffer.from(bytesHex, "hex")))).toBe(code);
});

test("refuses every length but one", () => {
  const bytes = Buffer.alloc(200, "Salted__");
  for (let length = 0; length <= bytes.length; length++) {
    const code = codeOf(() => parsePbe(bytes.subarray(0, length)));
    expect([length, code]).toEqual([
      length,
      length < PBE_LENGTH_BYTES
        ? "pbe-too-short"
        : length > PBE_LENGTH_BYTES
          ? "pbe-too-long"
          : "nothing was thrown",
    ]);
  }
});

test("every file comes back as it was written", () => {
  const salts = fc.uint8Array({ minLength: 8, maxLength: 8 });
  const ciphertexts = fc.uint8Array({ minLength: 48, maxLength: 48 });
  fc.assert(
    fc.property(salts, ciphertexts, (salt, ciphertext) => {
      const pbe = parsePbe(encodePbe({ salt, ciphertext }));
      expect(pbe.salt).toEqual(salt);
      expect(pbe.ciphertext).toEqual(ciphertext);
    }),
  );
});

test("keeps its own copy", () => {
  const bytes = Buffer.from(stock.sets[0]?.pbeHex ?? "", "hex");
  const pbe = parsePbe(bytes);
  bytes.fill(0);
  expect(Buffer.from(pbe.bytes.subarray(0, 8)).toString()).toBe("Salted__");
  expect(pbe.salt).toEqual(pbe.bytes.slice(8, 16));
});

test("writes no file of the wrong parts", () => {
  const salt = new Uint8Array(8);
  const ciphertext = new Uint8Array(48);
  expect(codeOf(() => encodePbe({ salt: new Uint8Array(7), ciphertext }))).toBe(
    "salt-wrong-length",
  );
  expect(codeOf(() => encodePbe({ salt, ciphertext: new Uint8Array(32) }))).toBe(
    "ciphertext-wrong-length",
  );
});
