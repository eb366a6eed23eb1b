import type { SeenPrinters } from "@dkek/print/cups";
import { isProgramThere } from "./programs.js";

/** What CUPS says of itself. */
export type Printing =
  /** None of CUPS' programs is there. */
  | "no-cups"
  /** Why nobody answers. */
  | { readonly failed: string }
  | SeenPrinters;

/** Asks CUPS for its printers; ends by itself, as its programs do. */
export async function lookAtPrinting(): Promise<Printing> {
  if (!isProgramThere("lpstat")) return "no-cups";
  const { PrintError } = await import("@dkek/print");
  const { lookAtPrinters } = await import("@dkek/print/cups");
  try {
    return await lookAtPrinters();
  } catch (error) {
    if (error instanceof PrintError) return { failed: error.message };
    throw error;
  }
}
