import { green, red } from "../verdict.js";
import type { Check } from "./check.js";

/** `engines` of the package's manifest. */
const OLDEST = { major: 20, minor: 19 };

/** npm only warns of a Node that is too old. */
export const node: Check = ({ nodeVersion }, words) => {
  const [major = 0, minor = 0] = nodeVersion.split(".").map(Number);
  const isRecent = major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
  return isRecent
    ? green("recent", words.node.recent(nodeVersion))
    : red("old", words.node.old(nodeVersion, `${OLDEST.major}.${OLDEST.minor}`));
};
