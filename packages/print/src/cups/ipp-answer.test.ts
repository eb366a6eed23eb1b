import { expect, test } from "vitest";
import { parseIppAnswer } from "./ipp-answer.js";

/** What ipptool of CUPS 2.4.2 shows. */
const JOBS = `"get-jobs.ipptool":
    Get-Jobs:
        attributes-charset (charset) = utf-8
        job-id (integer) = 99
    get-jobs.ipptool                                                     [PASS]
        RECEIVED: 233 bytes in response
        status-code = successful-ok (successful-ok)
        attributes-charset (charset) = utf-8
        job-id (integer) = 2
        job-name (nameWithoutLanguage) = dkek 0a1b2c3d
        job-state (enum) = canceled
        -- separator --
        job-name (nameWithoutLanguage) = another, "quoted"
        job-id (integer) = 3
        job-state (enum) = completed
`;

test("the groups of an answer, and nothing of the question", () => {
  const answer = parseIppAnswer(JOBS);
  expect(answer?.status).toBe("successful-ok");
  expect(answer?.groups.map((group) => group.get("job-id"))).toEqual(["2", "3"]);
  expect(answer?.groups.map((group) => group.get("job-name"))).toEqual([
    "dkek 0a1b2c3d",
    'another, "quoted"',
  ]);
});

test("a refusal, in CUPS' words", () => {
  const answer = parseIppAnswer(`    get-job.ipptool                                        [FAIL]
        RECEIVED: 113 bytes in response
        status-code = client-error-not-found (Job #1 does not exist.)
        status-message (textWithoutLanguage) = Job #1 does not exist.
`);
  expect(answer).toMatchObject({
    status: "client-error-not-found",
    message: "Job #1 does not exist.",
  });
});

test("silence is no success, whatever ipptool calls it", () => {
  const silence = `    get-job.ipptool                                             [FAIL]
        RECEIVED: 0 bytes in response
        status-code = successful-ok ((null))
`;
  expect(parseIppAnswer(silence)).toBeUndefined();
  expect(parseIppAnswer("ipptool: Unable to connect to somewhere\n")).toBeUndefined();
});
