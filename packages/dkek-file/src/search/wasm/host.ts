/** What of the platform's WebAssembly is used here: Node and browsers have it, but no common types do. */
interface Host {
  validate(module: Uint8Array<ArrayBuffer>): boolean;
  readonly Module: new (module: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

const { WebAssembly: host } = globalThis as unknown as { readonly WebAssembly?: Host };

/** Whether this machine can run a module: it can't without WebAssembly, or without what it knows of that. */
export function canRun(module: Uint8Array<ArrayBuffer>): boolean {
  return host?.validate(module) ?? false;
}

/** Compiles a module and gives what it exports. Only where {@link canRun} says so. */
export function exportsOf(module: Uint8Array<ArrayBuffer>): object {
  if (host === undefined) throw new Error("there is no WebAssembly here");
  return new host.Instance(new host.Module(module)).exports;
}
