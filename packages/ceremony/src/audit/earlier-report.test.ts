import type { Kcv } from "@dkek/dkek-file";
import { describe, expect, test } from "vitest";
import { chain, headOf, withEvent } from "../record/chain.js";
import type { RecordEvent, SetRecord } from "../record/record.js";
import type { SetId } from "../set-id.js";
import { compareWithReport, type HashedFile, parseEarlierReport } from "./earlier-report.js";
import type { Finding } from "./finding.js";

const [A, B] = ["aa".repeat(32), "bb".repeat(32)] as [string, string];
const KCV = "0123456789ABCDEF" as Kcv;
const TEXT = JSON.stringify({
  made: "2025-11-23T12:00:00.000Z",
  program: "dkek 0.1.0",
  files: [{ path: "E:\\backups\\ca.bin", sha256: A }],
});

const AT = "the audit of 2025-11-23";

test.each([
  ["/media/stick/ca.bin", A, "proven", `is byte for byte what it was at ${AT}`],
  ["renamed.bin", A, "proven", `is byte for byte what was called ca.bin at ${AT}`],
  ["/media/stick/ca.bin", B, "wrong", `has changed since ${AT}`],
])("%s", (path, sha256, status, text) => {
  const findings = compareWithReport([{ path, sha256 }], parseEarlierReport(TEXT));
  expect(findings).toMatchObject([{ status, subject: path, text }]);
});

test("what is new, and what is missing", () => {
  expect(
    compareWithReport([{ path: "new.bin", sha256: B }], parseEarlierReport(TEXT)),
  ).toMatchObject([
    { status: "unproven", subject: "new.bin", text: `was not there at ${AT}` },
    {
      status: "unproven",
      subject: "E:\\backups\\ca.bin",
      text: `was there at ${AT}, and was not given now`,
    },
  ]);
});

test("files of one name in several folders are told apart by what is in them", () => {
  const earlier = { made: "2025-11-23T12:00:00Z", files: [file("a/dkek.pbe", A)] };
  const now = [file("a/dkek.pbe", A), file("b/dkek.pbe", B)];
  expect(compareWithReport(now, earlier)).toMatchObject([
    { status: "proven" },
    { status: "unproven", text: `was not there at ${AT}` },
  ]);
});

describe("a record", () => {
  const record = chain(
    { setId: "12".repeat(32) as SetId, label: "", dkekShare: { index: 1, of: 1, kcv: KCV } },
    [{ at: "2025-01-01T00:00:00.000Z", type: "created", program: "test" }],
  );
  const note = (text: string): RecordEvent => ({
    at: "2026-01-01T00:00:00.000Z",
    type: "noted",
    text,
  });
  const grown = withEvent(withEvent(record, note("a")), note("b"));

  /** What is said of a record that was another one then. */
  function compare(now: SetRecord, then: SetRecord | undefined, path = "record.json"): Finding[] {
    const head = then === undefined ? {} : { head: headOf(then) };
    const text = JSON.stringify({
      made: "2025-11-23T12:00:00Z",
      files: [{ ...file("record.json", A), ...head }],
    });
    return compareWithReport([{ ...file(path, B), record: now }], parseEarlierReport(text));
  }

  test.each([
    [grown, record, "proven", `has grown by 2 events since ${AT}; nothing before has changed`],
    [withEvent(record, note("a")), record, "proven", `has grown by 1 event since ${AT}`],
    [grown, grown, "proven", `says what it said at ${AT}`],
    [record, grown, "wrong", "it has not grown from the record of then"],
    [withEvent(record, note("c")), grown, "wrong", "it has not grown from the record of then"],
    [grown, undefined, "unproven", `has changed since ${AT}: a record grows with every event`],
  ] as const)("%#", (now, then, status, text) => {
    expect(compare(now, then)).toMatchObject([
      { status, subject: "record.json", text: expect.stringContaining(text) },
    ]);
  });

  test("is known under another name", () => {
    expect(compare(grown, record, "root-ca.json")).toMatchObject([
      { status: "proven", text: expect.stringContaining("where it was called record.json") },
    ]);
  });
});

function file(path: string, sha256: string): HashedFile {
  return { path, sha256 };
}

test.each([
  "",
  "[]",
  "{}",
  TEXT.replace(A, "aa"),
  TEXT.replace("2025-", ""),
  TEXT.replace(`"sha256"`, `"head":"aa","sha256"`),
])("what is no report is refused: %s", (text) => {
  expect(() => parseEarlierReport(text)).toThrow(
    expect.objectContaining({ code: "report-malformed" }),
  );
});
