/**
 * An audit pack of many large exhibits, made by the built app in a headless Chromium and checked by everybody who can: `npm run bench:pack
 * -- [--exhibits 2000] [--megabytes 1000] [--only-build]`, which builds the app. Measures how far the memory of page and workers grows, of
 * what it consists, and the longest task of the page's thread; then unpacks the file and runs the commands of its VERIFY.txt as they are
 * printed, unless only the building is wanted.
 *
 * Exhibits are sealed, each with a picture of noise; the pack bears the stamp of a real authority (`openssl ts` on loopback), reached
 * through a stand-in for the extension's bridge that speaks its protocol. Needs unzip, openssl, ssh-keygen and 5 times the size on disk.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { answerHandover, type HandoverSource } from '#core/handover/answer.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { serveFolder } from '../../tools/static-server.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
import { quietNetworkArgs } from '../browser/launch.ts';
import { saveDownload } from '../browser/save-download.ts';
import { startStampAuthority } from '../fixtures/stamp-authority.ts';
import { commandsOf } from '../fixtures/verify-commands.ts';
import { makeSite } from '../journeys/app-site.ts';
import { watchTasks } from './longest-task.ts';
import { watchParts, type MemoryParts } from './memory-parts.ts';
import { watchBrowser, watchPeak } from './process-memory.ts';
import { reportBench, rounded, type BenchRow } from './result.ts';
// For the type of globalThis.fillForPack.
import type {} from './pack-page.ts';

const { values } = parseArgs({
  options: {
    exhibits: { type: 'string', default: '2000' },
    megabytes: { type: 'string', default: '1000' },
    'only-build': { type: 'boolean', default: false },
  },
});
const exhibits = Number(values.exhibits);
const pictureBytes = Math.round((Number(values.megabytes) * 1_000_000) / exhibits);
/** For whatever waits for a pack of this size on a busy machine. */
const timeout = 30 * 60_000;
const barMebibytes = 250;
const run = promisify(execFile);

/** The extension as the app meets it: paired, with nothing to hand over, and allowed to ask the authority. */
const extension: HandoverSource = {
  isPaired: async () => true,
  tryCode: async () => ({ reason: 'no-pairing-open' }),
  offers: async () => [],
  record: async () => undefined,
  readFile: async () => undefined,
  noteReceipt: async () => false,
  device: async () => ({ introduction: null, head: null }),
  log: async () => [],
  stamp: (_origin, url, request) => sendStampRequest(url, request, AbortSignal.timeout(timeout)),
};

declare global {
  var answerBridge: (message: unknown) => Promise<unknown>;
}

/** Runs in each page: hands the app's questions to `extension`, as the bridge script would. */
function standInForBridge(): void {
  addEventListener('message', ({ data, ports: [port] }: MessageEvent<{ kind?: string }>) => {
    if (data.kind !== 'exhibit-app' || !port) return;
    port.onmessage = ({ data: question }: MessageEvent<{ kind?: string }>) => {
      if (question.kind !== 'line-closed') void answerBridge(question).then((said) => port.postMessage(said));
    };
  });
}

const executablePath = findChromium();
if (!executablePath) throw new Error('No Chromium found.');
const folder = mkdtempSync(join(tmpdir(), 'exhibit-bench-pack-'));
const site = await makeSite('../bench/pack-page.ts');
const server = await serveFolder({ dir: join(site, 'served') });
const authority = await startStampAuthority();
const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
  executablePath,
  headless: true,
  viewport: { width: 1440, height: 900 },
  args: [...quietNetworkArgs, withoutToolbar, '--no-sandbox', '--no-first-run'],
});
context.setDefaultTimeout(timeout);
await context.exposeFunction('answerBridge', (message: unknown) =>
  answerHandover(message, server.url, extension, '0.1.0'),
);
await context.addInitScript(standInForBridge);
// A headless browser cannot answer the save picker; browsers without one download instead.
await context.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));

/** Another page of the same browser, so that nothing of it is left in the renderer that is measured. */
async function seed(): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${server.url}/seed.html`);
  await page.waitForFunction(() => 'fillForPack' in globalThis);
  const rootPem = readFileSync(authority.rootFile, 'utf8');
  const wish = { exhibits, pictureBytes, authority: { url: authority.url, rootPem } };
  const sizeBytes = await page.evaluate((wanted) => fillForPack(wanted), wish);
  await page.close();
  return sizeBytes;
}

/** The app on one of its screens, with nothing left to collect. */
async function openApp(hash: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${server.url}/isms/${hash}`);
  await page.getByRole('main').waitFor();
  // What the app does once after it opened: its worker's installation, the stamp for the newest seal, the check of all seals.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForTimeout(10_000);
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  if (hash === '#/pack') await page.getByText(`${exhibits.toLocaleString('en')} exhibits, about`).waitFor();
  return page;
}

type Measured = {
  seconds: number;
  growth: number;
  all: number;
  start: number;
  longestTaskMs: number;
  parts: MemoryParts;
};

async function measured(page: Page, work: () => Promise<unknown>): Promise<Measured> {
  const longestTask = await watchTasks(page);
  const memory = await watchBrowser(context);
  const parts = await watchParts(context);
  await memory.begin();
  const before = performance.now();
  await work();
  const seconds = (performance.now() - before) / 1_000;
  const { renderers, all, startRenderers } = memory.growth();
  await memory.stop();
  const longestTaskMs = await longestTask();
  return { seconds, growth: renderers, all, start: startRenderers, longestTaskMs, parts: await parts() };
}

/** What stands in the origin's own file system, where a download waits. */
const waiting = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const folderHandle = await (await navigator.storage.getDirectory()).getDirectoryHandle('downloads');
    let files = 0;
    for await (const _ of folderHandle.keys()) files += 1;
    return files;
  });

/** Milliseconds from Cancel to its answer, in the middle of the work; throws when something is left. */
async function cancelledAfter(page: Page): Promise<number> {
  await page.getByRole('button', { name: 'Save audit pack (ZIP)' }).click();
  // Well behind the documents in front: pictures are being written.
  await page.waitForFunction(() => {
    const bar = document.querySelector('progress');
    return bar !== null && bar.max > 1 && bar.value / bar.max > 0.2;
  });
  const before = performance.now();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing was saved.').waitFor();
  const ms = performance.now() - before;
  if ((await waiting(page)) > 0) throw new Error('a cancelled pack left a file behind');
  return ms;
}

/** Runs the commands of VERIFY.txt in the unpacked pack; throws when one of them fails or says that something does not hold. */
async function verifyByHand(pack: string): Promise<{ commands: number; seconds: number }> {
  const out = join(folder, 'unpacked');
  mkdirSync(out);
  await run('unzip', ['-q', pack, '-d', out]);
  const [top = ''] = readdirSync(out);
  const cwd = join(out, top);
  const commands = commandsOf(readFileSync(join(cwd, '99_Integrity/VERIFY.txt'), 'utf8'));
  const before = performance.now();
  let said = '';
  for (const command of commands) {
    const { stdout, stderr } = await run('sh', ['-c', command], { cwd, maxBuffer: 64 * 1024 * 1024 });
    said += stdout + stderr;
    if (/FAILED|Verification failure/i.test(stdout + stderr))
      throw new Error(`${command}\n${stdout}${stderr}`);
  }
  const count = (what: RegExp) => said.match(what)?.length ?? 0;
  const listed = readFileSync(join(cwd, '99_Integrity/SHA256SUMS'), 'utf8').trim().split('\n').length;
  const expected = { ok: listed, signatures: 1 + exhibits, ssh: 1, stamps: 2 };
  const found = {
    ok: count(/: OK$/gm) - count(/^Verification: OK$/gm),
    signatures: count(/^Verified OK$/gm),
    ssh: count(/^Good "exhibit-pack" signature/gm),
    stamps: count(/^Verification: OK$/gm),
  };
  if (JSON.stringify(found) !== JSON.stringify(expected))
    throw new Error(`VERIFY.txt: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  rmSync(out, { recursive: true });
  return { commands: commands.length, seconds: (performance.now() - before) / 1_000 };
}

/** `npm run verify` on the pack: seconds, and the most memory that its process holds. Throws when it finds a fault. */
async function verifyInNode(pack: string): Promise<{ seconds: number; peak: number }> {
  const before = performance.now();
  const verifier = spawn(
    process.execPath,
    ['--experimental-strip-types', join(import.meta.dirname, '../../tools/verify.ts'), pack, '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const peak = watchPeak(verifier.pid ?? 0);
  let said = '';
  verifier.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => verifier.on('close', resolve));
  peak.stop();
  if (code !== 0) throw new Error(`npm run verify ended with ${String(code)}: ${said.slice(0, 2_000)}`);
  const report = JSON.parse(said) as { exhibits: number; sealed: number; stamp?: unknown };
  if (report.exhibits !== exhibits || report.sealed !== exhibits || !report.stamp)
    throw new Error(`npm run verify saw other things: ${said.slice(0, 2_000)}`);
  return { seconds: (performance.now() - before) / 1_000, peak: peak.peakMebibytes() };
}

const row = (metric: string, unit: string, ours: number, bar?: number): BenchRow => ({
  metric,
  unit,
  ours: rounded(ours),
  peers: bar === undefined ? {} : { bar },
});

/** By hand, by `npm run verify` and in the app. */
async function checkedRows(pack: string): Promise<BenchRow[]> {
  const byHand = await verifyByHand(pack);
  const inNode = await verifyInNode(pack);
  const page = await openApp('#/verify');
  await page.getByRole('checkbox', { name: 'The keys and timestamp authorities of this workspace' }).check();
  const checked = await measured(page, async () => {
    await page.getByLabel('Choose a pack (ZIP)').and(page.locator('input')).setInputFiles(pack);
    await page.locator('.verify-standing').waitFor();
  });
  const standing = await page.locator('.verify-standing').textContent();
  if (standing?.trim() !== 'Nothing is wrong with it, and you know the key that signed it.')
    throw new Error(`Check a pack says: ${String(standing)}`);
  return [
    row('page-memory-growth-checking', 'MiB', checked.growth, barMebibytes),
    row('longest-task-checking', 'ms', checked.longestTaskMs, 50),
    row('checking', 's', checked.seconds),
    row('npm-run-verify-memory', 'MiB', inNode.peak),
    row('npm-run-verify', 's', inNode.seconds),
    row('commands-of-verify-txt', 'commands', byHand.commands),
    row('commands-of-verify-txt-together', 's', byHand.seconds),
  ];
}

try {
  const pictures = await seed();
  console.log(`${exhibits} sealed exhibits, ${Math.round(pictures / 1_000_000)} MB of pictures`);
  // What an app does after its first start, in a worker of the page's process, is no part of making a pack.
  let page = await openApp('#/settings');
  await page.getByText('All files checked').waitFor();
  await page.close();
  page = await openApp('#/pack');
  const cancelMs = await cancelledAfter(page);
  await page.close();
  page = await openApp('#/pack');
  const downloads = join(folder, 'downloads');
  mkdirSync(downloads);
  let pack = '';
  const built = await measured(page, async () => {
    const press = () => page.getByRole('button', { name: 'Save audit pack (ZIP)' }).click();
    pack = await saveDownload(page, downloads, press, timeout);
  });
  await page.locator('.file-end[data-kind="done"]').waitFor();
  await page.close();
  const packBytes = statSync(pack).size;
  console.log(`built: ${JSON.stringify(built)}`);
  const rows = [
    row('exhibits', 'exhibits', exhibits),
    row('pictures', 'MB', pictures / 1_000_000),
    row('pack', 'MB', packBytes / 1_000_000),
    row('page-memory-before', 'MiB', built.start),
    row('page-memory-growth-building', 'MiB', built.growth, barMebibytes),
    ...Object.entries(built.parts).map(([part, growth]) => row(`${part}-growth-building`, 'MiB', growth)),
    row('browser-memory-growth-building', 'MiB', built.all),
    row('longest-task-building', 'ms', built.longestTaskMs, 50),
    row('building', 's', built.seconds),
    row('cancelling', 'ms', cancelMs),
  ];
  if (!values['only-build']) rows.push(...(await checkedRows(pack)));
  reportBench('pack', rows, `Chromium ${context.browser()?.version() ?? ''}`);
  process.exitCode = built.growth < barMebibytes ? 0 : 1;
} finally {
  await context.close();
  await server.close();
  await authority.close();
  rmSync(site, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
