import { HsmError, type HsmStatus } from "@dkek/hsm";
import { expect, test } from "vitest";
import { doctor as words } from "../../words/en/doctor.js";
import type { Devices } from "../devices.js";
import { hsm } from "./hsm.js";
import { openSc } from "./opensc.js";
import { pcsc } from "./pcsc.js";

const PROGRAMS = { scHsmTool: "", openscTool: "", openscExplorer: "", version: "0.23.0" };
const READER = { index: 0, name: "Nitrokey HSM 00 00", cardPresent: true };
const STATUS: HsmStatus = {
  reader: READER.name,
  serial: "DENK0100001",
  label: "Root CA",
  firmware: "3.5",
  initialised: true,
  soPinTries: 15,
  userPinTries: 3,
  dkek: { state: "pending", total: 2, missing: 1 },
};
const withStatus = (status: Partial<HsmStatus> | HsmError | "no-answer"): Devices => ({
  programs: PROGRAMS,
  readers: [READER],
  hsms: [
    {
      reader: READER.name,
      status:
        status === "no-answer" || status instanceof HsmError ? status : { ...STATUS, ...status },
    },
  ],
});

test.each([
  ["ready", {}, "green", "ready"],
  ["user PIN blocked", { userPinTries: 0 }, "red", "user-pin-low"],
  ["user PIN mistyped twice", { userPinTries: 1 }, "yellow", "user-pin-low"],
  ["SO-PIN blocked", { soPinTries: 0 }, "red", "so-pin-low"],
  ["SO-PIN mistyped", { soPinTries: 1 }, "yellow", "so-pin-low"],
  ["tries not told", { soPinTries: undefined, userPinTries: undefined }, "green", "ready"],
  ["another card", new HsmError("not-a-smartcard-hsm", "is none"), "red", "not-a-smartcard-hsm"],
  ["silent", "no-answer", "unknown", "no-answer"],
] as const)("an HSM: %s", (_what, status, level, code) => {
  expect(hsm(withStatus(status), words)).toMatchObject({ level, code });
});

test.each([
  [{}, "waits for 1 of 2 DKEK shares"],
  [{ initialised: false, dkek: { state: "none" } }, "never initialised"],
  [{ dkek: { state: "complete", total: 1, kcv: undefined } }, "its DKEK is in"],
  [{ dkek: { state: "none" } }, "initialised without a DKEK: takes no share, makes no backups"],
] as const)("is described: %j", (status, state) => {
  expect(hsm(withStatus(status), words).says).toBe(`DENK0100001 "Root CA" (${state})`);
});

test("readers without a card, no readers, nobody to ask", () => {
  const nobody = new HsmError("no-pcsc-daemon", "not running");
  const missing = new HsmError("program-missing", "no sc-hsm-tool", { hint: "install it" });
  const empty = { ...READER, cardPresent: false };
  const found = { programs: PROGRAMS, hsms: [] };
  expect(hsm({ ...found, readers: [empty] }, words).code).toBe("no-card");
  expect(hsm({ ...found, readers: [] }, words).code).toBe("no-reader");
  expect(hsm({ ...found, readers: nobody }, words).level).toBe("unknown");
  expect(pcsc({ ...found, readers: [] }, words).level).toBe("green");
  expect(pcsc({ ...found, readers: nobody }, words).level).toBe("red");
  const without = { programs: missing, readers: undefined, hsms: [] };
  expect(pcsc({ ...found, readers: "no-answer" }, words).level).toBe("red");
  expect(hsm({ ...found, readers: "no-answer" }, words).level).toBe("unknown");
  expect(pcsc(without, words).level).toBe("unknown");
  expect(openSc(without, words)).toMatchObject({ level: "red", todo: "install it" });
  expect(openSc({ ...found, readers: [] }, words)).toMatchObject({
    level: "green",
    says: "0.23.0",
  });
});
