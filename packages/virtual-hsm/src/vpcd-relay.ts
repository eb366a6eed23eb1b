/**
 * A program of its own, started by vpcd-connection.ts inside the network namespace of a private PC/SC daemon:
 * carries bytes between its standard input and output and vpcd's port there. Its last argument
 * is the port. It ends when either side does.
 */
import { connect } from "node:net";

const socket = connect({ host: "127.0.0.1", port: Number(process.argv.at(-1)), noDelay: true });
socket.on("connect", () => {
  // The other side waits for this byte: from now on what it writes reaches the reader.
  process.stdout.write(Uint8Array.of(0));
  process.stdin.pipe(socket);
  socket.pipe(process.stdout);
});
socket.on("error", () => process.exit(1));
socket.on("close", () => process.exit(0));
