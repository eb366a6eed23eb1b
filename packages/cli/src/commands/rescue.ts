import { AGES } from "@dkek/ceremony/rescue";
import type { Command } from "../command.js";
import { Options } from "../input/options.js";
import { rescueSettings } from "../rescue/settings.js";

export const rescue: Command = {
  positionals: "<file>",
  build: (argv) =>
    argv
      .positional("file", { type: "string", describe: "the .pbe file that the cards don't open" })
      .option("card", {
        type: "string",
        array: true,
        requiresArg: true,
        describe:
          "a card as it can be read, with ? for each digit that can't, check digits in brackets: a text, a picture of its QR code, or - for standard input; else they are asked for",
      })
      .option("record", {
        type: "string",
        requiresArg: true,
        describe: "the set's record (default: record.json beside the .pbe file)",
      })
      .option("threshold", {
        type: "string",
        requiresArg: true,
        describe: "how many cards restore the set, if that is known",
      })
      .option("made-by", {
        type: "string",
        requiresArg: true,
        describe: `which OpenSC made the set, if that is known: ${AGES.join(" or ")} (January 2016)`,
      })
      .option("kcv", {
        type: "string",
        requiresArg: true,
        describe: "the DKEK's key check value as the HSM shows it: is it what was found?",
      })
      .option("backup", {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "a key backup (wrapped key): does what was found restore it?",
      })
      .option("out", {
        type: "string",
        requiresArg: true,
        describe: "a new folder for the cards as they should be",
      })
      .option("max-time", {
        type: "string",
        requiresArg: true,
        describe: "stop after this time, such as 30m, 12h or 3d; the same command goes on",
      })
      .option("part", {
        type: "string",
        requiresArg: true,
        describe: "search one part alone, such as 3/8: the others on other machines",
      })
      .option("threads", {
        type: "string",
        requiresArg: true,
        describe: "how many threads search (default: as many as the machine has processors)",
      })
      .option("checkpoint", {
        type: "string",
        requiresArg: true,
        describe:
          "where it is noted how far the search is (default: FILE.rescue-…, beside the file); no secrets",
      })
      .option("json", { type: "boolean", describe: "report as JSON, without any digits" })
      .example("dkek rescue dkek.pbe --card card-1.txt card-3.txt card-5.txt", "what is wrong?")
      .example("dkek rescue dkek.pbe", "type the cards, with ? for what can't be read")
      .example("dkek rescue dkek.pbe --card card-*.txt --out mended", "write them corrected")
      .example("dkek rescue … --part 1/2", "half of a long search, the other on another machine"),

  prepare: (values) => {
    const settings = rescueSettings(new Options(values));
    return async (context) => {
      const { runRescue } = await import("../rescue/run-rescue.js");
      await runRescue(settings, context);
    };
  },
};
