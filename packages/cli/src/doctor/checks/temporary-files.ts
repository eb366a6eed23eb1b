import { storageOf } from "../storage.js";
import { green, unknown, yellow } from "../verdict.js";
import { type Check, onLinux } from "./check.js";

/** `dkek` puts no secret there; a PDF viewer that opens a card, or CUPS' filters, may. */
export const temporaryFiles: Check = onLinux((machine, { temporaryFiles: words, notTold }) => {
  const folder = machine.temporaryFolder;
  const { kind, device } = storageOf(machine, folder);
  if (kind === "unknown") return unknown("not-told", notTold(`${folder} (${device})`));
  return kind === "memory" || kind === "encrypted"
    ? green(kind, words.safe(folder))
    : yellow("on-disk", words.onDisk(folder, device));
});
