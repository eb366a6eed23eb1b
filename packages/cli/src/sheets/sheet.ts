import type { SecretBytes } from "@dkek/foundation";

/** A sheet that can be made: it is drawn when its turn comes, so that few secrets exist at a time. */
export interface Sheet {
  /** Of its file, without an ending; public. */
  readonly name: string;
  /** What people call it, such as `card 3 (Ada)`. */
  readonly title: string;
  /** Whether nobody but its custodian may read it. */
  readonly secret: boolean;
  make(): Promise<SecretBytes>;
}
