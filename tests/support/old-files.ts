import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that lies in a folder, but for the new set in `new`; in hex, by their paths. */
export function oldFiles(cwd: string): Record<string, string> {
  const names = readdirSync(cwd, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.startsWith(join(cwd, "new")));
  return Object.fromEntries(names.map((path) => [path, readFileSync(path).toString("hex")]));
}
