import { expect, test } from "vitest";
import { de } from "./de.js";
import { en } from "./en.js";
import { linesOf } from "./show-topic.js";
import { TOPICS } from "./topic.js";

test.each(TOPICS)("%s fits a screen of 80 by 24, in both languages", (name) => {
  for (const topics of [en, de]) {
    const lines = linesOf(topics[name], 80);
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(topics[name].title).toMatch(new RegExp(`^${name}: `));
  }
  expect(de[name].paragraphs).toHaveLength(en[name].paragraphs.length);
});

test("what is typed is the same in both languages", () => {
  const typed = (topics: typeof en) =>
    TOPICS.flatMap((name) =>
      topics[name].paragraphs.filter((text) => /^ {2}(?:dkek|sc-hsm-tool) /.test(text)),
    );
  expect(typed(de)).toEqual(typed(en));
});
