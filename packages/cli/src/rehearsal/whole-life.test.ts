import { lstatSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inlineEngine } from "@dkek/dkek-file";
import { directChannel, type Exchange, VirtualHsm } from "@dkek/virtual-hsm";
import { FOREIGN_SERIAL, ForeignHsm } from "@dkek/virtual-hsm/testing";
import { expect, onTestFinished, test } from "vitest";
import { directStage } from "./direct-stage.js";
import type { Narrator } from "./narrator.js";
import type { HsmName, Stage } from "./stage.js";
import { playWholeLife } from "./whole-life.js";

/** HSMs that stand in a reader one after the other: another one at each connection, then the last. */
type InReader = readonly [VirtualHsm, ...VirtualHsm[]];

function stageOf(readers: Readonly<Record<HsmName, InReader>>): Stage {
  return {
    how: "in a test",
    hasOpenSc: false,
    plugIn: async (name) => {
      const waiting = [...readers[name]];
      return {
        name,
        connect: async () => {
          const hsm = waiting.length > 1 ? waiting.shift() : waiting[0];
          if (hsm === undefined) throw new Error("the HSM was destroyed");
          return directChannel(hsm);
        },
        witness: undefined,
        destroy: async () => void waiting.splice(0),
      };
    },
    [Symbol.asyncDispose]: async () => {},
  };
}

interface Played {
  /** Where the set lies. */
  readonly out: string;
  readonly said: string;
}

/** Plays it in a folder of its own. */
async function play(stage: Stage): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), "dkek-rehearsal-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const said: string[] = [];
  const say = (...lines: readonly string[]): void => void said.push(...lines);
  const tell: Narrator = { step: say, found: say, say, during: (work) => work(() => {}) };
  const out = join(folder, "set");
  const engine = inlineEngine({ iterations: 9 });
  const { signal } = new AbortController();
  await playWholeLife({ out, scheme: "p224", tell, engine, signal }, stage);
  return { out, said: said.join("\n") };
}

/** An HSM's options, and the commands that it got which change something. */
function watched(): { onExchange: (exchange: Exchange) => void; changes: () => string[] } {
  const commands: string[] = [];
  return {
    onExchange: ({ command }) => commands.push(Buffer.from(command).toString("hex")),
    changes: () =>
      commands
        .filter((hex) => /^(8050|80520000(?!00$)|0046|8072|8074|00d7|00e4)/.test(hex))
        .map((hex) => hex.slice(0, 4)),
  };
}

test("from the set to what the second HSM signs", async () => {
  const [ofA, ofB] = [watched(), watched()];
  const a = new VirtualHsm({ serialNumber: 1, onExchange: ofA.onExchange });
  const b = new VirtualHsm({ serialNumber: 2, onExchange: ofB.onExchange });
  const { out, said } = await play(stageOf({ A: [a], B: [b] }));
  expect(said.match(/the signature is right/g)).toHaveLength(2);
  expect(said.match(/it shows the KCV [0-9A-F]{16}, as predicted/g)).toHaveLength(2);
  expect(said).toContain("not proven: that OpenSC carries it");
  expect(ofA.changes().filter((ins) => ins !== "00d7")).toEqual(
    ["8050", "8052", "0046", "0046", "8072", "8072"], // initialised, DKEK, two keys, two backups
  );
  expect(ofB.changes()).not.toContain("0046");
  expect(ofB.changes().filter((ins) => ins === "8074")).toHaveLength(2);
  for (const backup of ["rsa.bin", "ec.bin"]) {
    expect(lstatSync(join(out, "key-backups", backup)).mode & 0o777).toBe(0o600);
  }
});

test.each(["A", "B"] as const)(
  "a token without the mark in place of HSM %s is refused before it is changed",
  async (name) => {
    const { onExchange, changes } = watched();
    const foreign = new ForeignHsm({ onExchange });
    const readers = { A: [new VirtualHsm()], B: [new VirtualHsm()], [name]: [foreign] } as const;
    await expect(play(stageOf(readers))).rejects.toMatchObject({ code: "not-virtual" });
    expect(foreign.serial).toBe(FOREIGN_SERIAL);
    expect(changes()).toEqual([]);
  },
);

test("so is one that came meanwhile, at every connection", async () => {
  for (const before of [1, 2, 3]) {
    const { onExchange, changes } = watched();
    const hsm = new VirtualHsm();
    const foreign = new ForeignHsm({ onExchange });
    const A = [hsm, ...Array.from({ length: before - 1 }, () => hsm), foreign] as const;
    const stage = stageOf({ A, B: [new VirtualHsm()] });
    await expect(play(stage)).rejects.toMatchObject({ code: "not-virtual" });
    expect(changes()).toEqual([]);
  }
});

test("a key that signs for another public key is found out", async () => {
  /** Signs something else than it was given: what a wrong key would look like from outside. */
  class Forgetful extends VirtualHsm {
    override transmit(command: Uint8Array): Promise<Uint8Array> {
      const isSigning = command[0] === 0x80 && command[1] === 0x68;
      const changed = Uint8Array.from(command);
      if (isSigning && command[3] === 0x73) changed[20] = ~(changed[20] ?? 0) & 0xff;
      return super.transmit(changed);
    }
  }
  const stage = stageOf({ A: [new VirtualHsm()], B: [new Forgetful()] });
  await expect(play(stage)).rejects.toMatchObject({ code: "wrong-key" });
});

test("on the direct stage nothing is left of an HSM that was destroyed", async () => {
  await using stage = directStage("in a test");
  const hsm = await stage.plugIn("A");
  await (await hsm.connect()).close();
  await hsm.destroy();
  await expect(hsm.connect()).rejects.toMatchObject({ code: "no-card" });
});
