import { connect } from 'node:net';

export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/**
 * Whether something is there within `ms` milliseconds: it accepts a connection and, where a `knock` is sent, answers it. For a process that
 * is frozen the kernel accepts connections all the same.
 */
export async function isReachable(address: Address, ms: number, knock?: Buffer): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address);
    const end = (reached: boolean) => {
      socket.destroy();
      done(reached);
    };
    socket.setTimeout(ms, () => end(false));
    socket.once('connect', () => (knock === undefined ? end(true) : socket.write(knock)));
    socket.once('data', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** Where to reach a process of this machine that listens on `listen`, which may stand for every address. */
export function localHost(listen: string): string {
  if (listen === '0.0.0.0') return '127.0.0.1';
  return listen === '::' ? '::1' : listen;
}
