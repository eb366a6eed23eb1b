import {
  type ApduChannel,
  type CommandApdu,
  encodeCommand,
  HsmError,
  lookAtStatus,
  type ResponseApdu,
} from "@dkek/hsm";
import { parseAnswer } from "./explorer-answer.js";
import { transmitFailure } from "./explorer-failure.js";
import type { ExplorerProcess, Reply } from "./explorer-process.js";

/** What it writes to stderr in place of an answer; in milliseconds, how long that may take. */
const NO_ANSWER = /^(?:APDU transmit failed|Invalid APDU|error parsing) ?.*\n/m;
const NO_ANSWER_TIMEOUT = 1_000;

/**
 * A running `opensc-explorer` as a channel. The first command without an answer is its last: OpenSC
 * would open the card anew without a word, and it could be another one.
 */
export class ExplorerChannel implements ApduChannel {
  readonly reader: string;
  readonly #program: ExplorerProcess;
  readonly #timeoutMs: number;
  #turn: Promise<unknown> = Promise.resolve();
  #over: HsmError | undefined;
  #closing: Promise<void> | undefined;

  constructor(program: ExplorerProcess, reader: string, timeoutMs: number) {
    this.#program = program;
    this.reader = reader;
    this.#timeoutMs = timeoutMs;
  }

  transmit(command: CommandApdu, timeoutMs = 0): Promise<ResponseApdu> {
    const patience = Math.max(timeoutMs, this.#timeoutMs);
    const answer = this.#turn.then(() => this.#exchange(command, patience));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  close(): Promise<void> {
    this.#over ??= new HsmError("program-failed", `the connection to "${this.reader}" is closed`);
    this.#closing ??= this.#program.close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #exchange(command: CommandApdu, timeoutMs: number): Promise<ResponseApdu> {
    if (this.#over !== undefined) throw this.#over;
    const apdu = encodeCommand(command);
    let reply: Reply | undefined;
    try {
      reply = await this.#program.ask(apdu, timeoutMs);
      const answer = reply.outcome === "answered" ? parseAnswer(reply.output) : undefined;
      if (answer !== undefined) return answer;
      this.#over = await this.#failure(reply, timeoutMs);
      throw this.#over;
    } finally {
      apdu.fill(0);
      reply?.output.fill(0);
    }
  }

  async #failure({ outcome }: Reply, timeoutMs: number): Promise<HsmError> {
    switch (outcome) {
      case "answered":
        await this.#program.stderrLine(NO_ANSWER, NO_ANSWER_TIMEOUT);
        return transmitFailure(this.#program.stderr, this.reader);
      case "ended":
        return new HsmError("program-failed", "opensc-explorer ended before it answered", {
          hint: lookAtStatus(this.reader),
        });
      case "killed":
        return this.#program.killedError();
      case "silent":
        return new HsmError(
          "program-failed",
          `no answer from reader "${this.reader}" within ${timeoutMs / 1000} s`,
          {
            hint: `is another program holding the HSM? Close that, plug the HSM in again, and ${lookAtStatus(this.reader)}`,
          },
        );
    }
  }
}
