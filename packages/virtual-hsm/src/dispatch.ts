import { decodeCommand, type ResponseApdu } from "@dkek/hsm";
import type { Card, Handler } from "./card.js";
import { changeReferenceData } from "./commands/change-reference-data.js";
import { decipher } from "./commands/decipher.js";
import { deleteFile } from "./commands/delete-file.js";
import { enumerateObjects } from "./commands/enumerate-objects.js";
import { generateKeyPair } from "./commands/generate-key-pair.js";
import { getChallenge } from "./commands/get-challenge.js";
import { importDkekShare } from "./commands/import-dkek-share.js";
import { initialize } from "./commands/initialize.js";
import { manageSecurityEnvironment } from "./commands/manage-security-environment.js";
import { readBinary } from "./commands/read-binary.js";
import { resetRetryCounter } from "./commands/reset-retry-counter.js";
import { select } from "./commands/select.js";
import { sign } from "./commands/sign.js";
import { unwrapKey } from "./commands/unwrap-key.js";
import { updateBinary } from "./commands/update-binary.js";
import { verify } from "./commands/verify.js";
import { wrapKey } from "./commands/wrap-key.js";
import { answer, StatusWord } from "./status-word.js";

const SELECT = 0x00a4;

/** What the card can do, by CLA ‖ INS. A new command is a new file and a line here. */
const COMMANDS: ReadonlyMap<number, Handler> = new Map([
  [SELECT, select],
  [0x0020, verify],
  [0x0022, manageSecurityEnvironment],
  [0x0024, changeReferenceData],
  [0x002c, resetRetryCounter],
  [0x0046, generateKeyPair],
  [0x0084, getChallenge],
  [0x00b1, readBinary],
  [0x00d7, updateBinary],
  [0x00e4, deleteFile],
  [0x8050, initialize],
  [0x8052, importDkekShare],
  [0x8058, enumerateObjects],
  [0x8062, decipher],
  [0x8068, sign],
  [0x8072, wrapKey],
  [0x8074, unwrapKey],
]);

const CLASSES = new Set([0x00, 0x80]);
const CHAINING_BIT = 0x10;
const SECURE_MESSAGING_BITS = 0x0c;

/** Carries out one command as it came over the wire, and never rejects for what it holds. */
export async function dispatch(card: Card, bytes: Uint8Array): Promise<ResponseApdu> {
  const command = decodeCommand(bytes);
  if (command === undefined) return answer(StatusWord.wrongLength);
  const { cla, ins } = command;
  if (!CLASSES.has(cla)) return answer(refusedClass(cla));
  const code = cla * 256 + ins;
  if (!card.session.selected && code !== SELECT) return answer(StatusWord.instructionNotSupported);
  const handler = COMMANDS.get(code);
  if (handler === undefined) return answer(StatusWord.instructionNotSupported);
  return handler(card, command);
}

function refusedClass(cla: number): number {
  const base = cla & 0x7f;
  if ((base & SECURE_MESSAGING_BITS) === base) return StatusWord.secureMessagingNotSupported;
  return base === CHAINING_BIT ? StatusWord.chainingNotSupported : StatusWord.classNotSupported;
}
