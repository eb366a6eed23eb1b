// The main job, from nothing: installs, builds, then rehearses a ceremony on a virtual HSM.
// Arguments go to the rehearsal: npm start -- --direct
import { mustRun } from "./run.mjs";

mustRun(process.execPath, ["scripts/setup.mjs"]);
mustRun(process.execPath, ["packages/cli/bin/dkek.js", "rehearse", ...process.argv.slice(2)]);
