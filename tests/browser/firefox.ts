/** A headless Firefox for one page, spoken to by WebDriver BiDi (W3C) over its own socket: playwright drives no Firefox of a distribution. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { findProgram } from './chromium.ts';

export const findFirefox = (): string | undefined => findProgram('firefox-esr') ?? findProgram('firefox');

export type FirefoxPage = {
  open: (url: string) => Promise<void>;
  /** The value of an expression in the page, which may be a promise of one; it must be one that JSON can carry. */
  evaluate: (expression: string) => Promise<unknown>;
  /** Gives a file to the input that the selector names, as a person's choice would. */
  chooseFile: (selector: string, file: string) => Promise<void>;
  /** Addresses that pages asked for on the network, and all that reached the proxy through which the browser must go. */
  requests: () => string[];
  complaints: () => string[];
  close: () => Promise<void>;
};

/** Switches off what the browser does by itself, and sends all that it still does through a proxy. */
const preferences = (proxyPort: number) => ({
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': proxyPort,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': proxyPort,
  'network.proxy.allow_hijacking_localhost': true,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'app.update.enabled': false,
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.aboutwelcome.enabled': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.healthreport.uploadEnabled': false,
  'toolkit.telemetry.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'media.gmp-provider.enabled': false,
  'media.gmp-manager.url': '',
});

const remoteValue = v.object({ type: v.string(), value: v.optional(v.unknown()) });
const answerSchema = v.object({ id: v.optional(v.number()), method: v.optional(v.string()) });
const requestSchema = v.object({ params: v.object({ request: v.object({ url: v.string() }) }) });
const logSchema = v.object({ params: v.object({ level: v.string(), text: v.nullable(v.string()) }) });
const treeSchema = v.object({ contexts: v.tupleWithRest([v.object({ context: v.string() })], v.unknown()) });
const resultSchema = v.variant('type', [
  v.object({ type: v.literal('success'), result: remoteValue }),
  v.object({ type: v.literal('exception'), exceptionDetails: v.object({ text: v.string() }) }),
]);
const nodesSchema = v.object({ nodes: v.tupleWithRest([v.object({ sharedId: v.string() })], v.unknown()) });

/** Starts the browser with an empty profile. Throws when there is none, or when it does not answer. */
export async function startFirefox(): Promise<FirefoxPage> {
  const program = findFirefox();
  if (program === undefined)
    throw new Error('This test needs Firefox: npm run setup-tests installs firefox-esr.');
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(`proxy: ${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    // What the browser asks its own maker whatever it shows.
    if (!/\.mozilla\.(com|net|org):443$/.test(request.url ?? '')) asked.push(`proxy: CONNECT ${request.url}`);
    socket.end('HTTP/1.1 502 No\r\n\r\n');
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const lines = Object.entries(preferences((proxy.address() as AddressInfo).port)).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const args = [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    '--remote-debugging-port',
    '0',
    'about:blank',
  ];
  const firefox = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' },
  });
  const ended = new Promise<void>((done) => firefox.once('exit', () => done()));
  const close = async () => {
    firefox.kill('SIGKILL');
    await ended;
    proxy.closeAllConnections();
    await new Promise((done) => proxy.close(done));
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const session = await startSession(await addressOf(firefox.stderr, ended));
    return { ...session, requests: () => [...session.requests(), ...asked], close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The socket that the browser names on its standard error. */
function addressOf(stderr: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: stderr }).on('line', (line) => {
      const [, address] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
    void ended.then(() => reject(new Error('Firefox ended before it could be spoken to.')));
  });
}

async function startSession(address: string): Promise<Omit<FirefoxPage, 'close'>> {
  const socket = new WebSocket(`${address}/session`);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('Firefox does not answer.')));
  });
  const requests: string[] = [];
  const complaints: string[] = [];
  const waiting = new Map<number, (message: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message: unknown = JSON.parse(String(data));
    const { id, method } = v.parse(answerSchema, message);
    if (id !== undefined) waiting.get(id)?.(message);
    if (method === 'network.beforeRequestSent') {
      const { url } = v.parse(requestSchema, message).params.request;
      if (!/^(file|blob|about|data):/.test(url)) requests.push(url);
    }
    if (method === 'log.entryAdded') {
      const { level, text } = v.parse(logSchema, message).params;
      if (level === 'error' || level === 'warn') complaints.push(`${level}: ${text ?? ''}`);
    }
  });
  let last = 0;
  const send = async (method: string, params: object): Promise<unknown> => {
    const id = (last += 1);
    const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method, params }));
    const answer = (await answered) as { result?: unknown; message?: string };
    waiting.delete(id);
    if (answer.result === undefined) throw new Error(`${method}: ${answer.message}`);
    return answer.result;
  };
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['network.beforeRequestSent', 'log.entryAdded'] });
  const { contexts } = v.parse(treeSchema, await send('browsingContext.getTree', {}));
  const [{ context }] = contexts;
  return {
    open: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    async evaluate(expression) {
      const wrapped = `(async () => JSON.stringify(await (${expression})))()`;
      const params = { expression: wrapped, target: { context }, awaitPromise: true };
      const result = v.parse(resultSchema, await send('script.evaluate', params));
      if (result.type === 'exception') throw new Error(result.exceptionDetails.text);
      return typeof result.result.value === 'string' ? JSON.parse(result.result.value) : undefined;
    },
    async chooseFile(selector, file) {
      const found = await send('browsingContext.locateNodes', {
        context,
        locator: { type: 'css', value: selector },
      });
      const [{ sharedId }] = v.parse(nodesSchema, found).nodes;
      await send('input.setFiles', { context, element: { sharedId }, files: [file] });
    },
    requests: () => requests,
    complaints: () => complaints,
  };
}
