/** What CUPS' programs need: where the server is, and the user's settings of it. */
const ALLOWED = ["PATH", "HOME", "USER", "CUPS_SERVER", "CUPS_USER", "CUPS_ENCRYPTION"];

/** The environment of CUPS' programs: nothing of ours but where the server is, and English. */
export function printingEnvironment(): Record<string, string> {
  const kept = ALLOWED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), LC_ALL: "C", LANG: "C" };
}
