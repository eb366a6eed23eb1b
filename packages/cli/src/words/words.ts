import type { EntryWords, RowWords } from "@dkek/words";
import type { CreateWords } from "./create-words.js";
import type { CreatedWords } from "./created-words.js";
import type { DoctorWords } from "./doctor-words.js";
import type { ErasureWords } from "./erasure-words.js";
import type { NewDkekWords } from "./new-dkek-words.js";
import type { NewSetWords } from "./new-set-words.js";
import type { PaperWords } from "./paper-words.js";
import type { PinWords } from "./pin-words.js";
import type { PromptWords } from "./prompt-words.js";
import type { ReissueWords } from "./reissue-words.js";
import type { RescueWords } from "./rescue-words.js";

/**
 * All that is said to the people at the terminal, in one language: a section for each conversation.
 * What programs and scripts read stays English whatever the language: JSON, records, reports, and the
 * errors of a command line that is wrong (see CONTRIBUTING.md).
 */
export interface Words {
  readonly create: CreateWords;
  readonly created: CreatedWords;
  readonly doctor: DoctorWords;
  readonly entry: EntryWords;
  readonly erasure: ErasureWords;
  readonly newDkek: NewDkekWords;
  readonly newSet: NewSetWords;
  readonly papers: PaperWords;
  readonly pins: PinWords;
  readonly prompts: PromptWords;
  readonly reissue: ReissueWords;
  readonly rescue: RescueWords;
  readonly rows: RowWords;
}
