import type { Machine } from "../machine.js";
import { green, unknown, yellow } from "../verdict.js";
import { type Check, onLinux } from "./check.js";

/** A container or a virtual machine: whoever runs it can read its memory. */
export const whereItRuns: Check = onLinux((machine, { machine: words, notTold }) => {
  const container = containerOf(machine);
  if (container !== undefined) return yellow("container", words.container(container));
  const virtual = hypervisorOf(machine);
  if (virtual !== undefined) return yellow("virtual", words.virtual(virtual));
  // Processors other than Intel's and AMD's have no such flag; firmware names the machine on most.
  const isTold =
    /^flags\s*:/m.test(machine.read("/proc/cpuinfo") ?? "") || firmwareOf(machine) !== "";
  return isTold ? green("real", words.real) : unknown("not-told", notTold("/proc/cpuinfo"));
});

function containerOf(machine: Machine): string | undefined {
  if (machine.read("/.dockerenv") !== undefined) return "Docker";
  if (machine.read("/run/.containerenv") !== undefined) return "Podman";
  // Told by systemd-nspawn, LXC and others (systemd.io/CONTAINER_INTERFACE).
  const told = machine.read("/run/host/container-manager") ?? machine.env["container"];
  return told?.trim() || undefined;
}

/** What makers of virtual machines write into their firmware. */
const VIRTUAL_FIRMWARE =
  /QEMU|KVM|VMware|VirtualBox|innotek|Xen|Bochs|Parallels|Hyper-V|Virtual Machine|Amazon EC2|Google Compute|OpenStack|Bhyve/i;

function hypervisorOf(machine: Machine): string | undefined {
  if (/microsoft/i.test(machine.read("/proc/sys/kernel/osrelease") ?? "")) return "WSL";
  const named = VIRTUAL_FIRMWARE.exec(firmwareOf(machine))?.[0];
  if (named !== undefined) return named;
  const type = machine.read("/sys/hypervisor/type")?.trim();
  if (type) return type;
  const isGuest = /^flags\s*:.*\bhypervisor\b/m.test(machine.read("/proc/cpuinfo") ?? "");
  return isGuest ? "hypervisor" : undefined;
}

function firmwareOf(machine: Machine): string {
  return ["sys_vendor", "product_name"]
    .map((field) => machine.read(`/sys/class/dmi/id/${field}`)?.trim() ?? "")
    .join(" ")
    .trim();
}
