import type { Card, Handler } from "../card.js";
import { toHex } from "../hex.js";
import { checkSoPin, isUserPinLength, userPinTriesMax } from "../pin.js";
import { DKEK_BYTES, type Initialisation, SO_PIN_BYTES, SO_PIN_TRIES } from "../state.js";
import { answer, ok, StatusWord } from "../status-word.js";
import { decodeTlvs } from "../tlv.js";

const OPTIONS = 0x80;
const USER_PIN = 0x81;
const SO_PIN = 0x82;
const USER_PIN_TRIES = 0x91;
const DKEK_SHARES = 0x92;
const RESET_RETRY_COUNTER = 0x0001;

/** What a correct INITIALIZE asks for. */
interface Request {
  readonly resetRetryCounter: boolean;
  readonly userPin: Uint8Array;
  readonly soPin: Uint8Array;
  readonly userPinTries: number;
  /** Undefined: no DKEK. 0: a random one. */
  readonly dkekShares: number | undefined;
}

/**
 * INITIALIZE DEVICE, 80 50 (`sc_hsm_initialize` in card-sc-hsm.c): wipes the card and sets PINs,
 * options and the number of DKEK shares.
 *
 * The first one sets the SO-PIN; every later one must carry that SO-PIN and can't change it. A
 * wrong one is answered with 6985, which the driver translates to "PIN incorrect", costs one of 15
 * tries, and leaves everything else as it was. Once blocked, the card can't be initialised again.
 *
 * What is not modelled is refused with 6A80 rather than ignored: transport PINs, session PINs,
 * public-key authentication (tag 93) and biometry (tags 95 and 96).
 */
export const initialize: Handler = (card, { p1, p2, data = new Uint8Array(0) }) => {
  if (p1 !== 0 || p2 !== 0) return answer(StatusWord.wrongParameters);
  if (data.length === 0) return answer(StatusWord.wrongLength);
  const request = parseRequest(data);
  if (request === undefined) return answer(StatusWord.wrongData);
  const before = card.state.initialisation;
  if (before !== null) {
    const refused = checkSoPin(card, before, request.soPin);
    if (refused !== undefined) {
      return refused.sw === StatusWord.blocked && before.soPin.triesLeft === 0
        ? refused
        : answer(StatusWord.notAllowed);
    }
  }
  card.commit({ ...card.state, initialisation: initialisationFor(card, request) });
  card.session.userPinVerified = false;
  card.session.currentFile = undefined;
  return ok();
};

function parseRequest(data: Uint8Array): Request | undefined {
  const objects = decodeTlvs(data);
  if (objects === undefined) return undefined;
  const values = new Map(objects.map(({ tag, value }) => [tag, value]));
  const known = [OPTIONS, USER_PIN, SO_PIN, USER_PIN_TRIES, DKEK_SHARES];
  if (values.size !== objects.length || [...values.keys()].some((tag) => !known.includes(tag))) {
    return undefined;
  }
  const options = numberIn(values.get(OPTIONS), 2);
  const userPin = values.get(USER_PIN);
  const soPin = values.get(SO_PIN);
  const userPinTries = numberIn(values.get(USER_PIN_TRIES), 1);
  const dkekShares = numberIn(values.get(DKEK_SHARES), 1);
  if (options === undefined || (options & ~RESET_RETRY_COUNTER) !== 0) return undefined;
  if (userPin === undefined || !isUserPinLength(userPin.length)) return undefined;
  if (soPin?.length !== SO_PIN_BYTES) return undefined;
  if (userPinTries === undefined || userPinTries === 0) return undefined;
  if (userPinTries > userPinTriesMax(userPin.length)) return undefined;
  if (values.has(DKEK_SHARES) && dkekShares === undefined) return undefined;
  return {
    resetRetryCounter: (options & RESET_RETRY_COUNTER) !== 0,
    userPin,
    soPin,
    userPinTries,
    dkekShares,
  };
}

function initialisationFor(card: Card, request: Request): Initialisation {
  const { userPin, soPin, userPinTries, resetRetryCounter, dkekShares } = request;
  return {
    soPin: { value: toHex(soPin), triesLeft: SO_PIN_TRIES },
    userPin: { value: toHex(userPin), triesLeft: userPinTries, triesMax: userPinTries },
    resetRetryCounter,
    dkek:
      dkekShares === undefined
        ? null
        : {
            total: dkekShares,
            imported: 0,
            value: toHex(dkekShares === 0 ? card.random(DKEK_BYTES) : new Uint8Array(DKEK_BYTES)),
          },
    files: {},
    keys: {},
  };
}

/** Big-endian; undefined if it is not there or not that many bytes. */
function numberIn(value: Uint8Array | undefined, length: number): number | undefined {
  if (value?.length !== length) return undefined;
  return value.reduce((sum, byte) => sum * 256 + byte, 0);
}
