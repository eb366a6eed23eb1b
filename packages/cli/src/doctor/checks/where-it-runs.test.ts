import { expect, test } from "vitest";
import { describedMachine } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { whereItRuns } from "./where-it-runs.js";

const CPU = "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu vme de pse tsc msr\n";
const GUEST = CPU.replace("fpu", "fpu hypervisor");
const firmware = (vendor: string, product: string): Record<string, string> => ({
  "/sys/class/dmi/id/sys_vendor": `${vendor}\n`,
  "/sys/class/dmi/id/product_name": `${product}\n`,
});

test.each([
  ["a laptop", { "/proc/cpuinfo": CPU, ...firmware("LENOVO", "20XW0055GE") }, "green", "real"],
  [
    "QEMU",
    { "/proc/cpuinfo": GUEST, ...firmware("QEMU", "Standard PC (Q35 + ICH9, 2009)") },
    "yellow",
    "virtual",
  ],
  ["VirtualBox", firmware("innotek GmbH", "VirtualBox"), "yellow", "virtual"],
  ["Hyper-V", firmware("Microsoft Corporation", "Virtual Machine"), "yellow", "virtual"],
  [
    "a Surface, which is none",
    { "/proc/cpuinfo": CPU, ...firmware("Microsoft Corporation", "Surface Laptop 4") },
    "green",
    "real",
  ],
  ["a guest without firmware", { "/proc/cpuinfo": GUEST }, "yellow", "virtual"],
  [
    "WSL",
    { "/proc/sys/kernel/osrelease": "5.15.90.1-microsoft-standard-WSL2\n" },
    "yellow",
    "virtual",
  ],
  ["Xen", { "/proc/cpuinfo": CPU, "/sys/hypervisor/type": "xen\n" }, "yellow", "virtual"],
  ["Docker", { "/proc/cpuinfo": CPU, "/.dockerenv": "" }, "yellow", "container"],
  ["Podman", { "/run/.containerenv": 'engine="podman-4.3.1"\n' }, "yellow", "container"],
  ["nspawn", { "/run/host/container-manager": "systemd-nspawn\n" }, "yellow", "container"],
  [
    "an ARM board that tells nothing",
    { "/proc/cpuinfo": "processor\t: 0\nFeatures\t: fp asimd\n" },
    "unknown",
    "not-told",
  ],
] as const)("%s", (_what, files, level, code) => {
  expect(whereItRuns(describedMachine({ files }), words)).toMatchObject({ level, code });
});
