import { readSync } from "node:fs";
import { isatty } from "node:tty";
import { SecretBytes } from "@dkek/foundation";
import { CliError } from "../cli-error.js";
import { type Options, wrongUse } from "./options.js";
import { canAsk } from "./standard-input.js";

const PASSWORD_MAX_BYTES = 1024;

/** How a password comes in, when it is one and not cards. */
export type PasswordSource =
  | { readonly from: "prompt" }
  | { readonly from: "fd"; readonly fd: number };

/** What `--password` and `--password-fd N` say; undefined without them. */
export function passwordSource(options: Options): PasswordSource | undefined {
  const fd = options.wholeNumber("password-fd", 0, 1024);
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
  return encoded(await askHidden("password of the .pbe file", signal));
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
  const password = await askHidden("new password for the .pbe file", signal);
  requireStrong(password);
  if ((await askHidden("the same password again", signal)) !== password) {
    throw new CliError("passwords-differ", "the two passwords are not the same", {
      hint: "nothing was made; start again",
    });
  }
  return encoded(password);
}

/**
 * Reads until the end, and drops one line end there: that is what `echo` and password managers add,
 * and what nobody means. A terminal is refused.
 */
function readFromDescriptor(fd: number): SecretBytes {
  if (isatty(fd)) {
    throw wrongUse(
      `file descriptor ${fd} is a terminal, which would show the password`,
      "use --password: it asks, and shows nothing",
    );
  }
  const buffer = Buffer.alloc(PASSWORD_MAX_BYTES + 2);
  try {
    return nonEmpty(SecretBytes.copyOf(buffer.subarray(0, fill(buffer, fd))));
  } finally {
    buffer.fill(0);
  }
}

/** @returns the length of the password that is in the buffer then. */
function fill(buffer: Buffer, fd: number): number {
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(fd, buffer, length, buffer.length - length, null);
    }
  } catch (error) {
    throw new CliError("file-unreadable", `file descriptor ${fd} can't be read`, {
      hint: `it must be open for reading, as in: dkek … --password-fd ${fd} ${fd}< FILE`,
      cause: error,
    });
  }
  if (buffer[length - 1] === 0x0a) length -= 1;
  if (buffer[length - 1] === 0x0d) length -= 1;
  if (length <= PASSWORD_MAX_BYTES) return length;
  throw new CliError("file-too-large", `a password of more than ${PASSWORD_MAX_BYTES} bytes`, {
    hint: "is it the right file?",
  });
}

function encoded(text: string): SecretBytes {
  return nonEmpty(SecretBytes.own(new TextEncoder().encode(text)));
}

function nonEmpty(password: SecretBytes): SecretBytes {
  if (password.length > 0) return password;
  throw wrongUse("the password is empty");
}

function requireTerminal(): void {
  if (canAsk()) return;
  throw new CliError("needs-terminal", "there is no terminal to ask for the password", {
    hint: "hand it over with --password-fd N instead",
  });
}
