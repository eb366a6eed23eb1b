import { inspect } from "node:util";
import { expect, test } from "vitest";
import { SecretBytes } from "./secret-bytes.js";

const SECRET = Uint8Array.of(0xde, 0xad, 0xbe, 0xef);

test("no textual view shows the bytes", () => {
  const secret = SecretBytes.copyOf(SECRET);
  const views = [`${secret}`, String(secret), JSON.stringify({ secret }), inspect({ secret })];
  for (const view of views) {
    expect(view).toContain("[secret]");
    expect(view).not.toMatch(/de|222|173/i);
  }
});

test("leaving the scope wipes the buffer that it owns", () => {
  const buffer = Uint8Array.from(SECRET);
  {
    using secret = SecretBytes.own(buffer);
    expect(secret.expose()).toEqual(SECRET);
  }
  expect(buffer).toEqual(new Uint8Array(4));
});

test("a wiped secret can't be mistaken for zeros", () => {
  const secret = SecretBytes.copyOf(SECRET);
  secret.wipe();
  secret.wipe();
  expect(() => secret.expose()).toThrow("wiped");
  expect(secret.length).toBe(4);
});

test("a copy leaves the original alone", () => {
  const original = Uint8Array.from(SECRET);
  SecretBytes.copyOf(original).wipe();
  expect(original).toEqual(SECRET);
});
