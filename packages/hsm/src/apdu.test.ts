import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CommandApdu, decodeCommand, encodeCommand, encodeResponse } from "./apdu.js";
import transcripts from "./transcripts.json" with { type: "json" };

const sentByOpenSc = [
  ...new Set(
    Object.values(transcripts).flatMap(({ exchanges }) => exchanges.map(({ command }) => command)),
  ),
];

test.each(sentByOpenSc)("a command that OpenSC sent survives reading and writing: %s", (hex) => {
  const command = decodeCommand(hexToBytes(hex));
  expect(command).toBeDefined();
  if (command !== undefined) expect(bytesToHex(encodeCommand(command))).toBe(hex);
});

// ISO/IEC 7816-4, section 5.2: cases 1 to 4, short and extended, written out by hand.
const CASES: readonly (readonly [what: string, command: CommandApdu, hex: string])[] = [
  ["1", { cla: 0, ins: 0x20, p1: 0, p2: 0x88 }, "00200088"],
  ["2 short", { cla: 0, ins: 0x84, p1: 0, p2: 0, le: 8 }, "0084000008"],
  ["2 short, 256", { cla: 0, ins: 0x84, p1: 0, p2: 0, le: 256 }, "0084000000"],
  ["2 extended", { cla: 0, ins: 0x84, p1: 0, p2: 0, le: 257 }, "00840000000101"],
  ["2 extended, 65536", { cla: 0, ins: 0x84, p1: 0, p2: 0, le: 65536 }, "00840000000000"],
  ["3 short", { cla: 0, ins: 0x20, p1: 0, p2: 0x81, data: hexToBytes("3132") }, "00200081023132"],
  [
    "3 extended",
    { cla: 0, ins: 0xd7, p1: 1, p2: 2, data: new Uint8Array(256).fill(0xaa) },
    `00d70102000100${"aa".repeat(256)}`,
  ],
  [
    "4 short",
    { cla: 0, ins: 0xa4, p1: 0, p2: 0, data: hexToBytes("2f02"), le: 256 },
    "00a40000022f0200",
  ],
  [
    "4 extended",
    { cla: 0, ins: 0xb1, p1: 0, p2: 0, data: hexToBytes("54020000"), le: 1000 },
    "00b10000000004540200" + "0003e8",
  ],
];

test.each(CASES)("case %s", (_what, command, hex) => {
  expect(bytesToHex(encodeCommand(command))).toBe(hex);
  expect(decodeCommand(hexToBytes(hex))).toEqual(command);
});

const byte = fc.integer({ min: 0, max: 255 });

test("what is written is read back, whatever it is", () => {
  const commands = fc.record(
    {
      cla: byte,
      ins: byte,
      p1: byte,
      p2: byte,
      data: fc.uint8Array({ minLength: 1, maxLength: 700 }),
      le: fc.integer({ min: 1, max: 65536 }),
    },
    { requiredKeys: ["cla", "ins", "p1", "p2"] },
  );
  fc.assert(
    fc.property(commands, (command) => {
      expect(decodeCommand(encodeCommand(command))).toEqual(command);
    }),
  );
});

test("lengths that contradict each other are refused, and nothing crashes", () => {
  for (const hex of ["", "00", "002000", "0020008105313233", "00a400000302", "00d7000000010203"]) {
    expect(decodeCommand(hexToBytes(hex))).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const command = decodeCommand(bytes);
      if (command === undefined) return;
      const written = encodeCommand(command);
      expect(decodeCommand(written)).toEqual(command);
      expect(written.length).toBeLessThanOrEqual(bytes.length);
    }),
  );
});

test("an answer is its data, then the status word", () => {
  expect(bytesToHex(encodeResponse({ data: hexToBytes("0102"), sw: 0x63c3 }))).toBe("010263c3");
});
