import { CeremonyError } from "@dkek/ceremony";
import { PbeError } from "@dkek/dkek-file";
import { DkekError } from "@dkek/foundation";
import { HsmError } from "@dkek/hsm";
import { expect, test } from "vitest";
import { CliError } from "./cli-error.js";
import { Interrupted } from "./interrupted.js";
import { statusOfError } from "./status-of-error.js";

test.each([
  ["a wrong quorum", new CeremonyError("wrong-quorum", ""), 1],
  ["a card that is wrong", new CeremonyError("card-wrong", ""), 1],
  ["a key backup that is not the one", new CliError("backup-wrong", ""), 1],
  ["a card that can't be read", new CeremonyError("card-bad-digit", ""), 2],
  ["a file that is no .pbe", new PbeError("pbe-wrong-magic", ""), 2],
  ["what the arithmetic refused, and nobody explained", new DkekError("composite-prime", ""), 2],
  ["an HSM that failed", new HsmError("card-removed", ""), 3],
  ["a self-check that failed", new CeremonyError("self-check-failed", ""), 70],
  ["a derivation that broke down", new PbeError("derivation-failed", ""), 70],
  ["anything else", new TypeError(""), 70],
  ["a derivation that was ended", new PbeError("derivation-aborted", ""), 130],
  ["a person who ended it", new Interrupted(), 130],
])("%s", (_what, error, status) => {
  expect(statusOfError(error)).toBe(status);
});
