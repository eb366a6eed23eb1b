import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SecretBytes } from "@dkek/foundation";
import { SmartCardHsm } from "@dkek/hsm";
import { findOpenSc, openExplorer } from "@dkek/opensc";
import { type Outcome, run, temporaryFolder } from "../../support/program.js";
import { type Rig, USER_PIN } from "./rig.js";

/** The stock tools at work with the keys of the virtual HSM in one reader of a rig. */
export interface KeyTools {
  /** A folder of the test's own, and the working folder of every program. */
  readonly folder: string;
  /** `pkcs11-tool --login …`, after making sure that it is a virtual HSM. */
  pkcs11(...args: readonly string[]): Promise<Outcome>;
  /** `pkcs15-tool …`, likewise. */
  pkcs15(...args: readonly string[]): Promise<Outcome>;
  /** `sc-hsm-tool --wrap-key` and `--unwrap-key`. */
  wrap(file: string, reference: number): Promise<Outcome>;
  unwrap(file: string, reference: number, ...options: readonly string[]): Promise<Outcome>;
  /** `pkcs11-tool --keypairgen`, which must succeed; the public key goes into `ID.pem`. */
  generate(type: string, id: string, label?: string): Promise<void>;
  /** Gives the HSM 32 bytes of a DKEK share, as hex. */
  importShare(share: string): Promise<void>;
  /** Deletes a file by its identifier, four hex digits, and nothing else. */
  deleteFile(id: string): Promise<void>;
}

/**
 * For one test: the folder goes with it.
 *
 * @param pin the HSM's user PIN.
 */
export function keyTools(rig: Rig, reader = 0, pin = USER_PIN): KeyTools {
  const folder = temporaryFolder();
  const name = (): string => rig.readers[reader]?.name ?? "";
  const pkcs11 = async (...args: readonly string[]): Promise<Outcome> => {
    await rig.requireVirtual(reader);
    const where = ["--slot-description", name(), "--login", "--pin", pin];
    return run("pkcs11-tool", [...where, ...args], { cwd: folder });
  };
  const pkcs15 = async (...args: readonly string[]): Promise<Outcome> => {
    await rig.requireVirtual(reader);
    return run("pkcs15-tool", ["--reader", name(), ...args], { cwd: folder });
  };
  const stock = (...args: readonly string[]): Promise<Outcome> =>
    rig.stock([...args, "--pin", pin], { reader, cwd: folder });
  return {
    folder,
    pkcs11,
    pkcs15,
    wrap: (file, reference) => stock("--wrap-key", file, "--key-reference", `${reference}`),
    unwrap: (file, reference, ...options) =>
      stock("--unwrap-key", file, "--key-reference", `${reference}`, ...options),
    generate: async (type, id, label = "a key") => {
      must(await pkcs11("--keypairgen", "--key-type", type, "--id", id, "--label", label));
      must(await pkcs15("--read-public-key", id, "--output", `${id}.pem`));
    },
    importShare: async (share) => {
      await rig.requireVirtual(reader);
      await using channel = await openExplorer(await findOpenSc(), { name: name() });
      using bytes = SecretBytes.own(Buffer.from(share, "hex"));
      await new SmartCardHsm(channel).importDkekShare(bytes);
    },
    deleteFile: async (id) => {
      await rig.requireVirtual(reader);
      const verify = `apdu 00 20 00 81 0${pin.length} ${Buffer.from(pin).toString("hex")}`;
      const stdin = `${verify}\napdu 00 E4 02 00 02 ${id}\nquit\n`;
      const { stdout } = await run("opensc-explorer", ["--reader", name()], { cwd: folder, stdin });
      if (stdout.match(/SW1=0x90, SW2=0x00/g)?.length !== 2) throw new Error(stdout);
    },
  };
}

/** The outcome of a program that must succeed. */
export function must(outcome: Outcome): Outcome {
  if (outcome.status === 0) return outcome;
  throw new Error(`exit status ${outcome.status}: ${outcome.stderr}${outcome.stdout}`);
}

/** The command line of OpenSSL, which must succeed. */
export async function openssl(folder: string, ...args: readonly string[]): Promise<string> {
  return must(await run("openssl", args, { cwd: folder })).stdout;
}

/** Where `pkcs15-tool --read-public-key` puts a key, or anything else in the test's folder. */
export function inFolder({ folder }: KeyTools, file: string): string {
  return join(folder, file);
}

/** Signs with a key, and has OpenSSL verify that with the public key in a PEM or DER file. */
export async function signs(
  tools: KeyTools,
  id: string,
  kind: "EC" | "RSA",
  publicKey: string,
): Promise<void> {
  writeFileSync(inFolder(tools, "message"), "signed after restoring");
  const mechanism =
    kind === "EC"
      ? ["-m", "ECDSA-SHA256", "--signature-format", "openssl"]
      : ["-m", "SHA256-RSA-PKCS"];
  const files = ["--input-file", "message", "--output-file", "signature"];
  must(await tools.pkcs11("--sign", "--id", id, ...mechanism, ...files));
  const verify = ["dgst", "-sha256", "-verify", publicKey, "-signature", "signature", "message"];
  await openssl(tools.folder, ...verify);
}
