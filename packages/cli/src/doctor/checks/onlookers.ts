import { processes } from "../processes.js";
import { green, red, unknown } from "../verdict.js";
import { type Check, listed, onLinux } from "./check.js";

/** Remote desktops, shared and recorded screens; names as the kernel has them, 15 characters. */
const ONLOOKERS =
  /^(xrdp|xrdp-sesman|x11vnc|Xvnc|Xtigervnc|x0(tiger)?vncserve.*|vncserver.*|vino-server|wayvnc|krfb|gnome-remote-de|weston-rdp.*|teamviewerd?|TeamViewer.*|anydesk|rustdesk|nxserver.*|nxd|chrome-remote-d|sunshine|dwagent|obs|simplescreenrec|wf-recorder|kazam|peek|zoom|teams|slack|discord|Discord)$/;

/** Programs that can show this screen to somebody elsewhere. */
export const onlookers: Check = onLinux((machine, { onlookers: words, notTold }) => {
  const all = processes(machine);
  if (all.length === 0) return unknown("not-told", notTold("/proc"));
  const found = all.map(({ name }) => name).filter((name) => ONLOOKERS.test(name));
  return found.length === 0 ? green("none", words.none) : red("some", words.some(listed(found)));
});
