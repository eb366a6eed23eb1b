import type { Handler } from "../card.js";
import { answer, StatusWord } from "../status-word.js";

/**
 * MANAGE SECURITY ENVIRONMENT, 00 22 81 B6: asks for a public key by its reference. This card knows
 * none (6A88): there is no public-key authentication, nor secure messaging.
 */
export const manageSecurityEnvironment: Handler = (_card, { p1, p2 }) =>
  answer(p1 === 0x81 && p2 === 0xb6 ? StatusWord.notFound : StatusWord.wrongParameters);
