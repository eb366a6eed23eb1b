import type { DkekError } from "@dkek/foundation";

/** Errors say themselves what they are. */
export function unreadable({ message, hint }: DkekError): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}
