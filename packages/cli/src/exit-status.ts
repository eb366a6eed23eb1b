/** What the program's exit status says; `dkek --help` lists it. */
export const EXIT = {
  done: 0,
  /** Checked and found wrong: a card, a quorum, a password, a record. */
  wrong: 1,
  /** Wrong use, input that can't be read, or output that can't be written. */
  usage: 2,
  /** The HSM or OpenSC failed. */
  hsm: 3,
  /** A defect of this program. */
  defect: 70,
  interrupted: 130,
  /** Nobody read the output to its end: what a shell shows of programs that SIGPIPE ended. */
  outputUnread: 141,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
