import { createDeviceCertificate, createDeviceKey } from "./device-certificate.js";
import { toHex } from "./hex.js";
import { virtualIdentity } from "./identity.js";

/** Tells our files from any other JSON. */
export const STATE_FORMAT = "dkek-virtual-hsm";
/** Version 1 had no keys. */
export const STATE_VERSION = 2;

export const SO_PIN_TRIES = 15;
export const SO_PIN_BYTES = 8;
export const USER_PIN_BYTES_MIN = 6;
export const USER_PIN_BYTES_MAX = 16;
export const USER_PIN_TRIES_MAX = 10;
export const DKEK_BYTES = 32;

/** A key pair that was generated on the card or unwrapped onto it. */
export interface StoredKey {
  /** PKCS#8. */
  readonly privateKey: string;
  /** What a key blob says of the key beside its type: see `KeyBlob.attributes`. */
  readonly attributes: string;
}

/** What INITIALIZE sets up, and what came in after it. */
export interface Initialisation {
  readonly soPin: {
    /** 8 bytes. */
    readonly value: string;
    /** 0 to 15. */
    readonly triesLeft: number;
  };
  readonly userPin: {
    /** 6 to 16 bytes. */
    readonly value: string;
    /** 0 to `triesMax`. */
    readonly triesLeft: number;
    /** 1 to 10. */
    readonly triesMax: number;
  };
  /** May the SO-PIN unblock the user PIN? (Bit 1 of the initialisation options.) */
  readonly resetRetryCounter: boolean;
  /** Null: not set up for DKEK shares. */
  readonly dkek: {
    /** DKEK shares it was set up for, 0 to 255; 0: it made a random DKEK itself. */
    readonly total: number;
    /** 0 to `total`. */
    readonly imported: number;
    /** XOR of the shares imported so far, 32 bytes. */
    readonly value: string;
  } | null;
  /** Contents by file identifier (four hex digits), as they were written. */
  readonly files: Readonly<Record<string, string>>;
  /** Key pairs by key reference, 01 to ff (two hex digits). */
  readonly keys: Readonly<Record<string, StoredKey>>;
}

/**
 * Everything a virtual HSM keeps when its power goes: plain data, never changed in place, so that
 * the state before and the state after a command both stay whole. Bytes are lower-case hex.
 *
 * It holds PINs, the DKEK and private keys in the clear, which a real HSM would never give away: good
 * enough for rehearsals, and one more reason not to rehearse with real secrets.
 */
export interface VirtualHsmState {
  readonly format: typeof STATE_FORMAT;
  readonly version: typeof STATE_VERSION;
  /** 1 to 99999; the serial number that OpenSC shows is `ZZVIRT` and these five digits. */
  readonly serialNumber: number;
  /** The device authentication key on P-256, PKCS#8. */
  readonly deviceKey: string;
  /** The card verifiable certificate over it, self-signed: content of EF 2F02. */
  readonly deviceCertificate: string;
  /** Null: never initialised. */
  readonly initialisation: Initialisation | null;
}

/** A virtual HSM as it leaves the factory. @param serialNumber 1 to 99999. */
export function createState(serialNumber: number): VirtualHsmState {
  const deviceKey = createDeviceKey();
  return {
    format: STATE_FORMAT,
    version: STATE_VERSION,
    serialNumber,
    deviceKey: toHex(deviceKey),
    deviceCertificate: toHex(
      createDeviceCertificate(virtualIdentity(serialNumber).serial, deviceKey),
    ),
    initialisation: null,
  };
}
