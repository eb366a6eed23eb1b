import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { PrintError } from "../print-error.js";
import { printingEnvironment } from "./environment.js";
import { type IppAnswer, parseIppAnswer } from "./ipp-answer.js";
import { type IppRequest, readRequest } from "./request-files.js";

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

// ipptool opens what it reads by its name, which a pipe of the shell's has, and Node's, a socket, has not. The
// request is text, no file: what the program brings along need not lie on a disk, nor be found there.
const ASK = 'request=$1; shift; printf "%s\\n" "$request" | ipptool "$@" /dev/stdin';
const SEND =
  'request=$1; shift; exec 4<&0; printf "%s\\n" "$request" | ' +
  '{ exec 5<&0; cat <&4 | ipptool "$@" /dev/fd/5; }';

/** The shell's exit status. */
const COMMAND_NOT_FOUND = 127;

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
  ];
  const script = document === undefined ? ASK : SEND;
  const child = spawn("sh", ["-c", script, "sh", readRequest(request), ...args], {
    env: printingEnvironment(),
    // Apart from our terminal: Ctrl-C there must not end it in the middle.
    detached: true,
    stdio: [document === undefined ? "ignore" : "pipe", "pipe", "pipe", holding],
  });
  const started = new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (cause) => {
      reject(notInstalled({ cause }));
    });
  });
  await started;
  if (document !== undefined) {
    // It may end before it has read everything; its answer tells why.
    child.stdin?.on("error", () => {});
    child.stdin?.end(document);
  }
  const [[status], output, complaint] = await Promise.all([
    once(child, "close"),
    textOf(child.stdout),
    textOf(child.stderr),
  ]);
  if (status === COMMAND_NOT_FOUND) throw notInstalled();
  const answer = parseIppAnswer(output);
  if (answer !== undefined) return answer;
  throw new PrintError("cups-missing", `CUPS does not answer: ${complaint.trim() || "no reason"}`, {
    hint: "is its scheduler running? (lpstat -r; systemctl start cups)",
  });
}

function notInstalled(options: ErrorOptions = {}): PrintError {
  const hint = "install CUPS' programs (apt install cups-client cups-ipp-utils)";
  return new PrintError("cups-missing", "ipptool can't be started", { hint, ...options });
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
