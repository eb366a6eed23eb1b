import { describe, expect, onTestFinished, test, vi } from "vitest";
import {
  beside,
  blank,
  blurred,
  inverted,
  jpeg,
  type Picture,
  photographed,
  png,
  qrPicture,
  turned,
} from "../../../tests/support/pictures.js";
import { isPicture } from "./is-picture.js";
import { readCode } from "./node.js";
import { ScanError } from "./scan-error.js";

/** Cards 1 and 2 of the specimen sets in docs/FORMATS.md. */
const CARD =
  "DKEK1.C536D772B6A3035994CF.2.3.1.1.P224.B47424FB7A332D9F3AE238C6FD1EDC75CE82E98298BAF10FB3681E52.46D00537E6718727891FB0D4F322081F60085A1FB54ECF469E9BD624.D630B14B";
const OTHER =
  "DKEK1.A829244E1344C01FA6D4.2.3.1.1.8ABE460939CDF8E7.151D2946F4C10D16.02AF6B56690DCB2920E5FE0D6424470B.E300B30C";
const code = qrPicture(CARD, 4);

/** As far as needed here: without the types of a browser, TypeScript does not know it. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(): Promise<Instantiated>;
    Memory: new () => { readonly buffer: ArrayBuffer };
  };
};
interface Instantiated {
  readonly instance: { readonly exports: Readonly<Record<string, unknown>> };
}

describe("a code is read from", () => {
  const pictures: Record<string, Picture> = {
    "the code as it is": code,
    "one turned a little": turned(code, 5),
    "one turned halfway to the next side": turned(code, 45),
    "one upside down": turned(code, 180),
    "one out of focus": blurred(qrPicture(CARD, 6), 3),
    "a small one, two pixels to a module": qrPicture(CARD, 2),
    "a large scan": qrPicture(CARD, 40),
    "a light one on dark ground": inverted(code),
    "a light one on dark ground, turned": inverted(turned(code, 95)),
    "a photo from the side": photographed(qrPicture(CARD, 6)),
    "a page on which it is a small part": beside(blank(1800, 2400), code),
    "a page that shows it twice": beside(code, turned(code, 90)),
    "a page with other codes": beside(qrPicture("https://example.org/", 4), code),
  };

  test.each(Object.entries(pictures))("%s, PNG and JPEG", async (_name, picture) => {
    expect(await readCode(png(picture))).toBe(CARD);
    expect(await readCode(jpeg(picture, 75))).toBe(CARD);
  });

  test("several pictures at a time, each its own, whatever becomes of the others", async () => {
    const pictures = [code, blank(100, 100), qrPicture(OTHER, 4), code].map(png);
    expect(await Promise.allSettled(pictures.map(readCode))).toEqual([
      { status: "fulfilled", value: CARD },
      { status: "rejected", reason: expect.objectContaining({ code: "no-code" }) },
      { status: "fulfilled", value: OTHER },
      { status: "fulfilled", value: CARD },
    ]);
  });

  test("a picture that is left as it was", async () => {
    const picture = png(code);
    const before = Buffer.from(picture);
    await readCode(picture);
    expect(picture.equals(before)).toBe(true);
  });
});

describe("refused is", () => {
  test("a picture without a code, with what makes a better one", async () => {
    const refused = await refusalOf(png(blank(400, 300)));
    expect(refused).toMatchObject({ code: "no-code" });
    expect(refused.hint).toContain("sharp");
  });

  test("a code that is cut off, or far out of focus", async () => {
    const half = { ...code, height: code.height / 2 };
    expect(await refusalOf(png(half))).toMatchObject({ code: "no-code" });
    expect(await refusalOf(png(blurred(code, 8)))).toMatchObject({ code: "no-code" });
  });

  test("codes of something else alone", async () => {
    const refused = await refusalOf(png(qrPicture("https://example.org/", 4)));
    expect(refused).toMatchObject({ code: "no-code" });
    expect(refused.message).toContain("no QR code of a card");
  });

  test("the codes of two cards", async () => {
    const refused = await refusalOf(png(beside(code, qrPicture(OTHER, 4))));
    expect(refused).toMatchObject({ code: "several-codes" });
    expect(refused.message).toContain("2 cards");
    expect(`${refused.message}${refused.hint}`).not.toMatch(/[0-9A-F]{6}/);
  });

  test("a file that is cut off, damaged, or of another kind", async () => {
    const whole = png(code);
    const damaged = Buffer.from(whole);
    damaged[whole.length >> 1] = ~(whole[whole.length >> 1] ?? 0);
    for (const bytes of [
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, whole.length - 20),
      whole.subarray(0, 8),
      damaged,
      jpeg(code, 75).subarray(0, 100),
      Buffer.from(CARD),
      Buffer.alloc(0),
    ]) {
      expect(await refusalOf(bytes)).toMatchObject({ code: "picture-unreadable" });
    }
  });

  test("a file that claims to be larger than memory", async () => {
    const claim = png(code);
    claim.writeUInt32BE(60_000, 16);
    claim.writeUInt32BE(60_000, 20);
    expect(await refusalOf(claim)).toMatchObject({ code: "picture-unreadable" });
  });
});

test("any byte of a picture may be wrong: it is read right, or refused", {
  timeout: 20_000,
}, async () => {
  for (const whole of [png(qrPicture(CARD, 2)), jpeg(qrPicture(CARD, 2), 50)]) {
    for (let place = 0; place < whole.length; place += Math.ceil(whole.length / 25)) {
      const damaged = Buffer.from(whole);
      damaged[place] = ~(whole[place] ?? 0);
      const outcome = await readCode(damaged).catch((error: unknown) => error);
      if (outcome !== CARD) expect(outcome).toBeInstanceOf(ScanError);
    }
  }
});

test.each([
  ["a small picture", code],
  ["one for which it had to grow", beside(blank(4000, 3000), code)],
])("nothing is left in WebAssembly's memory of %s", async (_name, picture) => {
  const instantiate = vi.spyOn(WebAssembly, "instantiate");
  onTestFinished(() => instantiate.mockRestore());
  expect(await readCode(png(picture))).toBe(CARD);
  const [memory, ...others] = (
    await Promise.all(instantiate.mock.results.map(({ value }) => value))
  )
    .flatMap(({ instance }: Instantiated) => Object.values(instance.exports))
    .filter((each) => each instanceof WebAssembly.Memory);
  expect(others).toEqual([]);
  const bytes = Buffer.from(memory?.buffer ?? new ArrayBuffer(0));
  expect(bytes.length).toBeGreaterThan(picture.pixels.length);
  expect(bytes.equals(Buffer.alloc(bytes.length))).toBe(true);
});

test("a picture is known by its first bytes", () => {
  expect([png(code), jpeg(code, 75)].map(isPicture)).toEqual([true, true]);
  const others = [
    "",
    "\x89PNG",
    "\xff\xd8",
    CARD,
    "Prime: 00",
    "GIF89a",
    "%PDF-1.7",
    "RIFF....WEBP",
  ];
  expect(others.filter((text) => isPicture(Buffer.from(text, "latin1")))).toEqual([]);
});

async function refusalOf(picture: Uint8Array): Promise<ScanError> {
  const error = await readCode(picture).catch((error: unknown) => error);
  if (error instanceof ScanError) return error;
  throw new Error(`not refused: ${error}`);
}
