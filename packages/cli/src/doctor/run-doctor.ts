import { release } from "node:os";
import type { Context } from "../command.js";
import { legible } from "../terminal/legible.js";
import { progress } from "../terminal/progress.js";
import { programName } from "../version.js";
import { doctor as english } from "../words/en/doctor.js";
import { words } from "../words/spoken.js";
import { lookAtDevices } from "./devices.js";
import { examine, type Sight } from "./examine.js";
import { thisMachine } from "./machine.js";
import { type Demands, refused } from "./outcome.js";
import { lookAtPrinting } from "./printing.js";
import { asJson, asText, type Report } from "./report.js";

export interface DoctorSettings extends Demands {
  readonly printer: string | undefined;
  readonly json: boolean;
}

/** Looks at everything, and says what it found. Changes nothing. */
export async function runDoctor(
  settings: DoctorSettings,
  { signal, foundWrong }: Context,
): Promise<void> {
  const spoken = settings.json ? english : words().doctor;
  const all = examine(
    { ...(await look(signal, spoken.looking)), printer: settings.printer },
    spoken,
  );
  const report: Report = {
    all,
    demands: settings,
    program: programName(),
    system: `${process.platform} ${release()}`,
  };
  const { stdout, env } = process;
  const colours = stdout.isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  stdout.write(settings.json ? asJson(report) : asText(report, spoken, { colours, legible }));
  if (refused(all, settings).length > 0) foundWrong();
}

/** Readers and printers take a second or two. */
async function look(signal: AbortSignal, step: string): Promise<Sight> {
  using shown = progress();
  shown.update(legible(step), 0);
  const [devices, printing] = await Promise.all([lookAtDevices(signal), lookAtPrinting()]);
  // After the devices: asking for them starts the PC/SC daemon where systemd does that on demand.
  return { machine: thisMachine(), devices, printing };
}
