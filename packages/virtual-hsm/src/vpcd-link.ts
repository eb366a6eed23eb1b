import type { Duplex } from "node:stream";
import { Signal } from "./signal.js";
import type { VirtualHsm } from "./virtual-hsm.js";
import { Control, encodeFrame, FrameReader } from "./vpcd-frames.js";

/** The card's end of a connection to vpcd. */
export interface VpcdLink {
  /** Resolves once the reader has powered the card on and read its ATR. */
  readonly poweredOn: Promise<void>;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>;
  close(): void;
}

/**
 * Answers what the reader sends over this connection, one frame after the other. Frames that mean
 * nothing are passed over, as vpcd's own cards do. When the connection goes, so does the power.
 */
export function serve(hsm: VirtualHsm, connection: Duplex): VpcdLink {
  const reader = new FrameReader();
  const poweredOn = new Signal();
  const closed = new Signal();
  let powered = false;
  let queue: Promise<void> = Promise.resolve();

  async function answer(frame: Uint8Array): Promise<void> {
    // What came before the connection went, and was not begun, is not begun any more.
    if (frame.length === 0 || connection.destroyed) return;
    if (frame.length > 1) return send(await hsm.transmit(frame));
    switch (frame[0]) {
      case Control.powerOff:
        powered = false;
        return hsm.powerOff();
      case Control.powerOn:
      case Control.reset:
        powered = true;
        return hsm.powerOn();
      case Control.atr:
        send(hsm.atr);
        if (powered) poweredOn.fire();
    }
  }

  function send(content: Uint8Array): void {
    if (!connection.destroyed) connection.write(encodeFrame(content));
  }

  connection.on("data", (piece: Uint8Array) => {
    for (const frame of reader.push(piece)) {
      queue = queue
        .then(() => answer(frame))
        .catch((error: Error) => void connection.destroy(error));
    }
  });
  // What went wrong with a dead connection does not matter any more; that it is gone does.
  connection.on("error", () => connection.destroy());
  connection.on("end", () => connection.destroy());
  connection.on("close", () => {
    hsm.powerOff();
    closed.fire();
  });
  return {
    poweredOn: poweredOn.fired,
    closed: closed.fired,
    close: () => void connection.destroy(),
  };
}
