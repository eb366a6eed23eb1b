import { expect, test } from "vitest";
import { programPath, searchedFolders } from "./places.js";

test("PATH first, then the usual places, each once, and nothing relative", () => {
  const folders = searchedFolders({ PATH: "/opt/mine:.::bin:/usr/bin" }, "linux");
  expect(folders.slice(0, 2)).toEqual(["/opt/mine", "/usr/bin"]);
  expect(folders).toContain("/usr/local/bin");
  expect(folders.every((folder) => folder.startsWith("/"))).toBe(true);
  expect(new Set(folders).size).toBe(folders.length);
});

test("macOS", () => {
  expect(searchedFolders({}, "darwin")).toContain("/Library/OpenSC/bin");
});

test("Windows: other separators, and programs end in .exe", () => {
  const folders = searchedFolders({ Path: "C:\\mine;relative" }, "win32");
  expect(folders[0]).toBe("C:\\mine");
  expect(folders).not.toContain("relative");
  expect(programPath("C:\\mine", "opensc-tool", "win32")).toBe("C:\\mine\\opensc-tool.exe");
});
