import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inlineEngine } from "@dkek/dkek-file";
import { directChannel, type Exchange, VirtualHsm } from "@dkek/virtual-hsm";
import { FOREIGN_SERIAL, ForeignHsm } from "@dkek/virtual-hsm/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { playCeremony } from "./ceremony.js";
import type { Stage } from "./stage.js";

/** A stage with one HSM after the other in its reader, as often as it is connected to. */
function stageOf(...hsms: readonly VirtualHsm[]): Stage {
  let connections = 0;
  return {
    how: "in a test",
    connect: async () => {
      const hsm = hsms[Math.min(connections++, hsms.length - 1)];
      if (hsm === undefined) throw new Error("a stage without an HSM");
      return directChannel(hsm);
    },
    stockStatus: async () => undefined,
    [Symbol.asyncDispose]: async () => {},
  };
}

/** Plays it in a folder of its own, and gives back what was said. */
async function play(stage: Stage): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "dkek-ceremony-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const progress = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  onTestFinished(() => {
    written.mockRestore();
    progress.mockRestore();
  });
  const settings = { out: join(folder, "set"), scheme: "p224" } as const;
  await playCeremony(
    stage,
    settings,
    new AbortController().signal,
    inlineEngine({ iterations: 9 }),
  );
  expect(existsSync(settings.out)).toBe(true);
  return written.mock.calls.map(([text]) => text).join("");
}

/** Commands that change something in an HSM. */
function changesIn(exchanges: readonly Exchange[]): string[] {
  return exchanges
    .map(({ command }) => Buffer.from(command).toString("hex"))
    .filter((hex) => /^(8050|80520000(?!00$)|00d7)/.test(hex));
}

test("from the set to the KCV on a virtual HSM", async () => {
  const exchanges: Exchange[] = [];
  const hsm = new VirtualHsm({ onExchange: (exchange) => exchanges.push(exchange) });
  const said = await play(stageOf(hsm));
  expect(said).toContain(`HSM ${hsm.serial} shows the KCV`);
  expect(said).toContain("proven:");
  expect(changesIn(exchanges).map((hex) => hex.slice(0, 4))).toEqual(["8050", "8052"]);
});

test("a token without the mark is refused before it is initialised", async () => {
  const exchanges: Exchange[] = [];
  const foreign = new ForeignHsm({ onExchange: (exchange) => exchanges.push(exchange) });
  await expect(play(stageOf(foreign))).rejects.toMatchObject({ code: "not-virtual" });
  expect(foreign.serial).toBe(FOREIGN_SERIAL);
  expect(exchanges.length).toBeGreaterThan(0);
  expect(changesIn(exchanges)).toEqual([]);
});

test("a token without the mark is refused before the import, even if it came meanwhile", async () => {
  const exchanges: Exchange[] = [];
  const foreign = new ForeignHsm({ onExchange: (exchange) => exchanges.push(exchange) });
  const stage = stageOf(new VirtualHsm(), foreign);
  await expect(play(stage)).rejects.toMatchObject({ code: "not-virtual" });
  expect(exchanges.length).toBeGreaterThan(0);
  expect(changesIn(exchanges)).toEqual([]);
});
