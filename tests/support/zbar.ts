import { spawnSync } from "node:child_process";
import type { Picture } from "./pictures.js";

/** The texts of the QR codes in a picture, as zbar reads them: nothing of ours has a part in it. */
export function codesIn({ width, height, pixels }: Picture): string[] {
  const pgm = Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]);
  const options = ["--nodbus", "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable"];
  const { status, stdout, stderr } = spawnSync("zbarimg", [...options, "pgm:-"], {
    input: pgm,
    encoding: "utf8",
  });
  // 4: it looked, and found none.
  if (status !== 0 && status !== 4) throw new Error(`zbarimg: ${stderr}`);
  return stdout.split("\n").filter((line) => line !== "");
}
