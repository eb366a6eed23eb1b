import type { DoctorWords } from "../doctor-words.js";

export const doctor: DoctorWords = {
  levels: { green: "grün", yellow: "gelb", red: "ROT", unknown: "?" },
  titles: {
    node: "Node",
    opensc: "OpenSC",
    pcsc: "PC/SC-Dienst",
    hsm: "HSM",
    printer: "Drucker",
    spool: "Druckpuffer",
    swap: "Auslagerung",
    hibernation: "Ruhezustand",
    "core-dumps": "Speicherabzug",
    "temporary-files": "Hilfsdateien",
    disk: "Festplatte",
    network: "Netz",
    radio: "Funk",
    machine: "Rechner",
    terminal: "Terminal",
    onlookers: "Mitleser",
    "opensc-log": "OpenSC-Log",
    "pcsc-log": "PC/SC-Log",
    spies: "PKCS#11-Spione",
    "foreign-code": "fremder Code",
    clock: "Uhr",
  },
  heading: (program, system) => `Taugt dieser Rechner für eine Zeremonie? (${program}, ${system})`,
  looking: "Leser und Drucker werden gefragt",
  accepted: "hingenommen",
  verdict: {
    allGreen: "alles grün",
    notAllGreen: (checks) => `nicht grün: ${checks}`,
    refused: (checks) => `TAUGT NICHT: ${checks}`,
  },
  brief: "Dieser Rechner ist für eine Zeremonie nicht ganz geeignet; dkek doctor sagt mehr:",
  node: {
    recent: (version) => ({ says: version }),
    old: (version, oldest) => ({
      says: `${version} ist zu alt`,
      todo: `Installieren Sie Node ${oldest} oder neuer.`,
    }),
  },
  opensc: {
    found: (version) => ({ says: version }),
    failed: (why, todo) => (todo === undefined ? { says: why } : { says: why, todo }),
    silent: {
      says: "opensc-tool kommt zu keinem Ende: Es wartet auf den PC/SC-Dienst",
      todo: "Starten Sie diesen neu (systemctl restart pcscd); ziehen Sie Leser einzeln heraus.",
    },
  },
  pcsc: {
    answers: { says: "antwortet" },
    missing: {
      says: "läuft nicht",
      todo: "Starten Sie ihn (systemctl start pcscd), oder installieren Sie ihn (apt install pcscd).",
    },
    silent: {
      says: "nimmt Verbindungen an und antwortet nicht",
      todo: "Starten Sie ihn neu (systemctl restart pcscd); ziehen Sie Leser einzeln heraus.",
    },
    notAsked: {
      says: "wurde nicht gefragt, mangels OpenSC",
      todo: "Siehe oben: OpenSC",
    },
  },
  hsm: {
    notAsked: {
      says: "niemand da, den man nach Lesern fragen kann",
      todo: "Siehe oben: OpenSC, PC/SC-Dienst.",
    },
    noReader: {
      says: "kein Leser angeschlossen",
      todo: "Stecken Sie das HSM ein; nur um Karten zu erzeugen, braucht man keins.",
    },
    noCard: (readers) => ({
      says: `keine Karte in ${readers}`,
      todo: "Stecken Sie das HSM hinein; nur um Karten zu erzeugen, braucht man keins.",
    }),
    ready: (hsms) => ({ says: hsms }),
    userPinLow: (hsm, tries) =>
      tries === 0
        ? {
            says: `${hsm}: Die Benutzer-PIN ist gesperrt`,
            todo: "Entsperren Sie sie zuerst mit der SO-PIN.",
          }
        : {
            says: `${hsm}: nur noch ${tries} Versuch für die Benutzer-PIN`,
            todo: "Geben Sie vor dem großen Tag einmal in Ruhe die richtige PIN ein: Danach sind alle Versuche wieder da.",
          },
    soPinLow: (hsm, tries) =>
      tries === 0
        ? {
            says: `${hsm}: Die SO-PIN ist für immer gesperrt`,
            todo: "Es kann nie wieder initialisiert werden: Nehmen Sie ein anderes HSM.",
          }
        : {
            says: `${hsm}: nur noch ${tries} Versuch für die SO-PIN`,
            todo: "Noch ein Fehler, und dieses HSM kann nie wieder initialisiert werden: Nehmen Sie ein anderes.",
          },
    failed: (reader, why) => ({
      says: `in „${reader}“: ${why}`,
      todo: "Ziehen Sie das HSM heraus und stecken Sie es wieder ein; hilft das nicht, nehmen Sie ein anderes.",
    }),
    slow: (reader) => ({
      says: `Was in „${reader}“ steckt, antwortet nicht`,
      todo: "Schließen Sie andere Programme, die es benutzen; ziehen Sie es heraus und stecken Sie es wieder ein.",
    }),
    fresh: "nie initialisiert",
    withDkek: "sein DKEK ist darin",
    waitsForShares: (missing, total) =>
      total === 1
        ? "wartet auf seinen DKEK-Anteil"
        : `wartet auf ${missing} von ${total} DKEK-Anteilen`,
    withoutDkek: "ohne DKEK initialisiert: nimmt keinen Anteil, macht keine Sicherung",
  },
  printer: {
    ready: (name) => ({ says: `„${name}“ an diesem Rechner nimmt Aufträge an` }),
    none: {
      says: "keiner",
      todo: "Schließen Sie einen mit einem Kabel an, oder lassen Sie die Karten von Hand schreiben (dkek sheet blank).",
    },
    unnamed: (names) => ({
      says: `mehrere: ${names}`,
      todo: "Sagen Sie, auf welchem die Karten gedruckt werden: --printer NAME",
    }),
    absent: (name, known) => ({
      says: `„${name}“ gibt es nicht`,
      todo: known === "" ? "Es gibt gar keinen: Ist er angeschlossen?" : `Es gibt: ${known}`,
    }),
    stopped: (name, why) => ({
      says: `„${name}“ ist angehalten${why === "" ? "" : `: ${why}`}`,
      todo: `Bringen Sie ihn in Ordnung, dann: cupsenable ${name}`,
    }),
    refusing: (name, why) => ({
      says: `„${name}“ nimmt keine Aufträge an${why === "" ? "" : `: ${why}`}`,
      todo: `Bringen Sie ihn in Ordnung, dann: cupsaccept ${name}`,
    }),
    file: (name) => ({
      says: `„${name}“ ist kein Drucker, sondern schreibt Dateien: Die Karten bleiben darin`,
      todo: "Nehmen Sie einen Drucker mit Kabel.",
    }),
    remoteServer: (name) => ({
      says: `„${name}“ hängt an einem anderen Rechner: Die Karten gehen über ein Netz`,
      todo: "Nehmen Sie einen Drucker mit Kabel, und löschen Sie die Variable CUPS_SERVER.",
    }),
    network: (name) => ({
      says: `„${name}“ wird über ein Netz erreicht: Die Karten gehen hindurch`,
      todo: "Nehmen Sie einen Drucker mit Kabel.",
    }),
    notTold: (name) => ({
      says: `CUPS sagt nicht, wie „${name}“ erreicht wird`,
      todo: "Sehen Sie nach seinem Kabel: Es muss zu diesem Rechner führen.",
    }),
    waiting: (name, jobs) => ({
      says: `Vor „${name}“ ${jobs === 1 ? "wartet 1 Auftrag" : `warten ${jobs} Aufträge`}`,
      todo: `Sehen Sie nach, was das ist (lpstat -o ${name}), und brechen Sie es ab.`,
    }),
    failed: (why) => ({ says: why, todo: "Läuft CUPS? (systemctl start cups)" }),
  },
  spool: {
    noCups: { says: "kein CUPS, kein Druckpuffer" },
    elsewhere: {
      says: "Die Einstellungen von CUPS sind von hier aus nicht zu sehen",
      todo: "Sehen Sie dort nach: PreserveJobFiles No; dkek löscht seine Aufträge auf jeden Fall.",
    },
    unreadable: (path) => ({
      says: `Nur root darf ${path} lesen`,
      todo: `sudo grep -i preserve ${path}: Da sollte PreserveJobFiles No stehen.`,
    }),
    keepsFiles: (path) => ({
      says: "CUPS hebt Gedrucktes auf; dkek löscht seine Aufträge, andere Programme nicht",
      todo: `Schreiben Sie PreserveJobFiles No in ${path}, und starten Sie CUPS neu.`,
    }),
    onDisk: (folder, device) => ({
      says: `Was in ${folder} war, wird gelöscht, bleibt aber auf ${device} liegen: nicht verschlüsselt`,
      todo: "Legen Sie den Druckpuffer in den Speicher, bevor CUPS startet: mount -t tmpfs tmpfs /var/spool/cups",
    }),
    safe: (folder) => ({
      says: `hebt nichts auf; ${folder} liegt im Speicher oder ist verschlüsselt`,
    }),
  },
  swap: {
    none: { says: "keine" },
    inMemory: (devices) => ({ says: `${devices}: gepackter Speicher, auf keiner Platte` }),
    encrypted: (devices) => ({ says: `${devices}: verschlüsselt` }),
    onDisk: (devices) => ({
      says: `${devices} auf einer Platte, unverschlüsselt: Geheimnisse können dorthin geraten`,
      todo: "Als root: swapoff -a",
    }),
  },
  hibernation: {
    impossible: { says: "kommt hier nicht vor" },
    noSwap: { says: "kein Platz dafür: nichts wird auf eine Platte ausgelagert" },
    possible: {
      says: "schreibt den ganzen Speicher auf die Platte, etwa wenn der Deckel zugeht",
      todo: "Als root: systemctl mask hibernate.target hybrid-sleep.target suspend-then-hibernate.target",
    },
  },
  coreDumps: {
    off: { says: "aus" },
    toFile: {
      says: "Ein Programm, das abstürzt, lässt seinen Speicher in einer Datei zurück",
      todo: "ulimit -c 0",
    },
    toProgram: (program) => ({
      says: `Ein Programm, das abstürzt, gibt seinen Speicher an ${program}`,
      todo: program.endsWith("systemd-coredump")
        ? "ulimit -c 0"
        : "Als root: sysctl kernel.core_pattern=core; danach ulimit -c 0",
    }),
  },
  temporaryFiles: {
    safe: (folder) => ({ says: `${folder} liegt im Speicher oder ist verschlüsselt` }),
    onDisk: (folder, device) => ({
      says: `${folder} liegt unverschlüsselt auf ${device}: Dort kann ein Anzeigeprogramm Seiten liegen lassen`,
      todo: "Öffnen Sie keine Karte mit einem Anzeigeprogramm; oder, als root: mount -t tmpfs tmpfs /tmp",
    }),
  },
  disk: {
    safe: (folder, kind) => ({
      says: `${folder} ${kind === "memory" ? "liegt nur im Speicher" : "ist verschlüsselt"}`,
    }),
    plain: (folder, device) => ({
      says: `${folder} liegt unverschlüsselt auf ${device}: Was gelöscht wurde, ist nicht weg`,
      todo: "Drucken Sie die Karten mit --printer, oder erzeugen Sie sie im Speicher (etwa in /dev/shm).",
    }),
    network: (folder) => ({
      says: `${folder} liegt auf einem anderen Rechner`,
      todo: "Arbeiten Sie in einem Ordner auf diesem Rechner.",
    }),
  },
  network: {
    off: { says: "aus" },
    routed: (interfaces) => ({
      says: `an, und führt in andere Netze: ${interfaces}`,
      todo: "Ziehen Sie das Kabel, schalten Sie den Funk aus; als root: ip link set NAME down",
    }),
    up: (interfaces) => ({
      says: `an: ${interfaces}`,
      todo: "Ziehen Sie das Kabel, schalten Sie den Funk aus; als root: ip link set NAME down",
    }),
  },
  radio: {
    off: { says: "keiner, oder aus" },
    on: (radios) => ({ says: `an: ${radios}`, todo: "Schalten Sie ihn aus: rfkill block all" }),
  },
  machine: {
    real: { says: "ein echter, soweit sich das sagen lässt" },
    container: (which) => ({
      says: `ein Container (${which}): Wer ihn betreibt, kann alles mitlesen`,
      todo: "Arbeiten Sie auf einem Rechner selbst, der nur dafür gestartet wurde.",
    }),
    virtual: (which) => ({
      says: `ein virtueller (${which}): Wer ihn betreibt, kann alles mitlesen`,
      todo: "Arbeiten Sie auf einem echten Rechner, der nur dafür gestartet wurde.",
    }),
  },
  terminal: {
    quiet: {
      says: "Nichts zeichnet es auf, soweit man sieht; prüfen Sie auch seine Einstellungen",
    },
    recorded: (program) => ({
      says: `${program} schreibt auf, was gezeigt wird`,
      todo: "Verlassen Sie es, und beginnen Sie in einem einfachen Terminal.",
    }),
    remote: (program) => ({
      says: `gehört zu einem anderen Rechner (${program})`,
      todo: "Setzen Sie sich an diesen Rechner selbst.",
    }),
    multiplexed: (program) => ({
      says: `${program} merkt sich, was gezeigt wurde`,
      todo: "Verlassen Sie es, und beginnen Sie in einem einfachen Terminal.",
    }),
  },
  onlookers: {
    none: { says: "kein Programm gesehen, das diesen Bildschirm zeigt oder aufzeichnet" },
    some: (programs) => ({
      says: `könnten diesen Bildschirm zeigen oder aufzeichnen: ${programs}`,
      todo: "Beenden Sie sie, und sorgen Sie dafür, dass sie nicht wieder starten.",
    }),
  },
  openscLog: {
    off: { says: "aus" },
    byVariable: (variable) => ({
      says: `${variable} verlangt ein Log, in dem PINs stehen`,
      todo: `unset ${variable}; löschen Sie, was geschrieben wurde.`,
    }),
    byFile: (path) => ({
      says: `${path} verlangt ein Log, in dem PINs stehen`,
      todo: "Setzen Sie dort debug = 0; löschen Sie, was geschrieben wurde.",
    }),
    unreadable: (path) => ({
      says: `OPENSC_CONF nennt ${path}; das lässt sich nicht lesen`,
      todo: "unset OPENSC_CONF",
    }),
  },
  pcscLog: {
    off: { says: "aus" },
    notRunning: {
      says: "Es läuft kein pcscd, soweit man sieht",
      todo: "Sehen Sie seine Argumente an, sobald er läuft: weder --apdu noch --debug",
    },
    on: (commandLine) => ({
      says: `an, mit allem, was das HSM bekommt: ${commandLine}`,
      todo: "Starten Sie pcscd ohne --apdu und --debug; löschen Sie, was geschrieben wurde.",
    }),
  },
  spies: {
    none: { says: "keine" },
    some: (variables) => ({
      says: `gesetzt: ${variables}`,
      todo: `unset ${variables.replaceAll(",", "")}; löschen Sie, was geschrieben wurde.`,
    }),
  },
  foreignCode: {
    none: { says: "keiner in dkek geladen" },
    some: (what) => ({
      says: `in dkek geladen, oder sieht hinein: ${what}`,
      todo: "Beginnen Sie in einer frischen Shell; finden Sie heraus, wer das gesetzt hat.",
    }),
  },
  clock: {
    shows: (time) => ({ says: `${time}: Vergleichen Sie mit einer Armbanduhr` }),
    tooEarly: (time) => ({
      says: `${time} liegt in der Vergangenheit`,
      todo: "Als root: date -s 'JJJJ-MM-TT hh:mm'",
    }),
    hardwareDiffers: (time, seconds) => ({
      says: `${time}; die Uhr der Hardware weicht um ${seconds} s davon ab`,
      todo: "Stellen Sie die richtige Zeit ein; dann, als root: hwclock --systohc",
    }),
  },
  otherSystem: (system) => ({
    says: `unter ${system} nicht festzustellen`,
    todo: "Sehen Sie selbst nach, und vermerken Sie es: docs/CEREMONY.md sagt, worauf es ankommt.",
  }),
  notTold: (what) => ({
    says: `hier nicht festzustellen: ${what}`,
    todo: "Sehen Sie selbst nach, und vermerken Sie es.",
  }),
};
