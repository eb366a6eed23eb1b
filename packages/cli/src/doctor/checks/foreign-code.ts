import { green, red } from "../verdict.js";
import { type Check, listed } from "./check.js";

/** Variables that load a library into every program that is started. */
const LOADERS = ["LD_PRELOAD", "LD_AUDIT", "DYLD_INSERT_LIBRARIES"];
/** Variables that have Node load code, or write down what it does. */
const NODE_VARIABLES = ["NODE_V8_COVERAGE", "NODE_DEBUG"];
/** Node's own arguments that let somebody look into the program, or put something into it. */
const INSPECTION =
  /^--(inspect|cpu-prof|heap-prof|heapsnapshot|trace|report|require|import|loader)|^-r$/;
const PRELOADED = "/etc/ld.so.preload";

/** Code that was put into this process from outside. */
export const foreignCode: Check = (machine, { foreignCode: words }) => {
  const variables = [...LOADERS, ...NODE_VARIABLES].filter(
    (name) => (machine.env[name] ?? "").trim() !== "",
  );
  const found = [
    ...variables,
    ...[...machine.nodeArguments, ...(machine.env["NODE_OPTIONS"] ?? "").split(/\s+/)]
      .filter((argument) => INSPECTION.test(argument))
      .map(withoutValue),
    ...((machine.read(PRELOADED) ?? "").trim() === "" ? [] : [PRELOADED]),
  ];
  return found.length === 0 ? green("none", words.none) : red("some", words.some(listed(found)));
};

function withoutValue(argument: string): string {
  return argument.replace(/=.*$/s, "");
}
