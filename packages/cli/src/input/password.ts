import { SecretBytes } from "@dkek/foundation";
import { CliError } from "../cli-error.js";
import { words } from "../words/spoken.js";
import { readDescriptor } from "./descriptor.js";
import { type Options, wrongUse } from "./options.js";
import { canAsk } from "./standard-input.js";

const PASSWORD_MAX_BYTES = 1024;

/** How a password comes in, when it is one and not cards. */
export type PasswordSource =
  | { readonly from: "prompt" }
  | { readonly from: "fd"; readonly fd: number };

/** What `--password` and `--password-fd N` say; undefined without them. */
export function passwordSource(options: Options): PasswordSource | undefined {
  const fd = options.descriptor("password-fd");
  const prompt = options.flag("password");
  if (fd !== undefined && prompt) {
    throw wrongUse("--password asks at a prompt, --password-fd reads: give one of them");
  }
  if (fd !== undefined) return { from: "fd", fd };
  return prompt ? { from: "prompt" } : undefined;
}

/** The password of an existing `.pbe`. */
export async function readPassword(
  source: PasswordSource,
  signal: AbortSignal,
): Promise<SecretBytes> {
  if (source.from === "fd") return readFromDescriptor(source.fd);
  requireTerminal();
  const { askHidden } = await import("../terminal/ask-hidden.js");
  return encoded(await askHidden(words().pins.askPassword, signal));
}

/** A password for a new `.pbe`: asked for twice, refused if it is weak. */
export async function readNewPassword(
  source: PasswordSource,
  signal: AbortSignal,
): Promise<SecretBytes> {
  const { requireStrong } = await import("./new-password.js");
  if (source.from === "fd") {
    const password = readFromDescriptor(source.fd);
    try {
      requireStrong(new TextDecoder().decode(password.expose()));
      return password;
    } catch (error) {
      password.wipe();
      throw error;
    }
  }
  requireTerminal();
  const { askHidden } = await import("../terminal/ask-hidden.js");
  const password = await askHidden(words().pins.askNewPassword, signal);
  requireStrong(password);
  if ((await askHidden(words().pins.askPasswordAgain, signal)) !== password) {
    throw new CliError("passwords-differ", "the two passwords are not the same", {
      hint: "nothing was made; start again",
    });
  }
  return encoded(password);
}

function readFromDescriptor(fd: number): SecretBytes {
  return readDescriptor(fd, {
    what: "password",
    option: "password-fd",
    max: PASSWORD_MAX_BYTES,
    instead: "use --password: it asks, and shows nothing",
  });
}

function encoded(text: string): SecretBytes {
  if (text === "") throw wrongUse("the password is empty");
  return SecretBytes.own(new TextEncoder().encode(text));
}

function requireTerminal(): void {
  if (canAsk()) return;
  throw new CliError("needs-terminal", "there is no terminal to ask for the password", {
    hint: "hand it over with --password-fd N instead",
  });
}
