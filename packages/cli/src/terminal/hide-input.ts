let isHidden = false;

/** Takes `--hide-input`, which means the same everywhere, out of a command line. */
export function takeHideInput(args: readonly string[]): string[] {
  const rest = args.filter((arg) => arg !== "--hide-input");
  isHidden = rest.length < args.length;
  return rest;
}

/** Whether what is typed of cards is shown as asterisks: somebody may be looking over a shoulder. */
export function hidesInput(): boolean {
  return isHidden;
}
