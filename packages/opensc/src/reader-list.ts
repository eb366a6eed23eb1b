/** A PC/SC reader, as OpenSC lists it. */
export interface Reader {
  /** Changes whenever a reader is plugged in or out: for people to choose by, never to rely on. */
  readonly index: number;
  /** The PC/SC name, which is unique. */
  readonly name: string;
  readonly cardPresent: boolean;
}

/** The columns of `opensc-tool --list-readers`: number, card, features, name. */
const LINE = /^(?<index>\d+) +(?<card>Yes|No) +(?:PIN pad *)?(?<name>\S.*?)\r?$/;

/** Reads what `opensc-tool --list-readers` prints; without readers it is a sentence saying so. */
export function parseReaderList(output: string): readonly Reader[] {
  const readers: Reader[] = [];
  for (const line of output.split("\n")) {
    const { index, card, name } = LINE.exec(line)?.groups ?? {};
    if (index === undefined || name === undefined) continue;
    readers.push({ index: Number(index), name, cardPresent: card === "Yes" });
  }
  return readers;
}
