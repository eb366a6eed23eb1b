// The main job, from nothing: installs, builds, then rehearses the whole life of two keys with virtual HSMs.
// Arguments go to the rehearsal: npm start -- --direct
import { mustRun } from "./run.mjs";

mustRun(process.execPath, ["scripts/setup.mjs"]);
mustRun(process.execPath, ["packages/cli/bin/dkek.js", "rehearse", ...process.argv.slice(2)]);
