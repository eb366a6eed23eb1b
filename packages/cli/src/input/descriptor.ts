import { readSync } from "node:fs";
import { isatty } from "node:tty";
import { SecretBytes } from "@dkek/foundation";
import { CliError } from "../cli-error.js";
import { wrongUse } from "./options.js";

/** What comes in on a file descriptor. */
export interface DescriptorSecret {
  /** In messages: "password", "PIN". */
  readonly what: string;
  /** The option that named the descriptor, without dashes. */
  readonly option: string;
  /** More than this is refused, in bytes. */
  readonly max: number;
  /** What to do instead of showing it on a terminal. */
  readonly instead: string;
}

/**
 * Reads a secret until the end, and drops one line end there: that is what `echo` and password
 * managers add, and what nobody means.
 *
 * @returns 1 to `max` bytes.
 * @throws {CliError} `wrong-use` for a terminal, which would show it, and for nothing;
 *   `file-unreadable`, `file-too-large`.
 */
export function readDescriptor(fd: number, secret: DescriptorSecret): SecretBytes {
  const { what, option, max, instead } = secret;
  if (isatty(fd)) {
    throw wrongUse(`file descriptor ${fd} is a terminal, which would show the ${what}`, instead);
  }
  const buffer = Buffer.alloc(max + LINE_END_MAX);
  try {
    const length = withoutLineEnd(buffer, fill(buffer, fd, option));
    if (length > max) {
      throw new CliError("file-too-large", `a ${what} of more than ${max} bytes`, {
        hint: "is it the right file?",
      });
    }
    if (length === 0) throw wrongUse(`the ${what} on file descriptor ${fd} is empty`);
    return SecretBytes.copyOf(buffer.subarray(0, length));
  } finally {
    buffer.fill(0);
  }
}

/** CR LF, in bytes. */
const LINE_END_MAX = 2;

/** @returns how many bytes are in the buffer then: all that came, or as many as it holds. */
function fill(buffer: Buffer, fd: number, option: string): number {
  let length = 0;
  try {
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(fd, buffer, length, buffer.length - length, null);
    }
  } catch (error) {
    throw new CliError("file-unreadable", `file descriptor ${fd} can't be read`, {
      hint: `it must be open for reading, as in: dkek … --${option} ${fd} ${fd}< FILE`,
      cause: error,
    });
  }
  return length;
}

/** @returns the length without it. */
function withoutLineEnd(buffer: Buffer, filled: number): number {
  let length = filled;
  if (buffer[length - 1] === 0x0a) length -= 1;
  if (buffer[length - 1] === 0x0d) length -= 1;
  return length;
}
