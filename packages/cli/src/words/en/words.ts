import { entry, rows } from "@dkek/words/en";
import type { Words } from "../words.js";
import { create } from "./create.js";
import { created } from "./created.js";
import { doctor } from "./doctor.js";
import { erasure } from "./erasure.js";
import { newDkek } from "./new-dkek.js";
import { newSet } from "./new-set.js";
import { papers } from "./papers.js";
import { pins } from "./pins.js";
import { prompts } from "./prompts.js";
import { reissue } from "./reissue.js";
import { rescue } from "./rescue.js";

export const en: Words = {
  create,
  created,
  doctor,
  entry,
  erasure,
  newDkek,
  newSet,
  papers,
  pins,
  prompts,
  reissue,
  rescue,
  rows,
};
