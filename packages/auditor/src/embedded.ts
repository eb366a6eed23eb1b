/**
 * What lies in the page's `<script type="application/octet-stream">`: gzip, byte for byte, in a page of
 * the encoding windows-1252, where a byte is a character. Four bytes that a parser of HTML would not
 * leave as they are stand there as `=` and the byte 64 further on; see scripts/page/packed.mjs.
 *
 * @throws {Error} if the page has none of this name: a mistake in the program.
 */
export async function embedded(id: string): Promise<ArrayBuffer> {
  const text = document.getElementById(id)?.textContent;
  if (!text) throw new Error(`nothing embedded as ${id}`);
  const byteOf = new Map([...EVERY_BYTE].map((character, byte) => [character, byte]));
  const bytes: number[] = [];
  let shift = 0;
  for (const character of text) {
    if (character === "=") {
      shift = 64;
      continue;
    }
    bytes.push(((byteOf.get(character) ?? 0) - shift) & 0xff);
    shift = 0;
  }
  const unpacked = new Blob([Uint8Array.from(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream("gzip"));
  return new Response(unpacked).arrayBuffer();
}

/** Every byte's character, in the order of the bytes. */
const EVERY_BYTE = new TextDecoder("windows-1252").decode(
  Uint8Array.from({ length: 256 }, (_, byte) => byte),
);
