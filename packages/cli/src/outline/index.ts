export { manualPages } from "../man/pages.js";
export { programName } from "../version.js";
export type { CommandOutline, OptionOutline } from "./outline.js";
export { globalOptions, readOutline } from "./read-outline.js";
