import type { DoctorWords } from "../doctor-words.js";

export const doctor: DoctorWords = {
  levels: { green: "green", yellow: "yellow", red: "RED", unknown: "?" },
  titles: {
    node: "Node",
    opensc: "OpenSC",
    pcsc: "PC/SC daemon",
    hsm: "HSM",
    printer: "printer",
    spool: "print spool",
    swap: "swap",
    hibernation: "hibernation",
    "core-dumps": "core dumps",
    "temporary-files": "temporary files",
    disk: "disk",
    network: "network",
    radio: "radio",
    machine: "machine",
    terminal: "terminal",
    onlookers: "onlookers",
    "opensc-log": "OpenSC's log",
    "pcsc-log": "PC/SC log",
    spies: "PKCS#11 spies",
    "foreign-code": "foreign code",
    clock: "clock",
  },
  heading: (program, system) => `is this machine fit for a ceremony? (${program}, ${system})`,
  looking: "asking readers and printers",
  accepted: "accepted",
  verdict: {
    allGreen: "all green",
    notAllGreen: (checks) => `not green: ${checks}`,
    refused: (checks) => `NOT FIT: ${checks}`,
  },
  brief: "this machine is not quite fit for a ceremony; dkek doctor says what to do:",
  node: {
    recent: (version) => ({ says: version }),
    old: (version, oldest) => ({
      says: `${version} is too old`,
      todo: `install Node ${oldest} or newer`,
    }),
  },
  opensc: {
    found: (version) => ({ says: version }),
    failed: (why, todo) => (todo === undefined ? { says: why } : { says: why, todo }),
    silent: {
      says: "opensc-tool does not end",
      todo: "type opensc-tool --info to see what it says",
    },
  },
  pcsc: {
    answers: { says: "answers" },
    missing: {
      says: "is not running",
      todo: "start it (systemctl start pcscd), or install it (apt install pcscd)",
    },
    silent: {
      says: "takes connections, and does not answer",
      todo: "restart it (systemctl restart pcscd); take readers out one by one",
    },
    notAsked: { says: "was not asked, for lack of OpenSC", todo: "see OpenSC above" },
  },
  hsm: {
    notAsked: { says: "nobody to ask for readers", todo: "see OpenSC and the PC/SC daemon above" },
    noReader: {
      says: "no reader is attached",
      todo: "plug in the HSM; to make cards alone, none is needed",
    },
    noCard: (readers) => ({
      says: `no card in ${readers}`,
      todo: "put the HSM in; to make cards alone, none is needed",
    }),
    ready: (hsms) => ({ says: hsms }),
    userPinLow: (hsm, tries) =>
      tries === 0
        ? { says: `${hsm}: the user PIN is blocked`, todo: "unblock it with the SO-PIN first" }
        : {
            says: `${hsm}: only ${tries} try for the user PIN is left`,
            todo: "enter the right PIN once, in peace, before the day: that gives all tries back",
          },
    soPinLow: (hsm, tries) =>
      tries === 0
        ? {
            says: `${hsm}: the SO-PIN is blocked for ever`,
            todo: "it can't be initialised again: take another HSM",
          }
        : {
            says: `${hsm}: only ${tries} try for the SO-PIN is left`,
            todo: "one mistake more and this HSM can never be initialised again: take another",
          },
    failed: (reader, why) => ({
      says: `in "${reader}": ${why}`,
      todo: "take the card out and put it in again; if that does not help, try another HSM",
    }),
    slow: (reader) => ({
      says: `the card in "${reader}" does not answer`,
      todo: "close other programs that use it; take it out and put it in again",
    }),
    fresh: "never initialised",
    withDkek: "its DKEK is in",
    waitsForShares: (missing, total) =>
      `waits for ${missing} of ${total} DKEK ${total === 1 ? "share" : "shares"}`,
    withoutDkek: "initialised without a DKEK: takes no share, makes no backups",
  },
  printer: {
    ready: (name) => ({ says: `"${name}" on this machine takes jobs` }),
    none: {
      says: "none",
      todo: "attach one by a cable, or have the cards written by hand (dkek sheet blank)",
    },
    unnamed: (names) => ({
      says: `several: ${names}`,
      todo: "say which one the cards go to: --printer NAME",
    }),
    absent: (name, known) => ({
      says: `there is no "${name}"`,
      todo: known === "" ? "there is none at all: is it attached?" : `there are: ${known}`,
    }),
    stopped: (name, why) => ({
      says: `"${name}" is stopped${why === "" ? "" : `: ${why}`}`,
      todo: `put it right, then: cupsenable ${name}`,
    }),
    refusing: (name, why) => ({
      says: `"${name}" takes no jobs${why === "" ? "" : `: ${why}`}`,
      todo: `put it right, then: cupsaccept ${name}`,
    }),
    file: (name) => ({
      says: `"${name}" is no printer, but writes files: cards stay in them`,
      todo: "use a printer on a cable",
    }),
    remoteServer: (name) => ({
      says: `"${name}" belongs to another machine: cards cross a network`,
      todo: "use a printer on a cable, and unset CUPS_SERVER",
    }),
    network: (name) => ({
      says: `"${name}" is reached over a network: cards cross it`,
      todo: "use a printer on a cable",
    }),
    notTold: (name) => ({
      says: `CUPS does not tell how "${name}" is reached`,
      todo: "look at its cable: it must be a plain one, to this machine",
    }),
    waiting: (name, jobs) => ({
      says: `"${name}" has ${jobs} ${jobs === 1 ? "job" : "jobs"} waiting`,
      todo: `look what they are (lpstat -o ${name}), and cancel them`,
    }),
    failed: (why) => ({ says: why, todo: "is CUPS running? (systemctl start cups)" }),
  },
  spool: {
    noCups: { says: "no CUPS, no spool" },
    elsewhere: {
      says: "CUPS has settings that are not seen from here",
      todo: "look there: PreserveJobFiles No; dkek erases its own jobs in any case",
    },
    unreadable: (path) => ({
      says: `only root may read ${path}`,
      todo: `sudo grep -i preserve ${path}: PreserveJobFiles No should be there`,
    }),
    keepsFiles: (path) => ({
      says: "CUPS keeps what was printed; dkek erases its own jobs, other programs don't",
      todo: `put PreserveJobFiles No into ${path}, and restart CUPS`,
    }),
    onDisk: (folder, device) => ({
      says: `what ${folder} held is erased, but stays on ${device}, which is not encrypted`,
      todo: "put the spool into memory: mount -t tmpfs tmpfs /var/spool/cups, before CUPS starts",
    }),
    safe: (folder) => ({ says: `keeps nothing; ${folder} is in memory or encrypted` }),
  },
  swap: {
    none: { says: "none" },
    inMemory: (devices) => ({ says: `${devices}: compressed memory, not on a disk` }),
    encrypted: (devices) => ({ says: `${devices}: encrypted` }),
    onDisk: (devices) => ({
      says: `${devices} on a disk that is not encrypted: secrets may get there`,
      todo: "as root: swapoff -a",
    }),
  },
  hibernation: {
    impossible: { says: "can't happen here" },
    noSwap: { says: "no room for it: there is no swap on a disk" },
    possible: {
      says: "writes all memory to the disk, when the lid is closed for example",
      todo: "as root: systemctl mask hibernate.target hybrid-sleep.target suspend-then-hibernate.target",
    },
  },
  coreDumps: {
    off: { says: "off" },
    toFile: { says: "a program that crashes leaves its memory in a file", todo: "ulimit -c 0" },
    toProgram: (program) => ({
      says: `a program that crashes gives its memory to ${program}`,
      todo: program.endsWith("systemd-coredump")
        ? "ulimit -c 0"
        : "as root: sysctl kernel.core_pattern=core; then ulimit -c 0",
    }),
  },
  temporaryFiles: {
    safe: (folder) => ({ says: `${folder} is in memory or encrypted` }),
    onDisk: (folder, device) => ({
      says: `${folder} is on ${device}, not encrypted: a viewer may leave pages there`,
      todo: "open no card in a viewer; or, as root: mount -t tmpfs tmpfs /tmp",
    }),
  },
  disk: {
    safe: (folder, kind) => ({
      says: `${folder} is ${kind === "memory" ? "in memory alone" : "encrypted"}`,
    }),
    plain: (folder, device) => ({
      says: `${folder} is on ${device}, not encrypted: erased files are not gone`,
      todo: "print the cards with --printer, or make them in memory (in /dev/shm, say)",
    }),
    network: (folder) => ({
      says: `${folder} is on another machine`,
      todo: "work in a folder of this machine",
    }),
  },
  network: {
    off: { says: "off" },
    routed: (interfaces) => ({
      says: `on, and reaches other networks: ${interfaces}`,
      todo: "pull the cable, switch wireless off; as root: ip link set NAME down",
    }),
    up: (interfaces) => ({
      says: `on: ${interfaces}`,
      todo: "pull the cable, switch wireless off; as root: ip link set NAME down",
    }),
  },
  radio: {
    off: { says: "none, or off" },
    on: (radios) => ({ says: `on: ${radios}`, todo: "rfkill block all" }),
  },
  machine: {
    real: { says: "a real one, as far as it can tell" },
    container: (which) => ({
      says: `a container (${which}): its host can read all of it`,
      todo: "work on a machine itself, started for this alone",
    }),
    virtual: (which) => ({
      says: `a virtual one (${which}): its host can read all of it`,
      todo: "work on a real machine, started for this alone",
    }),
  },
  terminal: {
    quiet: { says: "nothing is seen to record it; look at its own settings, too" },
    recorded: (program) => ({
      says: `${program} writes down what is shown`,
      todo: "leave it, and start in a plain terminal",
    }),
    remote: (program) => ({
      says: `comes from another machine (${program})`,
      todo: "sit down at this machine itself",
    }),
    multiplexed: (program) => ({
      says: `${program} remembers what was shown`,
      todo: "leave it, and start in a plain terminal",
    }),
  },
  onlookers: {
    none: { says: "no program is seen that shows or records this screen" },
    some: (programs) => ({
      says: `may show or record this screen: ${programs}`,
      todo: "end them, and keep them from starting",
    }),
  },
  openscLog: {
    off: { says: "off" },
    byVariable: (variable) => ({
      says: `${variable} asks for a log, with PINs in it`,
      todo: `unset ${variable}; erase what was written`,
    }),
    byFile: (path) => ({
      says: `${path} asks for a log, with PINs in it`,
      todo: "set debug = 0 there; erase what was written",
    }),
    unreadable: (path) => ({
      says: `OPENSC_CONF names ${path}, which can't be read`,
      todo: "unset OPENSC_CONF",
    }),
  },
  pcscLog: {
    off: { says: "off" },
    notRunning: {
      says: "no pcscd is seen running",
      todo: "once it runs, look at its arguments: neither --apdu nor --debug",
    },
    on: (commandLine) => ({
      says: `on, with all that goes to the HSM: ${commandLine}`,
      todo: "start pcscd without --apdu and --debug; erase what was written",
    }),
  },
  spies: {
    none: { says: "none" },
    some: (variables) => ({
      says: `set: ${variables}`,
      todo: `unset ${variables.replaceAll(",", "")}; erase what was written`,
    }),
  },
  foreignCode: {
    none: { says: "none is loaded into dkek" },
    some: (what) => ({
      says: `loaded into dkek, or looking into it: ${what}`,
      todo: "start in a fresh shell; find out who set this",
    }),
  },
  clock: {
    shows: (time) => ({ says: `${time}: compare it with a watch` }),
    tooEarly: (time) => ({
      says: `${time} is in the past`,
      todo: "as root: date -s 'YYYY-MM-DD hh:mm'",
    }),
    hardwareDiffers: (time, seconds) => ({
      says: `${time}, but the hardware's clock is ${seconds} s away from that`,
      todo: "set the right one; then, as root: hwclock --systohc",
    }),
  },
  otherSystem: (system) => ({
    says: `can't be told on ${system}`,
    todo: "look yourself, and note it: docs/CEREMONY.md says what matters",
  }),
  notTold: (what) => ({
    says: `can't be told here: ${what}`,
    todo: "look yourself, and note it",
  }),
};
