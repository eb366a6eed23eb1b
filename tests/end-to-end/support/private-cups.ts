import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

/** A real CUPS of the test's own: its own folders, and a socket and no port to reach it by. */
export interface PrivateCups {
  /** For everything that is to print there. */
  readonly env: { readonly CUPS_SERVER: string };
  /** Where jobs are spooled, filters work and logs are written. */
  readonly folders: readonly string[];
  /** Of spooled jobs and their data. */
  readonly spool: string;
  readonly log: string;
  /**
   * Adds a queue to a file, through CUPS' own PDF filter.
   *
   * @param filter a program that the document goes through last.
   * @returns the file that it prints to.
   */
  addQueue(name: string, filter?: string): string;
  /** Runs one of CUPS' programs for administrators. */
  administer(program: string, ...args: readonly string[]): string;
  /** What the spool holds of jobs: their control files and their documents. */
  spooled(): string[];
  /** What the jobs of a queue are called. */
  titles(queue: string): string[];
  stop(): Promise<void>;
}

/** Asked for by their owner: to others, CUPS does not tell what jobs are called. */
const GET_JOBS = fileURLToPath(
  new URL("../../../packages/print/requests/get-jobs.ipptool", import.meta.url),
);
const PATIENCE_MS = 30_000;

/** @param preserve what CUPS keeps of finished jobs: a day's, as it does by default, or nothing. */
export async function startCups(preserve: "86400" | "No" = "86400"): Promise<PrivateCups> {
  const home = mkdtempSync(join(tmpdir(), "dkek-cups-"));
  // CUPS' filters run as another user.
  chmodSync(home, 0o755);
  const at = (name: string): string => join(home, name);
  for (const name of ["root", "state", "cache", "log"]) mkdirSync(at(name));
  for (const name of ["spool", "tmp"]) mkdirSync(at(name), { mode: 0o770 });
  const socket = at("cups.sock");
  writeFileSync(
    at("cupsd.conf"),
    [
      `Listen ${socket}`,
      "LogLevel debug",
      "DefaultAuthType None",
      "WebInterface No",
      "Browsing No",
      `PreserveJobFiles ${preserve}`,
      "<Policy default>",
      "  JobPrivateAccess default",
      "  JobPrivateValues default",
      "  <Limit All>",
      "    Order deny,allow",
      "  </Limit>",
      "</Policy>",
      // Where even a job's owner is not told what it is called.
      "<Policy silent>",
      "  JobPrivateAccess @SYSTEM",
      "  JobPrivateValues all",
      "  <Limit All>",
      "    Order deny,allow",
      "  </Limit>",
      "</Policy>",
      "",
    ].join("\n"),
  );
  writeFileSync(
    at("cups-files.conf"),
    [
      ["ServerRoot", "root"],
      ["RequestRoot", "spool"],
      ["TempDir", "tmp"],
      ["StateDir", "state"],
      ["CacheDir", "cache"],
      ["AccessLog", "log/access"],
      ["ErrorLog", "log/error"],
      ["PageLog", "log/page"],
      ["Printcap", "printcap"],
    ]
      .map(([directive, name = ""]) => `${directive} ${at(name)}`)
      .concat("FileDevice Yes", "")
      .join("\n"),
  );
  const daemon = spawn("cupsd", ["-f", "-c", at("cupsd.conf"), "-s", at("cups-files.conf")], {
    stdio: "ignore",
  });
  const env = { CUPS_SERVER: socket };
  const administer = (program: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      env: { ...process.env, ...env, LC_ALL: "C" },
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  };
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(50)) {
    try {
      if (administer("lpstat", "-r").includes("is running")) break;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
  return {
    env,
    folders: ["spool", "tmp", "cache", "state", "log", "root"].map(at),
    spool: at("spool"),
    log: at("log"),
    administer,
    addQueue: (name, filter = "-") => {
      const file = at(`${name}.out`);
      writeFileSync(at(`${name}.ppd`), ppd(filter));
      administer("lpadmin", "-p", name, "-E", "-v", `file:${file}`, "-P", at(`${name}.ppd`));
      return file;
    },
    spooled: () => readdirSync(at("spool")).filter((name) => /^[cd]\d+/.test(name)),
    titles: (queue) => {
      const shown = administer(
        "ipptool",
        "-tv",
        `ipp://${encodeURIComponent(socket)}/printers/${queue}`,
        GET_JOBS,
      );
      return [...shown.matchAll(/job-name \([^)]*\) = (.*)/g)].map(([, title = ""]) => title);
    },
    stop: async () => {
      const ended = new Promise((resolve) => daemon.once("exit", resolve));
      daemon.kill("SIGTERM");
      await ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** What a printer driver says of a printer that takes PDF, so that CUPS' pdftopdf comes first. */
function ppd(filter: string): string {
  const sizes = ["PageSize", "PageRegion"].flatMap((option) => [
    `*OpenUI *${option}: PickOne`,
    `*Default${option}: A4`,
    `*${option} A4/A4: "<</PageSize[595 842]/ImagingBBox null>>setpagedevice"`,
    `*${option} Letter/Letter: "<</PageSize[612 792]/ImagingBBox null>>setpagedevice"`,
    `*CloseUI: *${option}`,
  ]);
  return [
    '*PPD-Adobe: "4.3"',
    '*FormatVersion: "4.3"',
    '*FileVersion: "1.0"',
    "*LanguageVersion: English",
    "*LanguageEncoding: ISOLatin1",
    '*PCFileName: "QUEUE.PPD"',
    '*Manufacturer: "dkek"',
    '*Product: "(Queue to a file)"',
    '*ModelName: "Queue to a file"',
    '*ShortNickName: "Queue to a file"',
    '*NickName: "Queue to a file"',
    '*PSVersion: "(3010.000) 0"',
    '*LanguageLevel: "3"',
    "*ColorDevice: True",
    "*DefaultColorSpace: RGB",
    `*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 ${filter}"`,
    ...sizes,
    "*DefaultImageableArea: A4",
    '*ImageableArea A4/A4: "0 0 595 842"',
    '*ImageableArea Letter/Letter: "0 0 612 792"',
    "*DefaultPaperDimension: A4",
    '*PaperDimension A4/A4: "595 842"',
    '*PaperDimension Letter/Letter: "612 792"',
    "",
  ].join("\n");
}
