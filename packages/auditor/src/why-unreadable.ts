import { KeyBackupError } from "@dkek/dkek-file/key-backup";
import type { DkekError } from "@dkek/foundation";
import type { PageWords } from "./words/page-words.js";

/** Why a file is of no use; of a key backup, as `dkek verify` says it. */
export function whyUnreadable(words: PageWords, error: DkekError): string {
  if (!(error instanceof KeyBackupError)) return words.unreadable(error);
  const { code, offset, message, hint } = error;
  return words.audit.text({ what: "no-key-backup", code, offset, message, hint });
}
