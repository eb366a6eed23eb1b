/** Names of files and keys are other people's: none may move the cursor. */
export function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, " ").trim();
}
