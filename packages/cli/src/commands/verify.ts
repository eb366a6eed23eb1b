import { shortSetId } from "@dkek/ceremony";
import type { Command, Context } from "../command.js";
import { type Opening, open, openingOptions, openingSettings } from "../input/opening.js";
import { Options } from "../input/options.js";

export const verify: Command = {
  positionals: "<file>",
  build: (argv) =>
    openingOptions(argv)
      .option("json", { type: "boolean", describe: "report as JSON" })
      .example("dkek verify dkek.pbe --card card-1.txt card-3.txt card-5.txt", "three cards")
      .example("dkek verify dkek.pbe --password", "a .pbe file with a password"),

  prepare: (values) => {
    const options = new Options(values);
    const settings = openingSettings(options);
    const json = options.flag("json");
    return async ({ signal, facts }: Context) => {
      using opening = await open(settings, signal, (setId) => {
        Object.assign(facts, { setId, kcv: null });
      });
      const report = json ? `${JSON.stringify(asJson(opening))}\n` : asText(opening);
      process.stdout.write(report);
    };
  },
};

function asJson({ setId, opened, quorum, recordFile }: Opening): object {
  return {
    ok: true,
    setId,
    kcv: opened.kcv,
    dkekShare: shareOfRecord(recordFile),
    cards: quorum?.cards.map(({ id }) => id) ?? null,
    threshold: quorum?.threshold ?? null,
    stockToolCanOpen: opened.form !== "zeros-kept",
    record: recordFile?.path ?? null,
  };
}

function shareOfRecord(recordFile: Opening["recordFile"]): object | null {
  if (recordFile === undefined) return null;
  const { index, of } = recordFile.record.dkekShare;
  return { index, of };
}

function asText({ setId, opened, quorum, recordFile }: Opening): string {
  const lines = [
    `set ${shortSetId(setId)}: opens`,
    `  with       ${quorum === undefined ? "the password" : cardList(quorum.cards)}`,
    ...(quorum === undefined
      ? []
      : [`  threshold  ${thresholdText(quorum, recordFile !== undefined)}`]),
    `  KCV        ${opened.kcv}${kcvText(recordFile)}`,
    ...(recordFile === undefined ? [] : [`  record     ${recordFile.path}`]),
    ...FORM_NOTES[opened.form],
  ];
  return `${lines.join("\n")}\n`;
}

function cardList(cards: readonly { id: number }[]): string {
  return `cards ${cards.map(({ id }) => id).join(", ")}`;
}

function thresholdText(
  { cards, threshold }: NonNullable<Opening["quorum"]>,
  fromRecord: boolean,
): string {
  if (threshold === undefined)
    return `at most ${cards.length}; a further card or the record would tell`;
  return `${threshold} cards (${fromRecord ? "says the record" : "shown by the surplus cards"})`;
}

function kcvText(recordFile: Opening["recordFile"]): string {
  if (recordFile === undefined) return " of this DKEK share";
  const { index, of } = recordFile.record.dkekShare;
  return of === 1 ? ", as the HSM will show it" : ` of DKEK share ${index} of ${of}`;
}

/** What is to be said of a set whose password begins with zero bytes. */
const FORM_NOTES: Readonly<Record<Opening["opened"]["form"], readonly string[]>> = {
  plain: [],
  "zeros-dropped": [
    "  note       the password begins with zero bytes; it opens without them, as sc-hsm-tool does it",
  ],
  "zeros-kept": [
    "  note       sc-hsm-tool's own import can't open this set: the password begins with a zero byte,",
    "             which it drops. dkek import can; better still, make a new set",
  ],
};
