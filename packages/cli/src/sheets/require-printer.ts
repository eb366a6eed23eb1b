import { requirePrinterReady } from "@dkek/print/cups";
import { requireSomebodyToAsk } from "./confirm-paper.js";
import type { PrinterDestination } from "./sheet-output.js";

/**
 * Makes sure, before anybody waits or gives a card away, that there is such a printer, and somebody
 * to look at its paper.
 *
 * @throws {CliError} `wrong-use`; {PrintError}.
 */
export async function requirePrinter({ printer, confirm }: PrinterDestination): Promise<void> {
  if (confirm) requireSomebodyToAsk();
  await requirePrinterReady(printer);
}
