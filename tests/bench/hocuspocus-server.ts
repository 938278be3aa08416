/** Hocuspocus as a process of its own, for `npm run bench:relay`; the port is its argument. */
import { Server } from '@hocuspocus/server';

const server = new Server({ quiet: true, address: '127.0.0.1', port: Number(process.argv[2]) });
await server.listen();
console.log('ready');
