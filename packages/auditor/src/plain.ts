/** Names of files and keys are other people's: none may turn around what stands beside it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}
