import { SecretBytes } from "@dkek/foundation";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { encodeCommand } from "./apdu.js";
import { initialiseDevice } from "./commands.js";
import { HsmError } from "./hsm-error.js";
import {
  checkInitialiseOptions,
  encodeInitialise,
  type InitialiseOptions,
} from "./initialise-options.js";
import transcripts from "./transcripts.json" with { type: "json" };

const OPTIONS: InitialiseOptions = {
  soPin: SecretBytes.own(hexToBytes("3537363231383830")),
  userPin: SecretBytes.own(utf8ToBytes("648219")),
};

test.each([
  ["init-0", 0],
  ["init-1", 1],
] as const)("%s: the very bytes that sc-hsm-tool sends", (name, dkekShares) => {
  const sent = transcripts[name].exchanges.at(-1)?.command;
  const data = encodeInitialise({ ...OPTIONS, dkekShares });
  expect(bytesToHex(encodeCommand(initialiseDevice(data)))).toBe(sent);
});

test("without DKEK shares tag 92 is left out", () => {
  expect(bytesToHex(encodeInitialise(OPTIONS))).toBe(
    "80020001" + "8106363438323139" + "82083537363231383830" + "910103",
  );
});

test.each<readonly [code: string, options: Partial<InitialiseOptions>]>([
  ["bad-pin-format", { soPin: SecretBytes.own(new Uint8Array(16)) }],
  ["bad-pin-format", { soPin: SecretBytes.own(new Uint8Array(7)) }],
  ["bad-pin-format", { userPin: SecretBytes.own(new Uint8Array(5)) }],
  ["bad-pin-format", { userPin: SecretBytes.own(new Uint8Array(16)) }],
  ["bad-option", { retryCounter: 0 }],
  ["bad-option", { retryCounter: 4 }],
  ["bad-option", { userPin: SecretBytes.own(new Uint8Array(7)), retryCounter: 6 }],
  ["bad-option", { userPin: SecretBytes.own(new Uint8Array(8)), retryCounter: 11 }],
  ["bad-option", { dkekShares: -1 }],
  ["bad-option", { dkekShares: 256 }],
  ["bad-option", { dkekShares: 1.5 }],
  ["bad-option", { dkekShares: Number.NaN }],
  ["bad-option", { label: "" }],
  ["bad-option", { label: "ü".repeat(17) }],
  ["bad-option", { label: "a\u001b[2J" }],
])("%s: %o", (code, wrong) => {
  const check = (): void => checkInitialiseOptions({ ...OPTIONS, ...wrong });
  expect(check).toThrow(HsmError);
  expect(check).toThrow(expect.objectContaining({ code, hint: expect.any(String) }));
});

test.each<Partial<InitialiseOptions>>([
  {},
  { dkekShares: 255, label: "ü".repeat(16) },
  { userPin: SecretBytes.own(new Uint8Array(15)), retryCounter: 10 },
])("fine: %o", (options) => {
  expect(() => checkInitialiseOptions({ ...OPTIONS, ...options })).not.toThrow();
});
