import type { StagedFolder } from "../output/staged-folder.js";
import { progress } from "../terminal/progress.js";
import type { Sheet } from "./sheet.js";

/**
 * Draws sheets one after the other into a folder, so that few secrets exist at a time.
 *
 * @param within the part of the folder, with a `/` at its end; the folder itself, if empty.
 */
export async function drawInto(
  folder: StagedFolder,
  sheets: readonly Sheet[],
  signal: AbortSignal,
  within = "",
): Promise<void> {
  using shown = progress();
  for (const [place, sheet] of sheets.entries()) {
    signal.throwIfAborted();
    shown.update("drawing the sheets", place / sheets.length);
    using pdf = await sheet.make();
    folder.write(`${within}${sheet.name}.pdf`, pdf.expose());
  }
}
