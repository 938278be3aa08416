/** A proxy before the relay that keeps what goes through it, as somebody on the line without TLS would see it. */
import { createServer, connect, type Socket } from 'node:net';

/**
 * Joins the payloads of the frames of one direction of a WebSocket connection (RFC 6455 section 5.2), unmasked; the bytes before the first
 * frame are HTTP. Frames may come cut anywhere.
 */
function createFrameReader(onPayload: (payload: Buffer) => void) {
  let rest = Buffer.alloc(0);
  let isUpgraded = false;
  return (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    if (!isUpgraded) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      onPayload(rest.subarray(0, end));
      rest = rest.subarray(end + 4);
      isUpgraded = true;
    }
    for (;;) {
      if (rest.length < 2) return;
      const second = rest[1] ?? 0;
      const short = second & 127;
      const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
      const head = 2 + lengthBytes + (second & 128 ? 4 : 0);
      if (rest.length < head) return;
      const length =
        lengthBytes === 0 ? short : rest.readUIntBE(lengthBytes === 8 ? 4 : 2, lengthBytes === 8 ? 6 : 2);
      if (rest.length < head + length) return;
      const mask = second & 128 ? rest.subarray(head - 4, head) : Buffer.alloc(4);
      const payload = rest.subarray(head, head + length).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
      onPayload(Buffer.from(payload));
      rest = rest.subarray(head + length);
    }
  };
}

/** Listens on a free port and forwards to the relay's; `heard` gives everything that was said so far, both ways. */
export async function listenBefore(relayUrl: string) {
  const payloads: Buffer[] = [];
  const sockets = new Set<Socket>();
  const port = Number(new URL(relayUrl).port);
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      const read = createFrameReader((payload) => payloads.push(payload));
      from.on('data', (chunk: Buffer) => {
        read(chunk);
        to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    heard: () => Buffer.concat(payloads),
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
