/**
 * What of our environment a child may see. A list of what is allowed, not of what is forbidden:
 * OpenSC and the PC/SC library take orders from variables that write logs with every command and
 * its secrets (OPENSC_DEBUG, OPENSC_CONF, LIBPCSCLITE_DELEGATE, LD_PRELOAD), and newer versions may
 * know more of them.
 */
const ALLOWED: readonly string[] = [
  "PATH",
  "PCSCLITE_CSOCK_NAME",
  // Windows starts no program without these.
  "SYSTEMROOT",
  "WINDIR",
  "TEMP",
  "TMP",
];

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a child: of `ours` what is allowed, no language but C's (its messages are
 * read), no terminal, and OpenSC's configuration.
 *
 * @param configuration - path of an `opensc.conf`, see `private-configuration.ts`
 */
export function childEnvironment(ours: Environment, configuration: string): Record<string, string> {
  const kept = Object.entries(ours).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && ALLOWED.includes(entry[0].toUpperCase()),
  );
  return {
    ...Object.fromEntries(kept),
    LANG: "C",
    LC_ALL: "C",
    TERM: "dumb",
    OPENSC_CONF: configuration,
  };
}
