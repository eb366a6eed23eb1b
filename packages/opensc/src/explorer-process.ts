import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { basename } from "node:path";
import { HsmError, lookAtStatus } from "@dkek/hsm";
import { childEnvironment } from "./environment.js";
import { explorerInput } from "./explorer-line.js";
import { type PrivateConfiguration, writePrivateConfiguration } from "./private-configuration.js";
import { killed } from "./run.js";

/** What came of one question. */
export interface Reply {
  /**
   * `answered`: it echoed our mark. `ended`: it ended by itself. `killed`: a signal ended it.
   * `silent`: it said nothing in time, and was killed by us.
   */
  readonly outcome: "answered" | "ended" | "killed" | "silent";
  /** What it printed before the mark; wiped at the next question, and the caller's to wipe. */
  readonly output: Uint8Array;
}

/** In milliseconds. */
const QUIT_TIMEOUT = 2_000;
/** In characters. */
const STDERR_MAX = 20_000;

/**
 * `opensc-explorer` reading commands from a pipe. With `-` in place of a script it neither prompts
 * nor repeats what it reads, and keeps no history.
 */
export class ExplorerProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #configuration: PrivateConfiguration;
  readonly #name: string;
  readonly #reader: string;
  readonly #ended: Promise<void>;
  #chunks: Buffer[] = [];
  #stderr = "";
  #questions = 0;
  #startError: Error | undefined;
  #signal: NodeJS.Signals | null = null;
  #hasEnded = false;
  #onOutput: () => void = () => {};

  private constructor(
    child: ChildProcessWithoutNullStreams,
    name: string,
    reader: string,
    configuration: PrivateConfiguration,
  ) {
    this.#child = child;
    this.#name = name;
    this.#reader = reader;
    this.#configuration = configuration;
    child.stdout.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#onOutput();
    });
    child.stderr.setEncoding("latin1").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_MAX);
      this.#onOutput();
    });
    // Writing to a program that ended: its end is noticed anyway.
    child.stdin.on("error", () => {});
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.#hasEnded = true;
        this.#onOutput();
        resolve();
      };
      child.on("error", (error) => {
        this.#startError = error;
        end();
      });
      child.on("close", (_status, signal) => {
        this.#signal = signal;
        end();
      });
    });
  }

  static async start(path: string, reader: string): Promise<ExplorerProcess> {
    const configuration = await writePrivateConfiguration();
    const child = spawn(path, ["--reader", reader, "-"], {
      env: childEnvironment(process.env, configuration.path),
      stdio: "pipe",
      windowsHide: true,
      // On Windows this would open a console window.
      detached: process.platform !== "win32",
    });
    return new ExplorerProcess(child, basename(path), reader, configuration);
  }

  /** What it wrote to stderr lately. May repeat a command: for matching only, never to be shown. */
  get stderr(): string {
    return this.#stderr;
  }

  killedError(): HsmError {
    return killed(this.#name, this.#signal, lookAtStatus(this.#reader));
  }

  /**
   * Sends one APDU (none: just asks whether it is there) and waits for its answer, at most
   * `timeoutMs`. One question at a time.
   *
   * @throws {HsmError} `program-missing` if it could not be started.
   */
  async ask(apdu: Uint8Array | undefined, timeoutMs: number): Promise<Reply> {
    const mark = `dkek-${++this.#questions}`;
    this.#wipe();
    const input = apdu === undefined ? Buffer.from(`echo ${mark}\n`) : explorerInput(apdu, mark);
    this.#child.stdin.write(input, () => input.fill(0));
    const markLine = new RegExp(`^${mark} ?\\r?$`);
    return await new Promise<Reply>((resolve, reject) => {
      const finish = (outcome: Reply["outcome"], output: Uint8Array): void => {
        clearTimeout(timer);
        this.#onOutput = () => {};
        resolve({ outcome, output });
      };
      const timer = setTimeout(() => {
        this.#child.kill("SIGKILL");
        finish("silent", this.#output());
      }, timeoutMs);
      this.#onOutput = () => {
        const output = this.#output();
        const answer = beforeMark(output, markLine);
        if (answer !== undefined) return finish("answered", answer);
        if (!this.#hasEnded) return;
        if (this.#startError === undefined) {
          return finish(this.#signal === null ? "ended" : "killed", output);
        }
        clearTimeout(timer);
        reject(
          new HsmError("program-missing", `can't start ${this.#name}`, {
            hint: "install OpenSC again",
            cause: this.#startError,
          }),
        );
      };
      this.#onOutput();
    });
  }

  /** Resolves once stderr holds a whole line that matches, or after `timeoutMs`: a pipe of its own. */
  async stderrLine(pattern: RegExp, timeoutMs: number): Promise<void> {
    const end = Date.now() + timeoutMs;
    while (!pattern.test(this.#stderr) && !this.#hasEnded && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Ends it at once; {@link close} still clears up. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Asks it to quit, kills it if it does not, and removes its configuration. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), QUIT_TIMEOUT);
    await this.#ended;
    clearTimeout(timer);
    this.#wipe();
    this.#stderr = "";
    await this.#configuration[Symbol.asyncDispose]();
  }

  /** All that was printed since the last question, in one buffer. */
  #output(): Buffer {
    const [only] = this.#chunks;
    if (only !== undefined && this.#chunks.length === 1) return only;
    const whole = Buffer.concat(this.#chunks);
    this.#wipe();
    this.#chunks = [whole];
    return whole;
  }

  #wipe(): void {
    for (const chunk of this.#chunks) chunk.fill(0);
    this.#chunks = [];
  }
}

/** What comes before the line of the mark, which is the last one; undefined if that is not there. */
function beforeMark(output: Buffer, markLine: RegExp): Uint8Array | undefined {
  if (output.at(-1) !== 0x0a) return undefined;
  const start = output.subarray(0, -1).lastIndexOf(0x0a) + 1;
  const last = output.subarray(start, -1).toString("latin1");
  return markLine.test(last) ? output.subarray(0, start) : undefined;
}
