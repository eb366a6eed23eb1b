import { expect, test } from "vitest";
import { openingFailure, transmitFailure } from "./explorer-failure.js";
import recorded from "./recorded.json" with { type: "json" };

test.each([
  ["no-reader", recorded["open-without-daemon"].stderr],
  ["no-card", recorded["open-empty-reader"].stderr],
  ["reader-not-found", recorded["open-missing-reader"].stderr],
  // Words of `sc_strerror` for what could not be provoked here.
  ["not-a-smartcard-hsm", "Failed to connect to card: Card is invalid or cannot be handled\n"],
  ["program-failed", "Failed to connect to card: Reader in use by another application\n"],
])("%s, from what opensc-explorer said", (code, stderr) => {
  const error = openingFailure(stderr, "Reader 00 00");
  expect(error.code).toBe(code);
  expect(error.hint).toBeTruthy();
});

test.each([
  ["card-removed", recorded["card-pulled"].stderr],
  ["card-removed", "APDU transmit failed: Card removed\n"],
  [
    "card-removed",
    "Failure: PIN code or key incorrect\nAPDU transmit failed: Reader reattached\r\n",
  ],
  ["program-failed", recorded["bad-apdu"].stderr],
  ["program-failed", recorded["bad-hex"].stderr],
  ["program-failed", ""],
])("%s: no answer to a command", (code, stderr) => {
  const error = transmitFailure(stderr, "Reader 00 00");
  expect(error.code).toBe(code);
  expect(error.message).toContain("Reader 00 00");
});

test("a command that OpenSC repeats is not repeated by us", () => {
  const { stderr } = recorded["bad-hex"];
  expect(stderr).toContain("00110");
  for (const failure of [transmitFailure, openingFailure]) {
    const { message, hint } = failure(stderr, "Reader");
    expect(`${message} ${hint}`).not.toContain("00110");
  }
});
