/**
 * PINs that stand in manuals, and the first that anybody tries: OpenSC's wiki and manual page for the
 * SmartCard-HSM, Nitrokey's documentation, the SmartCard-HSM's own tools, and the passwords that top
 * every list. SO-PINs as hex digits and as the text that these stand for.
 */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  "648219",
  "57621880",
  "3537363231383830",
  "123456",
  "12345678",
  "3132333435363738",
  "qwerty",
  "azerty",
  "password",
  "passwort",
  "123qwe",
  "1q2w3e",
  "abc123",
  "changeme",
  "changeit",
]);

/** Why anybody would try it first. */
export type PinWeakness = "well-known" | "run" | "repetition";

/**
 * Why a PIN must not be chosen: an HSM counts the tries, so that only the PINs that everybody tries
 * first are weak.
 *
 * @param pin as it is typed.
 * @returns undefined if nothing speaks against it. Never shows the PIN.
 */
export function weaknessOf(pin: string): PinWeakness | undefined {
  const text = pin.toLowerCase();
  if (WELL_KNOWN.has(text)) return "well-known";
  if (isRun(text)) return "run";
  if (isRepetition(text)) return "repetition";
  return undefined;
}

/** Such as 123456, 987654, abcdef; 0 may come after 9, and a after 9 where the digits are hex. */
function isRun(text: string): boolean {
  return ROWS.some((row) => row.includes(text));
}

const UP = ["01234567890123456", "0123456789abcdef", "abcdefghijklmnopqrstuvwxyz"];
const ROWS: readonly string[] = UP.flatMap((row) => [row, [...row].reverse().join("")]);

/** Such as 000000, 121212, 123123, and with an end missing: 12312312. */
function isRepetition(text: string): boolean {
  for (let period = 1; period <= text.length / 2; period += 1) {
    if (text.startsWith(text.slice(period))) return true;
  }
  return false;
}
