/** The peer of `bench:passthrough`: a bare relay of sockets, which looks at nothing. `node bench/bare-relay.ts LISTEN TARGET`. */
import { connect, createServer } from 'node:net';

const [listen = '', target = ''] = process.argv.slice(2);

createServer({ noDelay: true }, (client) => {
  const server = connect({ host: '127.0.0.1', port: Number(target), noDelay: true });
  client.on('data', (chunk) => {
    if (!server.write(chunk)) client.pause();
  });
  server.on('data', (chunk) => {
    if (!client.write(chunk)) server.pause();
  });
  client.on('drain', () => server.resume());
  server.on('drain', () => client.resume());
  client.on('close', () => server.destroy());
  server.on('close', () => client.destroy());
  client.on('error', () => server.destroy());
  server.on('error', () => client.destroy());
}).listen(Number(listen), '127.0.0.1', () => process.send?.('ready'));
