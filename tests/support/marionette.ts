import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";

/*
 * Marionette is what every Firefox speaks under geckodriver: JSON over TCP, each message with its length
 * in bytes before it. The commands are WebDriver's. Playwright, which drives Chromium here, was no help:
 * Debian's Firefox is the long-term release, and lacks some of the WebDriver BiDi that it insists on
 * (1.65 asks 153 for emulation.setMediaFeaturesOverride).
 * https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
 */

const START_MS = 60_000;
const END_MS = 20_000;
/** The key that an element's reference has (W3C WebDriver, section 12.1). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Whatever the browser itself would like to say to the world ends at a proxy that is none. */
const SILENT = {
  "network.proxy.type": 1,
  "network.proxy.socks": "127.0.0.1",
  "network.proxy.socks_port": 9,
  "network.proxy.socks_remote_dns": true,
  "network.proxy.failover_direct": false,
};

export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** Debian's Firefox, without a screen, and with a profile of its own that goes with it. */
export class Marionette {
  readonly #socket: Socket;
  readonly #messages: AsyncGenerator<unknown>;
  #commands = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#messages = messagesOf(socket);
  }

  /** Starts it, and ends it with the test. */
  static async start(preferences: Preferences = {}): Promise<Marionette> {
    const home = mkdtempSync(join(tmpdir(), "dkek-firefox-"));
    const profile = join(home, "profile");
    mkdirSync(profile);
    const lines = Object.entries({ ...SILENT, ...preferences, "marionette.port": 0 }).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
    );
    writeFileSync(join(profile, "user.js"), lines.join(""));
    const firefox = spawn(
      "firefox-esr",
      // The last one is for what the browser itself can tell of a page.
      ["--headless", "--profile", profile, "--marionette", "--remote-allow-system-access"],
      { env: { PATH: process.env["PATH"], HOME: home }, stdio: "ignore" },
    );
    const ended = once(firefox, "exit");
    onTestFinished(async () => {
      const impatience = setTimeout(() => firefox.kill("SIGKILL"), END_MS);
      firefox.kill();
      try {
        await ended;
      } finally {
        clearTimeout(impatience);
        rmSync(home, { recursive: true, force: true, maxRetries: 10 });
      }
    }, 2 * END_MS);
    const port = await Promise.race([
      vi.waitUntil(() => portIn(join(profile, "MarionetteActivePort")), { timeout: START_MS }),
      ended.then(([status]) => Promise.reject(new Error(`Firefox ended with ${status}`))),
    ]);
    const marionette = new Marionette(createConnection(port, "127.0.0.1"));
    // Its greeting.
    await marionette.#messages.next();
    await marionette.#do("WebDriver:NewSession");
    return marionette;
  }

  async open(address: string): Promise<void> {
    await this.#do("WebDriver:Navigate", { url: address });
  }

  /** What a script in the page returns, as JSON can say it. */
  async inPage<T>(script: string): Promise<T> {
    return this.#value<T>("WebDriver:ExecuteScript", { script, args: [] });
  }

  /** The same, with all rights of the browser. `window` is the same one each time. */
  async inBrowser<T>(script: string): Promise<T> {
    await this.#do("Marionette:SetContext", { value: "chrome" });
    try {
      return await this.inPage(script);
    } finally {
      await this.#do("Marionette:SetContext", { value: "content" });
    }
  }

  async click(selector: string): Promise<void> {
    await this.#do("WebDriver:ElementClick", { id: await this.#find(selector) });
  }

  /** Types into an element; for one that takes files, their paths, one a line. */
  async type(selector: string, text: string): Promise<void> {
    await this.#do("WebDriver:ElementSendKeys", { id: await this.#find(selector), text });
  }

  async #find(selector: string): Promise<string> {
    const found = await this.#value<Record<string, string>>("WebDriver:FindElement", {
      using: "css selector",
      value: selector,
    });
    return found[ELEMENT] ?? "";
  }

  async #value<T>(name: string, parameters: object): Promise<T> {
    return ((await this.#do(name, parameters)) as { value: T }).value;
  }

  /** One command after the other, so that the next message is its answer. */
  async #do(name: string, parameters: object = {}): Promise<unknown> {
    const command = JSON.stringify([0, ++this.#commands, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(command)}:${command}`);
    const { value, done } = await this.#messages.next();
    if (done) throw new Error(`${name}: Firefox has ended`);
    const [, , error, result] = value as [number, number, { message: string } | null, unknown];
    if (error !== null) throw new Error(`${name}: ${error.message}`);
    return result;
  }
}

function portIn(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}

async function* messagesOf(socket: Socket): AsyncGenerator<unknown> {
  let rest = Buffer.alloc(0);
  for await (const bytes of socket) {
    rest = Buffer.concat([rest, bytes]);
    for (let colon = rest.indexOf(":"); colon >= 0; colon = rest.indexOf(":")) {
      const end = colon + 1 + Number(rest.toString("latin1", 0, colon));
      if (rest.length < end) break;
      yield JSON.parse(rest.toString("utf8", colon + 1, end));
      rest = rest.subarray(end);
    }
  }
}
