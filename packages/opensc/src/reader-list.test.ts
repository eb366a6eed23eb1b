import { expect, test } from "vitest";
import { parseReaderList } from "./reader-list.js";
import recorded from "./recorded.json" with { type: "json" };

test("the real list", () => {
  expect(parseReaderList(recorded["list-one-card"].stdout)).toEqual([
    { index: 0, name: "Virtual PCD 00 00", cardPresent: true },
    { index: 1, name: "Virtual PCD 00 01", cardPresent: false },
  ]);
  expect(parseReaderList(recorded["list-two-empty"].stdout).map((r) => r.cardPresent)).toEqual([
    false,
    false,
  ]);
  expect(parseReaderList(recorded["list-without-daemon"].stdout)).toEqual([]);
});

// The format is that of `list_readers` in opensc-tool.c: "%-5d%-6s%-10s%s\n".
test("a PIN pad, a long number, Windows' line ends", () => {
  expect(parseReaderList("12   Yes   PIN pad   REINER SCT cyberJack  RFID 00 00\r\n")).toEqual([
    { index: 12, name: "REINER SCT cyberJack  RFID 00 00", cardPresent: true },
  ]);
});
