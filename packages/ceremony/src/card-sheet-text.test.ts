import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCardText } from "./card-text.js";
import { CeremonyError } from "./ceremony-error.js";

/** The cards of docs/FORMATS.md, as a page shows them: name and digits, without brackets. */
const P224 = `Set c536 d772 b6a3 0359 94cf
Share ID 1
Prime row 1 ffff ffff d17
Prime row 2 ffff ffff c44
Prime row 3 ffff ffff f70
Prime row 4 ffff 16a2 9df
Prime row 5 e0b8 f03e 6b6
Prime row 6 13dd 2945 352
Prime row 7 5c5c 2a3d c71
Value row 1 b474 24fb 22d
Value row 2 7a33 2d9f 85a
Value row 3 3ae2 38c6 8e9
Value row 4 fd1e dc75 31b
Value row 5 ce82 e982 ea9
Value row 6 98ba f10f 988
Value row 7 b368 1e52 959
Blinding row 1 46d0 0537 427
Blinding row 2 e671 8727 737
Blinding row 3 891f b0d4 f48
Blinding row 4 f322 081f 969
Blinding row 5 6008 5a1f c5a
Blinding row 6 b54e cf46 629
Blinding row 7 9e9b d624 f8b`.split("\n");
const SC_HSM = `Set a829 244e 1344 c01f a6d4
Share ID 2
Prime row 1 8abe 4609 946
Prime row 2 39cd f8e7 216
Value row 1 15c1 f3b5 a56
Value row 2 827f 3ea7 8fd
Salt row 1 3a5b ee73 fdd
Salt row 2 2574 2b95 b0e
Salt row 3 9d93 f7cc cf4
Salt row 4 bf71 8751 5ae`.split("\n");
const FOOTER =
  "dkek card sheet v1 · dkek 0.1.0            copy 1 of 2: keep them in different places";

const READ = {
  p224: {
    id: 1,
    set: "c536d772b6a3035994cf",
    prime: "ffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3d",
    value: "b47424fb7a332d9f3ae238c6fd1edc75ce82e98298baf10fb3681e52",
    proof: "46d00537e6718727891fb0d4f322081f60085a1fb54ecf469e9bd624",
  },
  "sc-hsm": {
    id: 2,
    set: "a829244e1344c01fa6d4",
    prime: "8abe460939cdf8e7",
    value: "15c1f3b5827f3ea7",
    proof: "3a5bee7325742b959d93f7ccbf718751",
  },
};

/** A page as pdftotext -layout gives it, with two parts beside each other. */
const PAGE = `
           CUSTODIAN’S CARD                                                     SECRET WHEN UNFOLDED

           Card 2 of 3                                   Set
           any 2 restore                                           a829 244e 1344 c01f a6d4
           For    Set of the Root CA, Share ID and all           Scheme      sc-hsm
           Held by                                                Printed    2026-11-24

           What this is                                           What to do with it
           One of 3 cards that share a password. A set of         Check each row today. A Share ID of 10 or more
           any 2 rows of cards is none: see the Prime row         is typed as hex: see the Value row above.

fold 2 ↓   SECRET             the last three digits of a row, behind the line, are check digits

                 Share ID                2
                 Value row 1             15c1 f3b5      a56
                 Value row 2             827f 3ea7      8fd
                 The prime: the same on all cards of this set       Only for checking this card by itself
                 Prime row 1         8abe 4609 946                  Salt row 1            3a5b ee73       fdd
                 Prime row 2         39cd f8e7 216                  Salt row 2            2574 2b95       b0e
                                                                    Salt row 3            9d93 f7cc       cf4
                                                                    Salt row 4            bf71 8751       5ae

           dkek import FILE.pbe                    sc-hsm-tool --import-dkek-share FILE.pbe --pwd-shares-total 2
           It asks for one row after the           enter prime:       the groups of all prime rows, in one line
           other. Nothing reaches the HSM          enter share ID:    2
                                                   enter share value: the groups of all value rows, in one line

           ${FOOTER}
`;

describe("the text of a sheet is a card", () => {
  test("with everything around it on the page", () => {
    expect(wordsOf(PAGE)).toEqual(READ["sc-hsm"]);
  });

  test("of two pages, both copies of it", () => {
    expect(wordsOf(`${PAGE}\f${PAGE.replace("copy 1", "copy 2")}\f`)).toEqual(READ["sc-hsm"]);
  });

  const variants: Record<string, (line: string) => string> = {
    "as it is": (line) => line,
    "with colons and brackets": (line) =>
      line.replace(/^(Set|Share ID|.* row \d)/, "$1:").replace(/ ([0-9a-f]{3})$/, " ($1)"),
    "with tabs and other blanks": (line) => line.replaceAll(" ", "\u00a0\t "),
    "with digits as capitals": (line) =>
      line.replace(/( [0-9a-f]{3,4})+$/, (digits) => digits.toUpperCase()),
    "with a set without blanks": (line) =>
      line.startsWith("Set") ? `Set ${line.slice(3).replaceAll(" ", "")}` : line,
    "with line ends of any kind": (line) => `${line}\r\n\f`,
  };
  test.each(Object.entries(variants))("%s", (_name, variant) => {
    expect(wordsOf(pageOf(P224.map(variant)))).toEqual(READ.p224);
    expect(wordsOf(pageOf(SC_HSM.map(variant)))).toEqual(READ["sc-hsm"]);
  });

  test("without its proof, which can't be checked alone", () => {
    const lines = SC_HSM.filter((line) => !line.startsWith("Salt"));
    expect(wordsOf(pageOf(lines))).toEqual({ ...READ["sc-hsm"], proof: undefined });
  });

  test("in any order, several entries in a line, between any prose", () => {
    const words = [
      "Set",
      "Share",
      "ID",
      "row",
      "Value",
      "Prime",
      "rows",
      "of",
      "10",
      "look",
      "the",
    ];
    const others = [
      "Share ID of 10 or more",
      "Value row 1 must look the",
      "(any 2 restore)",
      "SPECIMEN",
    ];
    const prose = fc.oneof(
      fc.constantFrom(...others),
      fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((line) => line.join(" ")),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<[readonly string[], keyof typeof READ]>([P224, "p224"], [SC_HSM, "sc-hsm"]),
        fc.infiniteStream(fc.integer({ min: 0, max: 2 ** 31 - 1 })),
        fc.array(prose, { maxLength: 12 }),
        fc.array(fc.constantFrom("\n", "\r\n", "\f", "      ", "\n\n"), {
          minLength: 4,
          maxLength: 4,
        }),
        ([entries, scheme], random, around, separators) => {
          // Prose that says something itself is another test's.
          fc.pre(
            !around.some((line) => /share\s+id[\s:]+[0-9]|row\s+[0-9]+[\s:]+\S*[0-9]/i.test(line)),
          );
          const separator = () => separators[(random.next().value ?? 0) % separators.length];
          const pieces = [
            ...entries.map((entry) => `${entry}${separator()}`),
            ...around.map((line) => `\n${line}\n`),
          ]
            .map((piece) => ({ piece, at: random.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ piece }) => piece);
          expect(wordsOf(`${pieces.join("")}\n${FOOTER}`)).toEqual(READ[scheme]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("refused is", () => {
  test.each(["Share ID", "Set"])("a sheet without its %s", (name) => {
    const error = refusalOf(pageOf(SC_HSM.filter((line) => !line.startsWith(name))));
    expect([error.code, error.message]).toEqual([
      "card-line-missing",
      `the sheet's ${name} is missing in its text`,
    ]);
    expect(error.hint).toContain("pdftotext");
  });

  test("a sheet without rows, and one whose rows are torn apart", () => {
    const torn = SC_HSM.map((line) => line.replace(/(row \d) /, "$1\n"));
    for (const lines of [SC_HSM.slice(0, 2), torn]) {
      expect(refusalOf(pageOf(lines))).toMatchObject({
        code: "card-line-missing",
        message: "the sheet's rows are missing in its text",
      });
    }
  });

  test("any one row missing, by its name", () => {
    for (const line of P224.slice(2)) {
      const error = refusalOf(pageOf(P224.filter((each) => each !== line)));
      expect([error.code, error.message]).toEqual([
        "card-row-missing",
        `${nameOf(line)} is missing`,
      ]);
    }
  });

  test("any one row misread, by its name and line", () => {
    for (const [place, line] of P224.entries()) {
      if (!line.includes(" row ")) continue;
      for (const misread of [swapped(line), line.replace(/[0-9a-f](?=..$)/, "O")]) {
        const error = refusalOf(pageOf(P224.with(place, misread)));
        expect(error.code).toBe("card-row-wrong");
        expect(error.message).toContain(`line ${place + 1}: ${nameOf(line)}: `);
      }
    }
  });

  test("two cards, of one set or of two", () => {
    const ids = refusalOf(pageOf([...SC_HSM, "Share ID 3"]));
    expect(ids).toMatchObject({
      code: "card-line-twice",
      message: "the text holds more than one card: Share ID 2, 3",
    });
    const sets = refusalOf(pageOf([...P224, "Set a829 244e 1344 c01f a6d4"]));
    expect(sets.code).toBe("card-line-twice");
    expect(sets.message).toContain("Set c536d772b6a3035994cf, a829244e1344c01fa6d4");
    expect(refusalOf(`${pageOf(P224)}\f${pageOf(SC_HSM)}`).code).toBe("card-line-twice");
  });

  test("a row that stands there twice with other digits", () => {
    const error = refusalOf(pageOf([...SC_HSM, "Value row 2 827f 3ea6 8fd"]));
    expect([error.code, error.message]).toEqual([
      "card-contradiction",
      "line 11: value row 2: stands there a second time, with other digits than in line 6: value row 2",
    ]);
  });

  test("an ID that no card has", () => {
    expect(refusalOf(pageOf(SC_HSM.with(1, "Share ID 256"))).code).toBe("card-bad-id");
  });

  test("a page without the mark, or with that of another version", () => {
    for (const page of [SC_HSM.join("\n"), pageOf(SC_HSM).replace("sheet v1", "sheet v12")]) {
      expect(refusalOf(page).code).toBe("card-line-unknown");
    }
  });

  test("without a word of what is secret", () => {
    const pages = [
      pageOf([...SC_HSM, "Value row 2 827f 3ea6 8fd"]),
      pageOf(SC_HSM.with(4, swapped(SC_HSM[4] ?? ""))),
      pageOf(SC_HSM.slice(0, -5)),
    ];
    for (const { message, hint } of pages.map(refusalOf)) {
      expect(`${message} ${hint}`).not.toMatch(/15c1|f3b5|51c1|827f|3ea/);
    }
  });
});

function pageOf(lines: readonly string[]): string {
  return [...lines, FOOTER].join("\n");
}

/** The first two digits of a row the wrong way round; they are never the same twice. */
function swapped(line: string): string {
  return line.replace(/(row \d )(\S)(\S)(\S)(\S)/, (_all, name, a, b, c, d) =>
    a === b ? `${name}${a}${b}${c}${d === "0" ? "1" : "0"}` : `${name}${b}${a}${c}${d}`,
  );
}

function nameOf(line: string): string {
  return /^\S+ row \d/.exec(line)?.[0].toLowerCase() ?? "";
}

function wordsOf(text: string): unknown {
  const { id, about, field, value, proof } = parseCardText(text);
  return {
    id,
    set: about?.set,
    prime: field.prime.toString(16),
    value: Buffer.from(value.expose()).toString("hex"),
    proof: proof && Buffer.from(proof.expose()).toString("hex"),
  };
}

function refusalOf(text: string): CeremonyError {
  try {
    parseCardText(text);
  } catch (error) {
    if (error instanceof CeremonyError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
