import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveFolder, type StaticServer } from './static-server.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-static-'));
const dir = join(work, 'dist');
let server: StaticServer;

beforeAll(async () => {
  mkdirSync(join(dir, 'assets'), { recursive: true });
  writeFileSync(join(work, 'secret.txt'), 'outside');
  writeFileSync(join(dir, 'index.html'), '<title>App</title>');
  writeFileSync(join(dir, 'sw.js'), '// worker');
  writeFileSync(join(dir, 'assets', 'index-B3x_9Qzd.js'), 'export {}');
  writeFileSync(join(dir, 'assets', 'core.wasm'), new Uint8Array([0, 97, 115, 109]));
  server = await serveFolder({ dir, isolate: true });
});

afterAll(async () => {
  await server.close();
  rmSync(work, { recursive: true });
});

const head = async (path: string) => {
  const { status, headers } = await fetch(server.url + path, { method: 'HEAD' });
  return { status, type: headers.get('content-type'), cache: headers.get('cache-control'), headers };
};

it('sends types and caching that fit each file', async () => {
  expect(await head('/')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8', cache: 'no-cache' });
  expect(await head('/sw.js')).toMatchObject({ type: 'text/javascript; charset=utf-8', cache: 'no-cache' });
  expect(await head('/assets/core.wasm')).toMatchObject({ type: 'application/wasm', cache: 'no-cache' });
  expect((await head('/assets/index-B3x_9Qzd.js')).cache).toContain('immutable');
});

it('isolates the page when asked', async () => {
  const { headers } = await head('/');
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
});

it('opens the app for a deep link, and says that a missing asset is missing', async () => {
  // The header with which a browser opens an address; Node's fetch would set its own.
  expect(await rawGet('/soa/A.8.5', 'Sec-Fetch-Mode: navigate')).toContain('<title>App</title>');
  expect((await head('/assets/gone-12345678.js')).status).toBe(404);
});

it('refuses writing and everything outside its folder', async () => {
  expect((await fetch(server.url, { method: 'POST' })).status).toBe(405);
  // fetch would tidy the path up before sending it.
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%00', '/%']) {
    const answer = await rawGet(path);
    expect(answer, path).not.toContain('outside');
    expect(answer, path).toMatch(/^HTTP\/1\.1 4\d\d /);
  }
});

it('says which folder is missing', async () => {
  await expect(serveFolder({ dir: join(work, 'nowhere') })).rejects.toThrow(/nowhere.*Build first/);
});

function rawGet(path: string, header = 'Accept: */*'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\nConnection: close\r\n\r\n`);
  });
}
