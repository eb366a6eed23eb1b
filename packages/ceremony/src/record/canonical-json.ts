/** What the hashed parts of a record are made of. */
export type Json = string | number | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one way to write a value as JSON that hashes are taken of: keys sorted, no white space. For
 * strings, integers, arrays and objects, which is all that records hold, this is RFC 8785 (JCS).
 */
export function canonicalJson(value: Json): string {
  if (typeof value !== "object") return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    // By UTF-16 code units, as RFC 8785 asks for and as JavaScript compares strings.
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
