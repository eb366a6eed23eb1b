// For tests alone: `node --import …/quick-derivation.mjs packages/cli/bin/dkek.js …` is the built program with
// 1,000 iterations in its key derivation instead of 10,000,000. It knows nothing of it, and its files are of
// no use to anything else. Threads need no hook: they are told how many iterations there are.
import { register } from "node:module";
import { isMainThread, MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { KEY_MATERIAL, QUICK_ITERATIONS } from "./quick-derivation-hook.mjs";

if (isMainThread) {
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  register("./quick-derivation-hook.mjs", import.meta.url, {
    data: { asked: port2 },
    transferList: [port2],
  });
  const { PBE_ITERATIONS } = await import(KEY_MATERIAL);
  if (PBE_ITERATIONS !== QUICK_ITERATIONS) {
    throw new Error(`quick derivation: it has ${PBE_ITERATIONS} iterations all the same`);
  }
  process.on("exit", () => {
    for (let said = receiveMessageOnPort(port1); said; said = receiveMessageOnPort(port1)) {
      if (said.message !== import.meta.url) return;
    }
    throw new Error(`quick derivation: the program never loaded ${KEY_MATERIAL}`);
  });
}
