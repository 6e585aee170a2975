import type { Socket } from 'node:net';

/** Sends a frame together with all others of the same turn: one write for the answers of one commit. */
export function sendFrame(socket: Socket, frame: Buffer): void {
  sendUntil((uncork) => process.nextTick(uncork), socket, frame);
}

/** The same for requests, which come one a socket: together with all that one round of the event loop found waiting, and read so at the other end. */
export function sendFrameOfRound(socket: Socket, frame: Buffer): void {
  sendUntil(setImmediate, socket, frame);
}

function sendUntil(ends: (uncork: () => void) => unknown, socket: Socket, frame: Buffer): void {
  if (socket.writableCorked === 0) {
    socket.cork();
    ends(() => socket.uncork());
  }
  socket.write(frame);
}
