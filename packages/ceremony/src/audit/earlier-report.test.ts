import { expect, test } from "vitest";
import { compareWithReport, parseEarlierReport } from "./earlier-report.js";

const [A, B] = ["aa".repeat(32), "bb".repeat(32)] as [string, string];
const TEXT = JSON.stringify({
  made: "2025-11-23T12:00:00.000Z",
  program: "dkek 0.1.0",
  files: [{ path: "E:\\backups\\ca.bin", sha256: A }],
});

test.each([
  ["/media/stick/ca.bin", A, "proven"],
  ["renamed.bin", A, "proven"],
  ["/media/stick/ca.bin", B, "wrong"],
  ["new.bin", B, "unproven"],
])("%s", (path, sha256, status) => {
  const findings = compareWithReport([{ path, sha256 }], parseEarlierReport(TEXT));
  expect(findings).toEqual([
    { status, subject: path, text: expect.stringContaining("audit of 2025-11-23") },
  ]);
});

test.each(["", "[]", "{}", TEXT.replace(A, "aa"), TEXT.replace("2025-", "")])(
  "what is no report is refused: %s",
  (text) => {
    expect(() => parseEarlierReport(text)).toThrow(
      expect.objectContaining({ code: "report-malformed" }),
    );
  },
);
