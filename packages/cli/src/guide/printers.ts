import { PrintError } from "@dkek/print";
import { lookAtPrinters, requirePrinterReady } from "@dkek/print/cups";

/**
 * The printers that cards may go to: that which was named, else all that CUPS has.
 *
 * @throws {PrintError} if the one that was named is not ready.
 */
export async function namesOfPrinters(named: string | undefined): Promise<readonly string[]> {
  if (named !== undefined) {
    await requirePrinterReady(named);
    return [named];
  }
  try {
    const { printers } = await lookAtPrinters();
    return printers.filter(({ state }) => state === "ready").map(({ name }) => name);
  } catch (error) {
    // Where there is no CUPS, cards are copied by hand.
    if (error instanceof PrintError) return [];
    throw error;
  }
}
