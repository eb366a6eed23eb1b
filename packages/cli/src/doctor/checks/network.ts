import type { Machine } from "../machine.js";
import { green, red, unknown, yellow } from "../verdict.js";
import { type Check, listed, onLinux } from "./check.js";

const NETWORKS = "/sys/class/net";
/** `IFF_UP` and `IFF_LOOPBACK` of netdevice(7). */
const UP = 0x1;
const LOOPBACK = 0x8;

/** A machine of a ceremony talks to nobody. */
export const network: Check = onLinux((machine, { network: words, notTold }) => {
  const all = machine.list(NETWORKS);
  if (all.length === 0) return unknown("not-told", notTold(NETWORKS));
  const up = all.filter((name) => isUp(machine, name));
  if (up.length === 0) return green("off", words.off);
  const routed = up.filter((name) => hasDefaultRoute(machine, name));
  return routed.length > 0
    ? red("routed", words.routed(listed(routed)))
    : yellow("up", words.up(listed(up)));
});

/** Switched on, and, as far as its driver can tell, with somebody at the other end. */
function isUp(machine: Machine, name: string): boolean {
  const flags = Number(machine.read(`${NETWORKS}/${name}/flags`)?.trim() ?? 0);
  const state = machine.read(`${NETWORKS}/${name}/operstate`)?.trim();
  return (flags & UP) !== 0 && (flags & LOOPBACK) === 0 && state !== "down";
}

/** From `/proc/net/route` (IPv4, destination 0) and `/proc/net/ipv6_route` (prefix length 0). */
function hasDefaultRoute(machine: Machine, name: string): boolean {
  const v4 = (machine.read("/proc/net/route") ?? "")
    .split("\n")
    .map((line) => line.split("\t"))
    .some(([own, destination]) => own === name && destination === "00000000");
  const v6 = (machine.read("/proc/net/ipv6_route") ?? "")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .some((route) => route[9] === name && route[0] === "0".repeat(32) && route[1] === "00");
  return v4 || v6;
}
