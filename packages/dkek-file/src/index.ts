export { type Kcv, parseKcv } from "./kcv.js";
