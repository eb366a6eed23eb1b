export { chooseReader } from "./choose-reader.js";
export { type ExplorerOptions, openExplorer } from "./explorer.js";
export { listReaders } from "./list-readers.js";
export { type FindOptions, findOpenSc, type OpenScPrograms } from "./programs.js";
export type { Reader } from "./reader-list.js";
export { stockKeys } from "./stock-keys.js";
export { stockStatus } from "./stock-status.js";
