import type { ApduChannel } from "@dkek/hsm";

/** Where a rehearsal plays: a place for virtual HSMs. Disposing of it unplugs them all. */
export interface Stage extends AsyncDisposable {
  /** How its HSMs are reached, in words. */
  readonly how: string;
  /** Whether the real OpenSC is in between, and its programs are asked as well. */
  readonly hasOpenSc: boolean;
  /** Plugs in a virtual HSM that is as it left the factory. */
  plugIn(name: HsmName): Promise<StagedHsm>;
}

/** The one that dies, and the one that takes its place. */
export type HsmName = "A" | "B";

/** A virtual HSM on a stage. */
export interface StagedHsm {
  readonly name: HsmName;
  /** A new connection to it. */
  connect(): Promise<ApduChannel>;
  /** Who else can be asked about it; undefined where there is nobody. */
  readonly witness: Witness | undefined;
  /** Unplugs it for ever: nothing of what it held is kept anywhere. */
  destroy(): Promise<void>;
}

/** Programs of OpenSC that know nothing of us. They answer as they would to anybody, word for word. */
export interface Witness {
  /** What `sc-hsm-tool` says of the HSM. */
  status(): Promise<string>;
  /** What `pkcs15-tool` says of the keys in it. */
  keys(): Promise<string>;
}
