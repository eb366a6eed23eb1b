/** Bytes of the WebAssembly binary format (WebAssembly Core Specification 2.0, chapter 5). */
export type Bytes = readonly number[];

/** A number as unsigned LEB128 (section 5.2.2). */
export function unsigned(value: number): Bytes {
  const low = value & 0x7f;
  const rest = value >>> 7;
  return rest === 0 ? [low] : [low | 0x80, ...unsigned(rest)];
}

/** A number of 32 bits as signed LEB128 (section 5.2.2). */
export function signed(value: number): Bytes {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = rest === (low & 0x40 ? -1 : 0);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}

/** Items with their number in front (section 5.1.3). */
export function vector(items: readonly Bytes[]): Bytes {
  return [...unsigned(items.length), ...items.flat()];
}

/** Bytes with their number in front. */
export function sized(bytes: Bytes): Bytes {
  return [...unsigned(bytes.length), ...bytes];
}

/** A name in ASCII (section 5.2.4). */
export function name(text: string): Bytes {
  return sized([...text].map((letter) => letter.charCodeAt(0)));
}
