import { green, red } from "../verdict.js";
import { type Check, listed } from "./check.js";

/** Variables that put a listener between a program and its token. */
const SPIES =
  /^(PKCS11SPY.*|PKCS11_LOGGER_.*|LIBPCSCLITE_DELEGATE|LIBPCSCSPY_.*|PCSCLITE_DEBUG|MUSCLECARD_DEBUG|P11_KIT_DEBUG)$/;

/** Listeners to PKCS#11 and PC/SC, whose logs hold PINs. */
export const spies: Check = ({ env }, { spies: words }) => {
  const found = Object.keys(env).filter((name) => SPIES.test(name) && env[name] !== "");
  return found.length === 0
    ? green("none", words.none)
    : red("some", words.some(listed(found.sort())));
};
