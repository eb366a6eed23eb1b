import { parseKcv } from "@dkek/dkek-file";
import { SecretBytes } from "@dkek/foundation";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CommandApdu, encodeCommand, type ResponseApdu } from "./apdu.js";
import type { ApduChannel } from "./channel.js";
import { HsmError, type HsmErrorCode } from "./hsm-error.js";
import type { InitialiseOptions } from "./initialise-options.js";
import { SmartCardHsm } from "./smartcard-hsm.js";
import { encodeTokenInfo } from "./token-info.js";
import transcripts from "./transcripts.json" with { type: "json" };

const SHARE = "25e3a6d6f64fb6ccd51ae6edb6595a14bb3985c8611270958c21cf107671d816";
/** Of the DKEK that this share alone makes, as the card in the transcript said. */
const KCV = "3D399A9B2D94B587";
const ZERO_KCV = "66687AADF862BD77";

/** A channel that answers by a function, and keeps what it was sent. */
class Scripted implements ApduChannel {
  reader = "Test Reader 00 00";
  readonly sent: string[] = [];
  readonly #answer: (command: string) => string | ResponseApdu;

  constructor(answer: (command: string) => string | ResponseApdu) {
    this.#answer = answer;
  }

  async transmit(command: CommandApdu): Promise<ResponseApdu> {
    const hex = bytesToHex(encodeCommand(command));
    this.sent.push(hex);
    const answer = this.#answer(hex);
    if (typeof answer !== "string") return answer;
    return {
      data: hexToBytes(answer.slice(0, -4)),
      sw: Number.parseInt(answer.slice(-4), 16),
    };
  }

  async close(): Promise<void> {}
  async [Symbol.asyncDispose](): Promise<void> {}
}

const changesSomething = (hex: string): boolean =>
  /^8050/.test(hex) || /^80520000./.test(hex.slice(0, 9)) ? hex.length > 10 : /^00d7/.test(hex);

/**
 * A card as the transcripts show it, file by file; what it says to the DKEK question and to the
 * rest can be set.
 */
class PaperCard extends Scripted {
  soTries = "63cf";
  userTries = "63c3";
  /** Answers to `80 52` without a share, one after the other; the last one stays. */
  dkek: string[] = ["010100000000000000009000"];
  importAnswer = `0100${KCV.toLowerCase()}9000`;
  initialiseAnswer: () => string = () => "9000";
  /** Holder references that the certificate shows, one after the other; the last one stays. */
  references: string[] = ["DETEST0000100001"];
  label = "SmartCard-HSM";
  #selected = "";

  constructor() {
    super((hex) => this.#respond(hex));
  }

  #respond(hex: string): string {
    if (hex.startsWith("00a404000b")) return applet;
    if (hex.startsWith("00a40000022f")) {
      this.#selected = hex.slice(10, 14);
      return "9000";
    }
    if (hex.startsWith("00b1")) return this.#read(Number.parseInt(hex.slice(14, 18), 16));
    if (hex === "00200088") return this.soTries;
    if (hex === "00200081") return this.userTries;
    if (hex.startsWith("00200081")) return "9000";
    if (hex.startsWith("00d7")) return "9000";
    if (hex === "8052000000") return first(this.dkek);
    if (hex.startsWith("80520000")) return this.importAnswer;
    if (hex.startsWith("8050")) return this.initialiseAnswer();
    return "6d00";
  }

  #read(offset: number): string {
    const file =
      this.#selected === "2f02"
        ? certificate(first(this.references, offset > 0))
        : bytesToHex(encodeTokenInfo(this.label));
    const piece = file.slice(2 * offset, 2 * offset + 512);
    return `${piece}${piece.length < 512 ? "6282" : "9000"}`;
  }
}

/** Takes the first of a list, but leaves the last one there. */
function first(list: string[], peek = false): string {
  return (!peek && list.length > 1 ? list.shift() : list[0]) ?? "";
}

const applet = "62228102000082010183020000840b2b0601040181c31f0201308a010585050001ff05049000";

function certificate(reference: string): string {
  const tlv = (tag: string, value: Uint8Array): Uint8Array =>
    concatBytes(hexToBytes(tag), Uint8Array.of(0x81, value.length), value);
  const body = tlv("7f4e", tlv("5f20", utf8ToBytes(reference)));
  return bytesToHex(tlv("7f21", concatBytes(body, tlv("5f37", new Uint8Array(64)))));
}

async function failure(promise: Promise<unknown>): Promise<HsmError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(HsmError);
  return error as HsmError;
}

const share = (): SecretBytes => SecretBytes.own(hexToBytes(SHARE));

// --- status

const replay = (...names: (keyof typeof transcripts)[]): Scripted => {
  const answers = new Map(
    names.flatMap((name) =>
      transcripts[name].exchanges.map(({ command, answer }) => [command, answer] as const),
    ),
  );
  // Every file is read by the same command: which one is selected counts.
  const files = transcripts["list-objects"].exchanges;
  let read = 0;
  return new Scripted((hex) => {
    const selecting = files.findIndex(({ command }) => command === hex);
    if (hex.startsWith("00a40000")) read = selecting;
    if (hex.startsWith("00b1")) return files[++read]?.answer ?? "6b00";
    return answers.get(hex) ?? files[selecting]?.answer ?? "6d00";
  });
};

test.each([
  [
    "status-complete",
    { initialised: true, soPinTries: 15, userPinTries: 3 },
    { state: "complete", total: 1, kcv: KCV },
  ],
  [
    "status-pending",
    { initialised: true, soPinTries: 15, userPinTries: 3 },
    { state: "pending", total: 1, missing: 1 },
  ],
  [
    "status-blank",
    { initialised: false, soPinTries: undefined, userPinTries: undefined },
    { state: "none" },
  ],
] as const)("%s, replayed from a real session", async (name, expected, dkek) => {
  const channel = replay(name);
  expect(await new SmartCardHsm(channel).status()).toEqual({
    reader: "Test Reader 00 00",
    serial: "ESPICOHSMTR",
    label: "Pico-HSM",
    firmware: "5.4",
    ...expected,
    dkek,
  });
  expect(channel.sent.filter(changesSomething)).toEqual([]);
});

test("a KCV of zeros is not known, and a blocked PIN has no tries", async () => {
  const card = new PaperCard();
  card.dkek = ["020000000000000000009000"];
  card.userTries = "6983";
  const status = await new SmartCardHsm(card).status();
  expect(status.dkek).toEqual({ state: "complete", total: 2, kcv: undefined });
  expect(status.userPinTries).toBe(0);
  expect(status.serial).toBe("DETEST00001");
  expect(status.label).toBe("SmartCard-HSM");
});

test.each<readonly [HsmErrorCode, (card: PaperCard) => void]>([
  ["unexpected-answer", (card) => (card.dkek = ["010200000000000000009000"])],
  ["unexpected-answer", (card) => (card.dkek = ["01019000"])],
  ["unexpected-answer", (card) => (card.dkek = ["6f00"])],
  ["unexpected-answer", (card) => (card.references = ["SHORT"])],
  ["unexpected-answer", (card) => (card.references = ["DE\u001b[2J00100001"])],
])("%s: an answer that no HSM should give", async (code, spoil) => {
  const card = new PaperCard();
  spoil(card);
  expect((await failure(new SmartCardHsm(card).status())).code).toBe(code);
});

test("a card without the applet is no SmartCard-HSM", async () => {
  for (const answer of ["6a82", "9000", "6f049000", "62039000"]) {
    const { code } = await failure(new SmartCardHsm(new Scripted(() => answer)).status());
    expect(code).toBe("not-a-smartcard-hsm");
  }
});

test("whatever a card answers: an answer of ours, or an error that says so", async () => {
  const answers = fc.record({
    data: fc.uint8Array({ maxLength: 40 }),
    sw: fc.oneof(
      fc.constantFrom(0x9000, 0x6282, 0x63c2, 0x6a88),
      fc.integer({ min: 0, max: 65535 }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(answers), fc.boolean(), async (stream, selects) => {
      const channel = new Scripted((hex) =>
        selects && hex.startsWith("00a40400") ? applet : (stream.next().value as ResponseApdu),
      );
      const hsm = new SmartCardHsm(channel);
      for (const attempt of [
        hsm.status(),
        hsm.challenge(16),
        hsm.importDkekShare(share()),
        hsm.initialise(OPTIONS),
      ]) {
        const error = await attempt.then(
          () => undefined,
          (reason: unknown) => reason,
        );
        if (error !== undefined) expect(error).toBeInstanceOf(HsmError);
      }
    }),
  );
});

// --- challenge

test("random bytes come in pieces", async () => {
  const channel = new Scripted((hex) =>
    hex.startsWith("00a4")
      ? applet
      : `${hex.slice(8, 10).repeat(Number.parseInt(hex.slice(8), 16))}9000`,
  );
  const bytes = await new SmartCardHsm(channel).challenge(300);
  expect(bytes).toEqual(
    concatBytes(
      new Uint8Array(128).fill(128),
      new Uint8Array(128).fill(128),
      new Uint8Array(44).fill(44),
    ),
  );
  expect(await new SmartCardHsm(channel).challenge(0)).toEqual(new Uint8Array(0));
});

test("fewer random bytes than asked for are refused", async () => {
  const channel = new Scripted((hex) => (hex.startsWith("00a4") ? applet : "010203049000"));
  expect((await failure(new SmartCardHsm(channel).challenge(8))).code).toBe("unexpected-answer");
});

// --- import

test("the last share: the very command of sc-hsm-tool, and the KCV read back", async () => {
  const card = new PaperCard();
  card.dkek = ["010100000000000000009000", `0100${KCV}9000`];
  const kcv = parseKcv(KCV);
  const status = await new SmartCardHsm(card).importDkekShare(share(), {
    serial: "DETEST00001",
    ...(kcv && { kcv }),
  });
  expect(status.dkek).toEqual({ state: "complete", total: 1, kcv: KCV });
  const sent = transcripts["import-a"].exchanges.at(-1)?.command;
  expect(card.sent.filter(changesSomething)).toEqual([sent]);
});

const PENDING = "020200000000000000009000";

test.each<readonly [HsmErrorCode, (card: PaperCard) => void, { serial?: string }]>([
  ["wrong-hsm", () => {}, { serial: "DETEST00002" }],
  ["not-initialised", (card) => (card.soTries = "6a88"), {}],
  ["no-dkek-set-up", (card) => (card.dkek = ["6d00"]), {}],
  ["dkek-complete", (card) => (card.dkek = [`0100${KCV}9000`]), {}],
])("%s: found out before the share is sent", async (code, spoil, expectation) => {
  const card = new PaperCard();
  spoil(card);
  const error = await failure(new SmartCardHsm(card).importDkekShare(share(), expectation));
  expect(error.code).toBe(code);
  expect(error.hint).toBeTruthy();
  expect(card.sent.filter(changesSomething)).toEqual([]);
});

test.each<readonly [HsmErrorCode, string, (card: PaperCard) => void]>([
  ["count-mismatch", "the count stays", (card) => (card.dkek = [PENDING, PENDING])],
  ["count-mismatch", "two counted", (card) => (card.dkek = [PENDING, `0200${KCV}9000`])],
  [
    "count-mismatch",
    "another total",
    (card) => (card.dkek = [PENDING, "030100000000000000009000"]),
  ],
  ["count-mismatch", "no DKEK any more", (card) => (card.dkek = [PENDING, "6d00"])],
  [
    "kcv-mismatch",
    "another KCV",
    (card) => (card.dkek = ["010100000000000000009000", "01001122334455667788" + "9000"]),
  ],
  [
    "repeated-share",
    "shares that cancel out",
    (card) => (card.dkek = ["020100000000000000009000", `0200${ZERO_KCV}9000`]),
  ],
  [
    "repeated-share",
    "one share three times",
    (card) => (card.dkek = ["030100000000000000009000", `0300${KCV}9000`]),
  ],
  [
    "wrong-hsm",
    "exchanged",
    (card) => (card.references = ["DETEST0000100001", "DETEST0000200001"]),
  ],
  [
    "unexpected-answer",
    "refused",
    (card) => {
      card.importAnswer = "6985";
      card.dkek = [PENDING, PENDING];
    },
  ],
])("%s after the import: %s", async (code, _what, spoil) => {
  const card = new PaperCard();
  spoil(card);
  const kcv = parseKcv(KCV);
  const expectation = kcv && { kcv };
  const error = await failure(new SmartCardHsm(card).importDkekShare(share(), expectation));
  expect(error.code).toBe(code);
  expect(error.hint).toBeTruthy();
  expect(`${error.message} ${error.hint}`).not.toContain(SHARE.slice(0, 8));
});

const LAST_PENDING = "020100000000000000009000";

test.each<readonly [string, string, (card: PaperCard) => void]>([
  [
    "unexpected-answer",
    "taken, with an answer that makes no sense",
    (card) => {
      card.importAnswer = "6f00";
      card.dkek = [LAST_PENDING, `020000112233445566779000`];
    },
  ],
  [
    "unexpected-answer",
    "refused",
    (card) => {
      card.importAnswer = "6985";
      card.dkek = [LAST_PENDING, LAST_PENDING];
    },
  ],
  ["unexpected-answer", "no status afterwards", (card) => (card.dkek = [LAST_PENDING, "6f00"])],
])("%s after the import, %s: nobody is told to just try again", async (code, what, spoil) => {
  const card = new PaperCard();
  spoil(card);
  const error = await failure(new SmartCardHsm(card).importDkekShare(share()));
  expect(error.code).toBe(code);
  if (what === "no status afterwards") expect(error.message).toContain("the DKEK share was sent");
  expect(error.hint).toMatch(
    /^look at its status before anything else: sc-hsm-tool --reader "Test Reader 00 00"\. Only if .* still 1 DKEK share is missing, import this one again: twice the same cancels out$/,
  );
});

test("a hint holds no command that a shell would take apart", async () => {
  const card = new PaperCard();
  card.reader = "Reader $(reboot) 00 00";
  card.dkek = ["6d00"];
  const { hint } = await failure(new SmartCardHsm(card).importDkekShare(share()));
  expect(hint).toContain("dkek hsm init --reader NUMBER --dkek-shares N");
  expect(hint).not.toContain("reboot");
});

test("a KCV that the card does not tell is no mismatch", async () => {
  const card = new PaperCard();
  card.dkek = ["010100000000000000009000", "010000000000000000009000"];
  const kcv = parseKcv(KCV);
  const status = await new SmartCardHsm(card).importDkekShare(share(), kcv && { kcv });
  expect(status.dkek).toEqual({ state: "complete", total: 1, kcv: undefined });
});

test("a share of another length never gets there", async () => {
  const card = new PaperCard();
  const short = SecretBytes.own(new Uint8Array(31));
  expect((await failure(new SmartCardHsm(card).importDkekShare(short))).code).toBe("bad-option");
  expect(card.sent).toEqual([]);
});

// --- initialise

const OPTIONS: InitialiseOptions = {
  soPin: SecretBytes.own(hexToBytes("3537363231383830")),
  userPin: SecretBytes.own(utf8ToBytes("648219")),
  dkekShares: 2,
};

test("initialised as asked", async () => {
  const card = new PaperCard();
  card.dkek = [PENDING];
  const status = await new SmartCardHsm(card).initialise(OPTIONS);
  expect(status.dkek).toEqual({ state: "pending", total: 2, missing: 2 });
  expect(card.sent.filter(changesSomething)).toHaveLength(1);
});

test.each<readonly [HsmErrorCode, string]>([
  ["last-try", "63c1"],
  ["last-try", "6f00"],
  ["blocked-pin", "63c0"],
  ["blocked-pin", "6983"],
])("%s: an SO-PIN that answers %s is not tried", async (code, soTries) => {
  const card = new PaperCard();
  card.soTries = soTries;
  expect((await failure(new SmartCardHsm(card).initialise(OPTIONS))).code).toBe(code);
  expect(card.sent.filter(changesSomething)).toEqual([]);
});

test("the last try is used when that is allowed", async () => {
  const card = new PaperCard();
  card.soTries = "63c1";
  card.dkek = [PENDING];
  card.initialiseAnswer = () => {
    card.soTries = "63cf";
    return "9000";
  };
  const status = await new SmartCardHsm(card).initialise({ ...OPTIONS, allowLastTry: true });
  expect(status.soPinTries).toBe(15);
});

test.each<readonly [HsmErrorCode, string, RegExp]>([
  ["wrong-pin", "63ce", /14 tries left/],
  ["blocked-pin", "63c0", /blocked/],
  ["unexpected-answer", "63cf", /6985/],
])("%s: refused, with the tries at %s", async (code, after, message) => {
  const card = new PaperCard();
  card.initialiseAnswer = () => {
    card.soTries = after;
    return "6985";
  };
  const error = await failure(new SmartCardHsm(card).initialise(OPTIONS));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(message);
});

test.each<readonly [string, (card: PaperCard) => void]>([
  ["DKEK shares", (card) => (card.dkek = [PENDING, "010100000000000000009000"])],
  ["user PIN tries", (card) => (card.userTries = "63c2")],
  ["label", (card) => (card.label = "not my token")],
  ["serial number", (card) => (card.references = ["DETEST0000100001", "DETEST0000200001"])],
])("another %s than asked for is noticed", async (what, spoil) => {
  const card = new PaperCard();
  card.dkek = [PENDING];
  spoil(card);
  const error = await failure(new SmartCardHsm(card).initialise({ ...OPTIONS, label: "my token" }));
  expect(error.code).toBe("readback-mismatch");
  expect(error.message).toContain(what);
});
