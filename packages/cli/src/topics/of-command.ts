import type { TopicName } from "./topic.js";

/** What somebody who looks a command up may want to read as well, beside `secrets` and `exit-status`. */
const OF_COMMANDS: Readonly<Record<string, readonly TopicName[]>> = {
  create: ["ceremony", "cards", "schemes", "record"],
  verify: ["cards", "record", "backup"],
  import: ["importing", "cards", "record", "stock-tool"],
  reissue: ["cards", "record", "ceremony"],
  rescue: ["damage", "cards", "stock-tool"],
  sheet: ["cards", "record"],
  inspect: ["cards", "record"],
  rehearse: ["ceremony"],
  doctor: ["ceremony"],
  "virtual-hsm": ["ceremony"],
  "hsm init": ["importing", "backup"],
  "hsm keygen": ["backup"],
  "hsm list": ["backup"],
  "hsm backup": ["backup"],
  "hsm restore": ["backup", "cards"],
};

export function topicsOfCommand(name: string): readonly TopicName[] {
  return [...(OF_COMMANDS[name] ?? []), "secrets", "exit-status"];
}
