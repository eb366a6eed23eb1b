export { audit } from "./audit.js";
export { entry } from "./entry.js";
export { rows } from "./rows.js";
