import type { IppGroup } from "./ipp-answer.js";
import type { CupsServer } from "./server.js";

/**
 * What is on the way from here to the paper, that people should know before a secret goes there:
 * another machine's print server, a network, a file in place of a printer, or something that CUPS does
 * not tell. A printer on a cable has none of these.
 */
export type OnTheWay = "remote-server" | "file" | "network" | "not-told";

/** "Printers" that are files on a disk. */
const FILE_DEVICE = /^(file|cups-pdf|cups-pdf-\w+):/;

/** Devices behind which there is a network; a USB printer may be served by a program of this machine. */
const NETWORK_DEVICE =
  /^(socket|ipps?|lpd|https?|smb|dnssd|beh|implicitclass):(?!\/\/(localhost|127\.[\d.]+|\[::1\])(:\d+)?(\/|$))/;

/** @param attributes the printer's, with its `device-uri`. */
export function onTheWay({ isLocal }: CupsServer, attributes: IppGroup): readonly OnTheWay[] {
  const device = attributes.get("device-uri") ?? "";
  return [
    ...(isLocal ? [] : (["remote-server"] as const)),
    ...(FILE_DEVICE.test(device) ? (["file"] as const) : []),
    ...(device === "" ? (["not-told"] as const) : []),
    ...(NETWORK_DEVICE.test(device) ? (["network"] as const) : []),
  ];
}
