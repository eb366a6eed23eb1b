import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { PrintError } from "../print-error.js";
import { printingEnvironment } from "./environment.js";
import { type IppAnswer, parseIppAnswer } from "./ipp-answer.js";

/** The requests that lie in this package's `requests` folder. */
export type IppRequest =
  | "print-job"
  | "purge-job"
  | "get-job"
  | "get-jobs"
  | "get-printer"
  | "get-printers";

export interface IppOptions {
  /** What the request leaves open. Never a secret: it stands in the child's arguments. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The document: it goes through a pipe. */
  readonly document?: Uint8Array;
  /** A file descriptor of ours that is kept open until the document's request has ended. */
  readonly holding?: number;
}

/** CUPS is asked for what it knows, and answers at once; a document takes longer to send. */
const TIMEOUT_SECONDS = { question: 10, document: 60 };

/**
 * Asks CUPS through its own `ipptool`. Not through `lp`, `lpstat` and `cancel`, whose output is for
 * people, and whose `cancel -x` leaves the job and its data in the spool (measured with CUPS 2.4.2:
 * it sends no `purge-job`).
 *
 * @param uri the printer's.
 * @throws {PrintError} `cups-missing`: no `ipptool`, or nobody answers.
 */
export async function askCups(
  uri: string,
  request: IppRequest,
  { variables = {}, document, holding }: IppOptions = {},
): Promise<IppAnswer> {
  const args = [
    "-tv",
    ...["-T", String(TIMEOUT_SECONDS[document === undefined ? "question" : "document"])],
    ...(document === undefined ? [] : ["-f", "/dev/stdin"]),
    ...Object.entries(variables).flatMap(([name, value]) => ["-d", `${name}=${value}`]),
    uri,
    fileURLToPath(new URL(`../../requests/${request}.ipptool`, import.meta.url)),
  ];
  const options = {
    env: printingEnvironment(),
    // Apart from our terminal: Ctrl-C there must not end it in the middle.
    detached: true,
  };
  // ipptool opens what it prints by its name, which a pipe of the shell's has, and Node's, a socket, has not.
  const child =
    document === undefined
      ? spawn("ipptool", args, { ...options, stdio: ["ignore", "pipe", "pipe"] })
      : spawn("sh", ["-c", 'cat | ipptool "$@"', "sh", ...args], {
          ...options,
          stdio: ["pipe", "pipe", "pipe", holding],
        });
  const started = new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (cause) => {
      const hint = "install CUPS' programs (apt install cups-client cups-ipp-utils)";
      reject(new PrintError("cups-missing", "ipptool can't be started", { hint, cause }));
    });
  });
  await started;
  if (document !== undefined) {
    // It may end before it has read everything; its answer tells why.
    child.stdin?.on("error", () => {});
    child.stdin?.end(document);
  }
  const [output, complaint] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  const answer = parseIppAnswer(output);
  if (answer !== undefined) return answer;
  throw new PrintError("cups-missing", `CUPS does not answer: ${complaint.trim() || "no reason"}`, {
    hint: "is its scheduler running? (lpstat -r; systemctl start cups)",
  });
}

async function textOf(stream: Readable | null): Promise<string> {
  return stream === null ? "" : await text(stream);
}

/** @throws {PrintError} `cups-refused` */
export function requireSuccess(answer: IppAnswer, what: string): IppAnswer {
  if (answer.status.startsWith("successful-")) return answer;
  throw new PrintError("cups-refused", `CUPS did not ${what}: ${answer.message || answer.status}`, {
    hint: "may this user print there? (lpstat -p, lpstat -a)",
  });
}
