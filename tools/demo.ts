/**
 * `npm run demo -- --out DIR`: the main job without a display. Starts a real third-party console, clips three of its pages with the
 * real extension, lets them be read and classified, pairs the app, accepts, and writes the audit pack, screenshots of extension and
 * app, and a report. Ends with `N passed, N failed`, one for each step.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchWithExtension } from '../tests/browser/launch.ts';
import type { ExtensionBrowser } from '../tests/browser/launch.ts';
import { requestsLeavingLoopback } from '../tests/browser/network-recorder.ts';
import type { RunningConsole } from '../tests/consoles/console.ts';
import { startCockpit } from '../tests/consoles/cockpit.ts';
import { startFossil } from '../tests/consoles/fossil.ts';
import { startMeshCentral } from '../tests/consoles/meshcentral.ts';
import * as person from '../tests/journeys/steps.ts';
import { prepare } from './prepare.ts';

const consoles = {
  fossil: { start: startFossil, pages: ['users', 'access-settings', 'security-audit'] },
  meshcentral: { start: startMeshCentral, pages: ['users', 'account', 'events'] },
  cockpit: { start: startCockpit, pages: ['accounts', 'journal', 'leaver'] },
} as const;
const isConsole = (name: string): name is keyof typeof consoles => name in consoles;

interface ClipReport {
  title: string;
  /** Milliseconds from the click until the clip could be reviewed; clips are read one after the other. */
  ms: number;
  accepted: string[];
}

interface Report {
  console: string;
  startedAt: string;
  steps: { name: string; ok: boolean; ms: number; detail: string }[];
  clips: ClipReport[];
  pack: { file: string; sizeBytes: number; sha256: string; files: number } | undefined;
  requestsLeavingThisMachine: string[];
}

/** What the steps share. */
interface Scene {
  out: string;
  work: string;
  console: RunningConsole;
  browser: ExtensionBrowser;
  appUrl: string;
  report: Report;
}

async function picture(page: Page, scene: Scene, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(scene.out, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function clipPages(scene: Scene, pages: readonly string[]): Promise<string> {
  const { browser, console: target, report } = scene;
  const page = await browser.context.newPage();
  await target.signIn(page);
  const clicked: { title: string; at: number }[] = [];
  let panel: Page | undefined;
  for (const [at, id] of pages.entries()) {
    await target.open(page, id);
    const clickedAt = performance.now();
    await person.clip(browser, page);
    panel ??= await browser.sidePanel('sidepanel.html');
    const card = panel.getByRole('article').nth(at);
    await card.waitFor();
    // The newest card stands first.
    clicked.unshift({
      title: await panel.getByRole('heading', { level: 2 }).first().innerText(),
      at: clickedAt,
    });
  }
  for (const [at, { title, at: clickedAt }] of [...clicked.entries()].reverse()) {
    await person.waitForState(panel!.getByRole('article').nth(at), 'To review');
    report.clips.push({ title, ms: Math.round(performance.now() - clickedAt), accepted: [] });
  }
  await picture(panel!, scene, 'panel-review');
  return report.clips.map(({ title, ms }) => `${title} (${(ms / 1000).toFixed(1)} s)`).join('; ');
}

async function pairWorkspace(scene: Scene): Promise<string> {
  const app = await person.openApp(scene.browser, scene.appUrl);
  await person.pair(scene.browser, app);
  return `${scene.appUrl} and the extension know each other`;
}

async function acceptAll(scene: Scene): Promise<string> {
  const panel = await scene.browser.sidePanel('sidepanel.html');
  for (const [at, clip] of [...scene.report.clips].reverse().entries()) {
    const card = panel.getByRole('article').first();
    clip.accepted = await person.acceptProposals(card, 2, 'A.5.15');
    await person.acceptClip(card);
    const words = at === 0 ? '1 clip handed over' : `${at + 1} clips handed over`;
    await panel.getByText(words).waitFor({ timeout: 60_000 });
  }
  await panel.getByText('clips handed over').click();
  await picture(panel, scene, 'panel-handed-over');
  return scene.report.clips.map(({ title, accepted }) => `${title}: ${accepted.join(', ')}`).join('; ');
}

async function lookAtApp(scene: Scene): Promise<string> {
  const app = appPage(scene);
  const [first] = scene.report.clips;
  const control = first?.accepted[0] ?? '';
  await person.goTo(app, 'Evidence');
  await app.getByText(`${scene.report.clips.length} exhibits`).first().waitFor();
  await picture(app, scene, 'app-evidence');
  await app
    .getByRole('link', { name: first?.title ?? '' })
    .first()
    .click();
  await app.getByRole('img', { name: /^Screenshot of/ }).waitFor();
  await picture(app, scene, 'app-exhibit');
  await person.goTo(app, 'Applicability');
  await picture(app, scene, 'app-soa');
  const details = await person.openControl(app, control);
  await details
    .getByText(first?.title ?? '')
    .first()
    .waitFor();
  await picture(app, scene, 'app-soa-row');
  return `${control} shows ${first?.title}`;
}

async function savePack(scene: Scene): Promise<string> {
  const app = appPage(scene);
  await person.goTo(app, 'Audit pack');
  await picture(app, scene, 'app-pack');
  const saved = await person.save(app, 'Save audit pack (ZIP)', scene.work);
  const file = join(scene.out, 'audit-pack.zip');
  cpSync(saved, file);
  const bytes = readFileSync(file);
  const root = join(scene.work, 'pack');
  execFileSync('unzip', ['-q', file, '-d', root]);
  const [top = ''] = readdirSync(root);
  const checked = execFileSync('sha256sum', ['-c', '99_Integrity/SHA256SUMS'], {
    cwd: join(root, top),
    encoding: 'utf8',
  });
  const signed = ['-verify', 'public-key.pem', '-signature', 'manifest.sig', 'manifest.json'];
  execFileSync('openssl', ['dgst', '-sha256', ...signed], { cwd: join(root, top, '99_Integrity') });
  const files = checked.trim().split('\n').length;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  scene.report.pack = { file: 'audit-pack.zip', sizeBytes: bytes.length, sha256, files };
  return `${bytes.length} bytes; sha256sum accepts its ${files} files, openssl its signature`;
}

function appPage({ browser, appUrl }: Scene): Page {
  const page = browser.context.pages().find((candidate) => candidate.url().startsWith(appUrl));
  if (!page) throw new Error('the app’s tab is gone');
  return page;
}

/** Runs a step, says how it went and notes it. */
async function step(report: Report, name: string, run: () => Promise<string>): Promise<boolean> {
  const started = performance.now();
  const outcome = await run().then(
    (detail) => ({ ok: true, detail }),
    (error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message : String(error) }),
  );
  const ms = Math.round(performance.now() - started);
  report.steps.push({ name, ms, ...outcome });
  console.log(
    `${outcome.ok ? 'done  ' : 'FAILED'} ${(ms / 1000).toFixed(1).padStart(6)} s  ${name}: ${outcome.detail}`,
  );
  return outcome.ok;
}

async function demo(name: keyof typeof consoles, out: string): Promise<Report> {
  const work = mkdtempSync(join(tmpdir(), 'exhibit-demo-'));
  const report: Report = {
    console: name,
    startedAt: new Date().toISOString(),
    steps: [],
    clips: [],
    pack: undefined,
    requestsLeavingThisMachine: [],
  };
  const netLog = join(work, 'network.json');
  const { start, pages } = consoles[name];
  const started = await start({ stateDir: join(work, 'console') });
  const site = await person.serveApp();
  const browser = await launchWithExtension({ extensionDir: person.extensionDir, netLog });
  const scene: Scene = { out, work, console: started, browser, appUrl: site.url, report };
  try {
    const worked =
      (await step(report, `clip ${pages.length} pages of ${name} and read them`, () =>
        clipPages(scene, pages),
      )) &&
      (await step(report, 'pair the workspace', () => pairWorkspace(scene))) &&
      (await step(report, 'accept and hand over', () => acceptAll(scene))) &&
      (await step(report, 'find it in the workspace', () => lookAtApp(scene)));
    if (worked) await step(report, 'write the audit pack', () => savePack(scene));
  } finally {
    await browser.close();
    await Promise.all([site.close(), started.stop()]);
  }
  await step(report, 'ask who was talked to', async () => {
    report.requestsLeavingThisMachine = requestsLeavingLoopback(netLog);
    if (report.requestsLeavingThisMachine.length > 0)
      throw new Error(report.requestsLeavingThisMachine.join(' '));
    return 'nobody outside this machine';
  });
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  return report;
}

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'demo-out' }, console: { type: 'string', default: 'fossil' } },
});
const out = resolve(values.out);
if (!isConsole(values.console)) {
  console.error(`There is no console ${values.console}; choose one of ${Object.keys(consoles).join(', ')}.`);
  process.exitCode = 1;
} else if (await prepare()) {
  mkdirSync(out, { recursive: true });
  const report = await demo(values.console, out);
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, undefined, 2)}\n`);
  console.log(`Written to ${out}: ${readdirSync(out).join(', ')}`);
  const passed = report.steps.filter(({ ok }) => ok).length;
  const failed = report.steps.length - passed;
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} else {
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
