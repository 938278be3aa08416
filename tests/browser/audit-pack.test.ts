import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { build } from 'vite';
import { auditPack } from '#core/pack/audit-pack.ts';
import { sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';
import type { PackPage } from './audit-pack-page.ts';
import { findChromium, withoutToolbar } from './chromium.ts';

const root = join(import.meta.dirname, '../..');
/** Long enough that a zip library which hands big files to a worker would do so. */
const changes = { 'A.5.1': { justification: 'Weil es das Gesetz verlangt. '.repeat(20_000) } };

let folder: string;
let site: Server;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-pack-page-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      outDir: folder,
      lib: {
        entry: join(import.meta.dirname, 'audit-pack-page.ts'),
        formats: ['es'],
        fileName: () => 'pack.js',
      },
    },
  });
  const script = await readFile(join(folder, 'pack.js'));
  site = createServer((request, response) => {
    response.setHeader('content-security-policy', "default-src 'none'; script-src 'self'");
    response.setHeader('content-type', request.url === '/pack.js' ? 'text/javascript' : 'text/html');
    response.end(
      request.url === '/pack.js'
        ? script
        : '<!doctype html><title>Pack</title><script type="module" src="/pack.js"></script>',
    );
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const executablePath = findChromium();
  if (!executablePath) throw new Error('This test needs Chromium; install it or set EXHIBIT_CHROMIUM.');
  const args = [
    '--no-sandbox',
    withoutToolbar,
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ];
  browser = await chromium.launch({ executablePath, args });
});

afterAll(async () => {
  await browser?.close();
  site?.close();
  await rm(folder, { recursive: true, force: true });
});

it.each([
  { timezoneId: 'Pacific/Kiritimati', locale: 'ar-EG' },
  { timezoneId: 'America/St_Johns', locale: 'tr-TR' },
])('makes the same bytes as Node in a browser of $timezoneId, without workers and network', async (place) => {
  const context = await browser.newContext(place);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
  await page.waitForFunction(() => 'packSha256' in globalThis);
  const inBrowser = await page.evaluate(
    (wanted) => (globalThis as unknown as PackPage).packSha256(wanted),
    changes,
  );
  const stream = auditPack(await makeWorkspaceSample(undefined, changes)) as ReadableStream<Bytes>;
  const inNode = await sha256Hex(new Uint8Array(await new Response(stream).arrayBuffer()));
  expect(inBrowser).toBe(inNode);
  expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
});
