import { HsmError } from "@dkek/hsm";
import { expect, test } from "vitest";
import { looksVirtual, requireVirtual, VIRTUAL_MANUFACTURER, virtualIdentity } from "./identity.js";
import { VirtualHsm } from "./virtual-hsm.js";

const READER = "Nitrokey Nitrokey HSM (DENK0100751) 00 00";

test("both marks: virtual", () => {
  requireVirtual({
    reader: READER,
    serial: "ZZVIRT00001",
    label: "VIRTUAL SmartCard-HSM (UserPIN)",
  });
});

test.each([
  ["DENK0100751", "SmartCard-HSM (UserPIN)", "serial number and label"],
  ["DENK0100751", "VIRTUAL backup", "serial number"],
  ["ZZVIRT00001", "SmartCard-HSM", "label"],
  ["ZZVIRT00001", "VIRTUAL", "label"],
  ["XZZVIRT00001", "VIRTUAL x", "serial number"],
  ["zzvirt00001", "VIRTUAL x", "serial number"],
  ["", "", "serial number and label"],
])("%s, %s: refused for its %s", (serial, label, what) => {
  const check = (): void => requireVirtual({ reader: READER, serial, label });
  expect(check).toThrow(HsmError);
  expect(check).toThrow(expect.objectContaining({ code: "not-virtual", hint: expect.any(String) }));
  expect(check).toThrow(`"${READER}" does not carry the virtual HSM's mark in its ${what}`);
});

test.each([
  ["ZZVIRT00001", "VIRTUAL x", true],
  ["ZZVIRT00001", "SmartCard-HSM", true],
  ["DENK0100751", "VIRTUAL x", true],
  ["DENK0100751", "SmartCard-HSM", false],
])("%s, %s: one mark is enough to be called virtual", (serial, label, virtual) => {
  expect(looksVirtual({ serial, label })).toBe(virtual);
});

test("the maker's name fits the field in which PKCS#11 shows it", () => {
  expect(VIRTUAL_MANUFACTURER.length).toBeLessThanOrEqual(32);
});

test("a certificate holder reference has at most 16 characters, 5 of them the sequence number", () => {
  expect(virtualIdentity(99_999).serial).toBe("ZZVIRT99999");
  expect(virtualIdentity(1).serial).toHaveLength(11);
});

test.each([0, -1, 100_000, 1.5, Number.NaN])("no serial number: %d", (serialNumber) => {
  expect(() => new VirtualHsm({ serialNumber })).toThrow(
    expect.objectContaining({ code: "bad-serial-number" }),
  );
});
