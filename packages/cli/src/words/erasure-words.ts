/** What is said before an HSM is erased. */
export interface ErasureWords {
  readonly inReader: (reader: string) => string;
  readonly keys: string;
  readonly keysUnknown: string;
  readonly none: string;
  readonly noName: string;
  readonly andMore: (count: number) => string;
  readonly certificates: string;
  readonly besideKeys: (count: number) => string;
  readonly otherFiles: string;
  /** In lines that fit. */
  readonly allIsLost: readonly string[];
  readonly nothingIsLost: readonly string[];
  readonly toBecome: string;
  readonly label: string;
  readonly dkek: (shares: number | undefined) => string;
  readonly askSerial: string;
  readonly otherSerial: (serial: string) => string;
  readonly typed: (serial: string) => string;
}
