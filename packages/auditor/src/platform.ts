// To be imported before everything else: browsers of 2024 and before lack what `using` needs.
// TypeScript's own helpers, and every class that can be disposed of, look these symbols up.
interface Lacking {
  dispose?: symbol;
  asyncDispose?: symbol;
}

const known: Lacking = Symbol;
known.dispose ??= Symbol("Symbol.dispose");
known.asyncDispose ??= Symbol("Symbol.asyncDispose");
