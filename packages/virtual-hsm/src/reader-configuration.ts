/** Slots that vpcd makes of one block of pcscd's configuration: each a reader with its own port. */
export const SLOTS_PER_BLOCK = 2;

/** pcscd has room for 16 readers. */
export const READERS_MAX = 16;

/** One block of pcscd's configuration. */
export interface ReaderBlock {
  /** As it stands in `FRIENDLYNAME`. */
  readonly friendlyName: string;
  /** vpcd listens here for slot 0, and on the next port for slot 1. */
  readonly port: number;
  /**
   * The driver, a copy of its own for every block: vpcd keeps its slots in one static table, so
   * blocks that share the library get each other's cards (measured with vpcd 3.3).
   */
  readonly driver: string;
}

/** The content of reader.conf. */
export function readerConfiguration(blocks: readonly ReaderBlock[]): string {
  return blocks
    .map(({ friendlyName, port, driver }) => {
      const hexPort = `0x${port.toString(16).toUpperCase().padStart(4, "0")}`;
      return [
        `FRIENDLYNAME "${friendlyName}"`,
        `DEVICENAME /dev/null:${hexPort}`,
        `LIBPATH ${driver}`,
        `CHANNELID ${hexPort}`,
        "",
      ].join("\n");
    })
    .join("\n");
}

/** The name by which PC/SC and OpenSC know a slot (0 or 1) of a block. */
export function readerName(friendlyName: string, slot: number): string {
  return `${friendlyName} 00 0${slot}`;
}
