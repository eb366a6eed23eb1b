/** What stands at every prompt, and what can always be answered. */
export interface PromptWords {
  /** Words that mean yes, in small letters; the first is the one to show. */
  readonly yes: readonly [string, ...string[]];
  readonly no: readonly [string, ...string[]];
  readonly back: readonly [string, ...string[]];
  readonly skip: readonly [string, ...string[]];
  readonly quit: readonly [string, ...string[]];
  /** Where nothing but Enter is asked for. */
  readonly pressEnter: string;
  readonly answerYesOrNo: string;
  readonly interrupted: string;
  /** Where it was told before what is left behind. */
  readonly interruptedAlone: string;
}
