import { connect } from 'node:net';

export type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** Whether something accepts connections there within `ms` milliseconds. Nothing is said to it. */
export async function isReachable(address: Address, ms: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address);
    const end = (reached: boolean) => {
      socket.destroy();
      done(reached);
    };
    socket.setTimeout(ms, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** Where to reach a process of this machine that listens on `listen`, which may stand for every address. */
export function localHost(listen: string): string {
  if (listen === '0.0.0.0') return '127.0.0.1';
  return listen === '::' ? '::1' : listen;
}
