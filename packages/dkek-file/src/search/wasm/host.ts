/** What of the platform's WebAssembly is used here: Node and browsers have it, but no common types do. */
interface Host {
  validate(module: Uint8Array<ArrayBuffer>): boolean;
  readonly Module: new (module: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

const { WebAssembly: host } = globalThis as unknown as { readonly WebAssembly: Host };

/** Whether this machine can run a module; false also where it can't read it. */
export function canRun(module: Uint8Array<ArrayBuffer>): boolean {
  return host.validate(module);
}

/** Compiles a module and gives what it exports. */
export function exportsOf(module: Uint8Array<ArrayBuffer>): object {
  return new host.Instance(new host.Module(module)).exports;
}
