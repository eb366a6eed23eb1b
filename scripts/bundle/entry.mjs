// Where dkek.mjs begins.
import { begin } from "./begin.mjs";

await begin();
