import { expect, test } from "vitest";
import { describedMachine } from "../../../../../tests/support/described-machine.js";
import { doctor as words } from "../../words/en/doctor.js";
import { network } from "./network.js";
import { radio } from "./radio.js";

const card = (name: string, flags: string, operstate: string): Record<string, string> => ({
  [`/sys/class/net/${name}/flags`]: `${flags}\n`,
  [`/sys/class/net/${name}/operstate`]: `${operstate}\n`,
});
const LOOPBACK = card("lo", "0x9", "unknown");
const ON = card("eth0", "0x1003", "up");

const ROUTE_V4 = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;
const ZEROS = "0".repeat(32);
const ROUTE_V6 = `fe800000000000000000000000000000 40 ${ZEROS} 00 ${ZEROS} 00000100 00000001 00000000 00000001     eth0
${ZEROS} 00 ${ZEROS} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00450003     eth0
${ZEROS} 00 ${ZEROS} 00 ${ZEROS} ffffffff 00000001 00000000 00200200       lo
`;

test.each([
  ["loopback alone", LOOPBACK, "green", "off"],
  ["a card that is off", { ...LOOPBACK, ...card("eth0", "0x1002", "down") }, "green", "off"],
  ["a card without a cable", { ...LOOPBACK, ...card("eth0", "0x1003", "down") }, "green", "off"],
  ["a card with a neighbour", { ...LOOPBACK, ...ON }, "yellow", "up"],
  ["a tunnel, which knows no state", { ...card("tun0", "0x10d1", "unknown") }, "yellow", "up"],
  ["a way out", { ...ON, "/proc/net/route": ROUTE_V4 }, "red", "routed"],
  ["a way out by IPv6", { ...ON, "/proc/net/ipv6_route": ROUTE_V6 }, "red", "routed"],
  [
    "another card's way out",
    { ...card("wlan0", "0x1003", "up"), "/proc/net/route": ROUTE_V4 },
    "yellow",
    "up",
  ],
  ["nothing to be seen", {}, "unknown", "not-told"],
] as const)("%s", (_what, files, level, code) => {
  expect(network(describedMachine({ files }), words)).toMatchObject({ level, code });
});

test("radio switches, soft and hard", () => {
  const files = {
    "/sys/class/rfkill/rfkill0/type": "wlan\n",
    "/sys/class/rfkill/rfkill0/soft": "1\n",
    "/sys/class/rfkill/rfkill0/hard": "0\n",
    "/sys/class/rfkill/rfkill1/type": "bluetooth\n",
    "/sys/class/rfkill/rfkill1/soft": "0\n",
    "/sys/class/rfkill/rfkill1/hard": "0\n",
  };
  expect(radio(describedMachine({ files }), words)).toMatchObject({
    level: "yellow",
    says: "on: bluetooth",
  });
  const blocked = { ...files, "/sys/class/rfkill/rfkill1/hard": "1\n" };
  expect(radio(describedMachine({ files: blocked }), words).level).toBe("green");
  expect(radio(describedMachine(), words).level).toBe("green");
});
