/** A member's line to the relay, which can be cut and mended: a proxy of its own. */
import { connect, createServer, type Socket } from 'node:net';

export type CutLine = Awaited<ReturnType<typeof openCutLine>>;

export async function openCutLine(relayUrl: string) {
  const port = Number(new URL(relayUrl).port);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const dropAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    cut(): void {
      isCut = true;
      dropAll();
    },
    mend(): void {
      isCut = false;
    },
    async close(): Promise<void> {
      dropAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
