import type { Words } from "../words.js";
import { prompts } from "./prompts.js";
import { rows } from "./rows.js";

export const de: Words = { prompts, rows };
