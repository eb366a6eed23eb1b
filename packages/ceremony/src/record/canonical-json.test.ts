import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json.js";

// RFC 8785, of its examples those without numbers that are no integers, null, true or false: records
// have none.
describe("the examples of RFC 8785", () => {
  test("section 3.2.2: strings and their escapes", () => {
    const input = JSON.parse(
      String.raw`{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}`,
    );
    // The member "string" of the result, as section 3.2.4 gives its bytes.
    const bytes = "22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f22";
    expect(Buffer.from(canonicalJson(input)).toString("hex")).toBe(`7b${bytes}7d`);
  });

  test("section 3.2.3: members sorted by UTF-16 code units", () => {
    const input = JSON.parse(String.raw`{
      "\u20ac": "Euro Sign",
      "\r": "Carriage Return",
      "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One",
      "\ud83d\ude00": "Emoji: Grinning Face",
      "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    }`);
    expect(Object.values(JSON.parse(canonicalJson(input)))).toHaveLength(7);
    const order = [...canonicalJson(input).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
    expect(order).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });
});

test("nothing depends on the order of keys, everything on the order of items", () => {
  expect(canonicalJson({ b: [2, 1], a: { d: "", c: [] } })).toBe('{"a":{"c":[],"d":""},"b":[2,1]}');
});

test("what is undefined is left out", () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
});

test("control characters, slashes and line separators are written the one way RFC 8785 knows", () => {
  expect(canonicalJson("\b\t\n\f\r\u0001\u001f\u007f/\u2028é")).toBe(
    '"\\b\\t\\n\\f\\r\\u0001\\u001f\u007f/\u2028é"',
  );
});
