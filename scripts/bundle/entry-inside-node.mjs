// Where the executable with Node inside begins. It can't wait as a module does, whose program ends with
// 13 if what it waits for never comes.
import { begin } from "./begin.mjs";

let isOver = false;
process.on("exit", (status) => {
  if (!isOver && status === 0) process.exitCode = 13;
});
begin().finally(() => {
  isOver = true;
});
