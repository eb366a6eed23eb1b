import { type Bytes, name, sized, unsigned, vector } from "./encoding.js";
import type { Statement } from "./instructions.js";

/** A module of one function over one page of memory, both exported. */
export interface ModuleParts {
  /** What the function is exported as. It takes one number of 32 bits and returns nothing. */
  readonly name: string;
  /** How many locals of 128 bits it has, behind the parameter. */
  readonly vectors: number;
  readonly body: readonly Statement[];
}

/** The name that the memory is exported as: one page, 64 KiB. */
export const MEMORY = "memory";

const MAGIC: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const I32 = 0x7f;
const V128 = 0x7b;

/** The binary of a module (WebAssembly Core Specification 2.0, section 5.5). */
export function encodeModule({
  name: exported,
  vectors,
  body,
}: ModuleParts): Uint8Array<ArrayBuffer> {
  const code = [
    ...vector([[...unsigned(vectors), V128]]),
    ...body.flatMap((statement) => statement.code),
    0x0b,
  ];
  const sections: readonly (readonly [number, Bytes])[] = [
    [1, vector([[0x60, ...vector([[I32]]), ...vector([])]])],
    [3, vector([[0x00]])],
    [5, vector([[0x01, 0x01, 0x01]])],
    [
      7,
      vector([
        [...name(MEMORY), 0x02, 0x00],
        [...name(exported), 0x00, 0x00],
      ]),
    ],
    [10, vector([sized(code)])],
  ];
  return Uint8Array.from([...MAGIC, ...sections.flatMap(([id, bytes]) => [id, ...sized(bytes)])]);
}
