import { type Bytes, signed, unsigned } from "./encoding.js";

declare const typed: unique symbol;

/** A piece of code that leaves one value of this type on the stack. */
export interface Value<Type extends "i32" | "v128"> {
  readonly code: Bytes;
  readonly [typed]?: Type;
}

/** A piece of code that leaves nothing. */
export interface Statement {
  readonly code: Bytes;
  readonly [typed]?: "nothing";
}

type I32 = Value<"i32">;
/** Four numbers of 32 bits. */
type V128 = Value<"v128">;

/** A local variable, by its place among parameters and locals. */
export interface Local<Type extends "i32" | "v128"> {
  readonly index: number;
  readonly [typed]?: Type;
}

// The instructions of sections 5.4.3 to 5.4.8 that are needed here, in their order there.

export function loop(body: readonly Statement[]): Statement {
  return { code: [0x03, 0x40, ...body.flatMap(({ code }) => code), 0x0b] };
}

/** Back to the beginning of the loop around it, unless the condition is 0. */
export function again(condition: I32): Statement {
  return { code: [...condition.code, 0x0d, 0x00] };
}

export function get<Type extends "i32" | "v128">({ index }: Local<Type>): Value<Type> {
  return { code: [0x20, ...unsigned(index)] };
}

export function set<Type extends "i32" | "v128">(
  { index }: Local<Type>,
  value: Value<Type>,
): Statement {
  return { code: [...value.code, 0x21, ...unsigned(index)] };
}

/** Sets a local and leaves its value. */
export function tee<Type extends "i32" | "v128">(
  { index }: Local<Type>,
  value: Value<Type>,
): Value<Type> {
  return { code: [...value.code, 0x22, ...unsigned(index)] };
}

export function i32(value: number): I32 {
  return { code: [0x41, ...signed(value)] };
}

/** The same number four times. */
export function splat(value: number): V128 {
  return { code: [...i32(value).code, ...simd(17)] };
}

export function subtractI32(a: I32, b: I32): I32 {
  return { code: [...a.code, ...b.code, 0x6b] };
}

/** Of 16 bytes at a fixed place, a multiple of 16. */
export function load(address: number): V128 {
  return { code: [...i32(0).code, ...simd(0), ...alignedAt(address)] };
}

export function store(address: number, value: V128): Statement {
  return { code: [...i32(0).code, ...value.code, ...simd(11), ...alignedAt(address)] };
}

/** Each number rotated by 16 bits. @param same the same value once more. */
export function rotateBy16(value: V128, same: V128): V128 {
  const bytes = [2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13];
  return { code: [...value.code, ...same.code, ...simd(13), ...bytes] };
}

export function and(a: V128, b: V128): V128 {
  return both(a, b, 78);
}

/** a & ~b */
export function andNot(a: V128, b: V128): V128 {
  return both(a, b, 79);
}

export function or(a: V128, b: V128): V128 {
  return both(a, b, 80);
}

export function xor(a: V128, b: V128): V128 {
  return both(a, b, 81);
}

export function shiftLeft(value: V128, bits: number): V128 {
  return { code: [...value.code, ...i32(bits).code, ...simd(171)] };
}

/** Zeros come in. */
export function shiftRight(value: V128, bits: number): V128 {
  return { code: [...value.code, ...i32(bits).code, ...simd(173)] };
}

export function add(a: V128, b: V128): V128 {
  return both(a, b, 174);
}

export function subtract(a: V128, b: V128): V128 {
  return both(a, b, 177);
}

function both(a: V128, b: V128, instruction: number): V128 {
  return { code: [...a.code, ...b.code, ...simd(instruction)] };
}

function simd(instruction: number): Bytes {
  return [0xfd, ...unsigned(instruction)];
}

/** Alignment as a power of two, and the place. */
function alignedAt(address: number): Bytes {
  return [0x04, ...unsigned(address)];
}
