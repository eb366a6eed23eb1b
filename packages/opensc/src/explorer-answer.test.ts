import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAnswer } from "./explorer-answer.js";
import { explorerInput } from "./explorer-line.js";
import recorded from "./recorded.json" with { type: "json" };

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

// Recorded with a card that echoes the command, made of bytes that look like hex digits when they
// stand in the column of characters.
test.each(recorded.apdu.map((exchange) => [exchange.data.length / 2, exchange] as const))(
  "an answer of %i bytes, as opensc-explorer printed it",
  (_length, { data, sw, stdout }) => {
    const answer = parseAnswer(bytes(stdout));
    expect(answer && Buffer.from(answer.data).toString("hex")).toBe(data.toLowerCase());
    expect(answer?.sw).toBe(Number.parseInt(sw, 16));
  },
);

test("the same with Windows' line ends", () => {
  for (const { data, stdout } of recorded.apdu) {
    const answer = parseAnswer(bytes(stdout.replaceAll("\n", "\r\n")));
    expect(answer && Buffer.from(answer.data).toString("hex")).toBe(data.toLowerCase());
  }
});

test.each(["open", "bad-hex", "bad-apdu", "card-pulled"] as const)(
  "%s: no answer in there",
  (name) => {
    expect(parseAnswer(bytes(recorded[name].stdout))).toBeUndefined();
  },
);

test("a damaged dump is no answer", () => {
  const head = "Received (SW1=0x90, SW2=0x00):\n";
  for (const body of ["", "4", "41 ", "41 42 A", "4G A", `${"41 ".repeat(17)}${"A".repeat(17)}`]) {
    expect(parseAnswer(bytes(`${head}${body}${body && "\n"}Success!\n`))).toBeUndefined();
  }
});

test("no output crashes it", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("Received (SW1=0x90, SW2=0x00):", "41 A", "Success!"),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const answer = parseAnswer(bytes(lines.join("\n")));
      if (answer !== undefined) expect(answer.sw).toBeLessThanOrEqual(0xffff);
    }),
  );
});

test("what is written for a command: the APDU in hex, then the mark", () => {
  const input = explorerInput(Uint8Array.of(0x00, 0x20, 0x00, 0x9f), "dkek-7");
  expect(Buffer.from(input).toString()).toBe("apdu 0020009f\necho dkek-7\n");
});
