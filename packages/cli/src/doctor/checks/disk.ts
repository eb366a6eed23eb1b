import { storageOf } from "../storage.js";
import { green, red, unknown, yellow } from "../verdict.js";
import { type Check, onLinux } from "./check.js";

/** Where files go that are made in the folder that `dkek` runs in. */
export const disk: Check = onLinux((machine, { disk: words, notTold }) => {
  const folder = machine.workingFolder;
  const { kind, device } = storageOf(machine, folder);
  switch (kind) {
    case "memory":
    case "encrypted":
      return green(kind, words.safe(folder, kind));
    case "plain":
      return yellow("plain", words.plain(folder, device));
    case "network":
      return red("network", words.network(folder));
    case "unknown":
      return unknown("not-told", notTold(`${folder} (${device})`));
  }
});
