import { createPrivateKey } from "node:crypto";
import * as v from "valibot";
import { fromHex } from "./hex.js";
import { SERIAL_NUMBER_MAX } from "./identity.js";
import {
  DKEK_BYTES,
  type Initialisation,
  SO_PIN_BYTES,
  SO_PIN_TRIES,
  STATE_FORMAT,
  STATE_VERSION,
  type StoredKey,
  USER_PIN_BYTES_MAX,
  USER_PIN_BYTES_MIN,
  USER_PIN_TRIES_MAX,
  type VirtualHsmState,
} from "./state.js";

const BYTES_MAX = 0xffff;

/** Lower-case hex of so many bytes. */
function bytes(min: number, max: number): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string(),
    v.regex(/^([0-9a-f]{2})*$/),
    v.check((text) => text.length >= 2 * min && text.length <= 2 * max),
  );
}

function count(min: number, max: number): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
}

const StoredKeySchema: v.GenericSchema<unknown, StoredKey> = v.strictObject({
  privateKey: v.pipe(bytes(1, BYTES_MAX), v.check(isPrivateKey)),
  attributes: bytes(8, BYTES_MAX),
});

const initialisationEntries = {
  soPin: v.strictObject({
    value: bytes(SO_PIN_BYTES, SO_PIN_BYTES),
    triesLeft: count(0, SO_PIN_TRIES),
  }),
  userPin: v.pipe(
    v.strictObject({
      value: bytes(USER_PIN_BYTES_MIN, USER_PIN_BYTES_MAX),
      triesLeft: count(0, USER_PIN_TRIES_MAX),
      triesMax: count(1, USER_PIN_TRIES_MAX),
    }),
    v.check(({ triesLeft, triesMax }) => triesLeft <= triesMax),
  ),
  resetRetryCounter: v.boolean(),
  dkek: v.nullable(
    v.pipe(
      v.strictObject({
        total: count(0, 0xff),
        imported: count(0, 0xff),
        value: bytes(DKEK_BYTES, DKEK_BYTES),
      }),
      v.check(({ total, imported }) => imported <= total),
    ),
  ),
  files: v.record(v.pipe(v.string(), v.regex(/^[0-9a-f]{4}$/)), bytes(0, BYTES_MAX)),
};

const InitialisationSchema: v.GenericSchema<unknown, Initialisation> = v.strictObject({
  ...initialisationEntries,
  keys: v.record(v.pipe(v.string(), v.regex(/^(?!00)[0-9a-f]{2}$/)), StoredKeySchema),
});

const stateEntries = {
  format: v.literal(STATE_FORMAT),
  serialNumber: count(1, SERIAL_NUMBER_MAX),
  deviceKey: bytes(1, BYTES_MAX),
  deviceCertificate: bytes(1, BYTES_MAX),
};

const CurrentSchema: v.GenericSchema<unknown, VirtualHsmState> = v.strictObject({
  ...stateEntries,
  version: v.literal(STATE_VERSION),
  initialisation: v.nullable(InitialisationSchema),
});

/** The same without keys, brought up to the present. */
const Version1Schema: v.GenericSchema<unknown, VirtualHsmState> = v.pipe(
  v.strictObject({
    ...stateEntries,
    version: v.literal(1),
    initialisation: v.nullable(v.strictObject(initialisationEntries)),
  }),
  v.transform(
    ({ initialisation, ...state }): VirtualHsmState => ({
      ...state,
      version: STATE_VERSION,
      initialisation: initialisation && { ...initialisation, keys: {} },
    }),
  ),
);

/** What a state file is checked against before it is believed, by its version. */
export const STATE_SCHEMAS: ReadonlyMap<
  unknown,
  v.GenericSchema<unknown, VirtualHsmState>
> = new Map<unknown, v.GenericSchema<unknown, VirtualHsmState>>([
  [1, Version1Schema],
  [STATE_VERSION, CurrentSchema],
]);

function isPrivateKey(hex: string): boolean {
  try {
    createPrivateKey({ key: Buffer.from(fromHex(hex)), type: "pkcs8", format: "der" });
    return true;
  } catch {
    return false;
  }
}
