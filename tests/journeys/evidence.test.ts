/** The whole way on two real consoles: click, read, classify, review, pair, hand over, SoA row, pack - and nothing leaves. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PackReport } from '#core/verify/verification.ts';
import type { StaticServer } from '../../tools/static-server.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser } from '../browser/launch.ts';
import { networkAttempts, requestsLeavingLoopback } from '../browser/network-recorder.ts';
import type { RunningConsole } from '../consoles/console.ts';
import { startFossil } from '../consoles/fossil.ts';
import { startStampAuthority } from '../fixtures/stamp-authority.ts';
import type { StampAuthority } from '../fixtures/stamp-authority.ts';
import { startMeshCentral } from '../consoles/meshcentral.ts';
import {
  acceptClip,
  acceptProposals,
  addControl,
  clip,
  clipCard,
  extensionDir,
  goTo,
  openApp,
  openControl,
  pair,
} from './steps.ts';
import { save, serveApp, waitForState } from './steps.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-evidence-'));
const netLog = join(work, 'network.json');
let consoles: RunningConsole[] = [];
let browser: ExtensionBrowser;
let site: StaticServer;
let authority: StampAuthority;
let app: Page;
let panel: Page;
/** What was clipped: the page's title, its console's address, and the controls that were accepted for it. */
const clipped: { title: string; baseUrl: string; controls: string[] }[] = [];

/** Clips these pages of a console one after the other, as an owner walks through it. */
async function clipPages(console: RunningConsole, pageIds: string[]): Promise<void> {
  const page = await browser.context.newPage();
  await console.signIn(page);
  for (const id of pageIds) {
    await console.open(page, id);
    const before = panel ? await panel.getByRole('article').count() : 0;
    await clip(browser, page);
    panel ??= await browser.sidePanel('sidepanel.html');
    await expect.poll(() => panel.getByRole('article').count(), { timeout: 20_000 }).toBe(before + 1);
    // Whoever leaves the page before it was read has a picture alone, and is told so.
    await panel
      .getByRole('article')
      .first()
      .getByRole('status')
      .getByText('Saving')
      .waitFor({ state: 'detached' });
    const title = await panel.getByRole('article').first().getByRole('heading').first().innerText();
    clipped.unshift({ title, baseUrl: console.baseUrl, controls: [] });
  }
  await page.close();
}

/** Accepts the clip, and everything of the extension dies when its seal is made and not stored yet. */
async function dieBetweenSealAndTransaction(card: Locator): Promise<void> {
  await panel.evaluate(() => {
    const sign = SubtleCrypto.prototype.sign;
    SubtleCrypto.prototype.sign = async function (this: SubtleCrypto, ...input: Parameters<typeof sign>) {
      const signature = await sign.apply(this, input);
      // The first line that is signed is the device's introduction.
      if (!new TextDecoder().decode(input[2]).includes('exhibit-seal/1')) return signature;
      document.body.dataset['sealed'] = 'yes';
      return new Promise<never>(() => undefined);
    };
  });
  await acceptClip(card);
  await panel.locator('body[data-sealed=yes]').waitFor();
  await browser.killServiceWorker();
  await panel.reload();
  await waitForState(card, 'To review');
}

beforeAll(async () => {
  consoles = await Promise.all([
    startFossil({ stateDir: join(work, 'fossil') }),
    startMeshCentral({ stateDir: join(work, 'meshcentral') }),
  ]);
  site = await serveApp();
  authority = await startStampAuthority();
  browser = await launchWithExtension({ extensionDir, netLog });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await authority?.close();
  await Promise.all(consoles.map((console) => console.stop()));
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

describe('from a click to a row of the SoA', () => {
  it('clips pages of two real consoles, reads them and waits for a person', async () => {
    const [fossil, meshcentral] = consoles;
    if (!fossil || !meshcentral) throw new Error('both consoles must run');
    await clipPages(fossil, ['users', 'access-settings']);
    await clipPages(meshcentral, ['users', 'events']);
    const cards = panel.getByRole('article');
    for (let at = 0; at < clipped.length; at += 1) await waitForState(cards.nth(at), 'To review');
    await expect.poll(() => panel.getByRole('alert').allInnerTexts()).toEqual([]);
  }, 400_000);

  it('shows for each proposal the words that speak for it', async () => {
    const passages = await panel.locator('.proposal .because').all();
    expect(passages.length).toBeGreaterThan(0);
    for (const passage of passages) expect(await passage.locator('mark').count()).toBeGreaterThan(0);
  });

  it('hands nothing over before pairing, and everything accepted after it', async () => {
    app = await openApp(browser, site.url);
    const cards = panel.getByRole('article');
    const first = clipCard(panel, clipped[0]!.title);
    await first.getByRole('textbox', { name: 'Note' }).fill('Checked for the access review');
    clipped[0]!.controls = await acceptProposals(first, 2, 'A.5.18');
    await dieBetweenSealAndTransaction(first);
    await acceptClip(first);
    await first.getByText('Waiting for the workspace').waitFor();
    await goTo(app, 'Evidence');
    await app.getByRole('heading', { name: 'No evidence yet' }).waitFor();

    await pair(browser, app);
    await panel.getByText('1 clip handed over').waitFor({ timeout: 30_000 });
    for (const entry of clipped.slice(1)) {
      // Cards that are handed over move below, so the next one to review is always the first.
      const card = cards.first();
      entry.controls = await acceptProposals(card, 1, 'A.5.15');
      await acceptClip(card);
      const delivered = `${clipped.indexOf(entry) + 1} clips handed over`;
      await panel.getByText(delivered).waitFor({ timeout: 30_000 });
    }
  }, 200_000);

  it('shows the evidence with picture, text, where and when', async () => {
    await goTo(app, 'Evidence');
    await expect
      .poll(() => app.getByRole('link', { name: /Kestrel Ledger: User List/ }).count())
      .toBeGreaterThan(0);
    await app
      .getByRole('link', { name: /Kestrel Ledger: User List/ })
      .first()
      .click();
    const picture = app.getByRole('img', { name: /Screenshot of Kestrel Ledger/ });
    await picture.waitFor();
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1440);
    await app.getByText('/setup_ulist').first().waitFor();
    await app.getByRole('tab', { name: 'Page text' }).click();
    await app.getByText('Information Security Officer').first().waitFor();
  });

  it('shows for each exhibit that it is sealed, by which device and where in its log', async () => {
    const count = clipped.length;
    const places = new Set<string>();
    await goTo(app, 'Evidence');
    const links = app.locator('main a[href*="/evidence/"]');
    await expect.poll(() => links.count()).toBeGreaterThanOrEqual(count);
    // Two pages of one console may bear the same title.
    const hrefs = new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href'))));
    expect(hrefs.size).toBe(count);
    for (const href of hrefs) {
      await goTo(app, 'Evidence');
      await app.locator(`main a[href="${href}"]`).first().click();
      const seal = app.getByRole('region', { name: 'Seal', exact: true });
      await seal.getByText('Sealed, and the seal holds').waitFor();
      await seal.getByText('Extension in Chromium').waitFor();
      await seal.getByText('Whole: every seal follows the one before').waitFor();
      places.add(await seal.getByText(/^Seal \d of \d that are here$/).innerText());
    }
    const expected = clipped.map((_, at) => `Seal ${at + 1} of ${count} that are here`);
    expect([...places].toSorted()).toEqual(expected);
    await goTo(app, 'Settings');
    await app.getByRole('region', { name: 'Devices that seal' }).getByText(`${count} seals`).waitFor();
  });

  it('shows it in the row of each accepted control', async () => {
    for (const { title, controls } of clipped) {
      expect(controls.length).toBeGreaterThan(0);
      for (const control of controls) {
        await (await openControl(app, control)).getByText(title).first().waitFor();
      }
    }
  }, 120_000);

  it('asks nobody for a time before an authority is set and allowed; then the second of two stamps the seals', async () => {
    expect(authority.requests()).toBe(0);
    const settings = app.getByRole('region', { name: 'Timestamps' });
    await goTo(app, 'Settings');
    // At the first address nobody listens.
    for (const url of ['http://127.0.0.1:9/', authority.url]) {
      await settings.getByLabel('Address').fill(url);
      await settings.getByLabel('Root certificate (PEM)').fill(readFileSync(authority.rootFile, 'utf8'));
      await settings.getByRole('button', { name: 'Add', exact: true }).click();
      await settings.getByText(url).first().waitFor();
    }
    const allow = panel.getByRole('button', { name: 'Allow', exact: true });
    await allow.waitFor({ timeout: 30_000 });
    expect(authority.requests()).toBe(0);
    await allow.click();
    await expect
      .poll(
        async () => {
          if (await allow.isVisible()) await allow.click();
          const again = settings.getByRole('button', { name: 'Try now' });
          if (await again.isVisible()) await again.click();
          return settings.getByText('1 timestamp is stored').isVisible();
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    expect(authority.requests()).toBe(1);
    await goTo(app, 'Evidence');
    await app.locator('main a[href*="/evidence/"]').first().click();
    await app.getByRole('region', { name: 'Seal', exact: true }).getByText(`By ${authority.url}`).waitFor();
  }, 120_000);

  it('saves a pack that sha256sum accepts and that holds each exhibit once', async () => {
    await goTo(app, 'Audit pack');
    const pack = await save(app, 'Save audit pack (ZIP)', work);
    const end = app.getByRole('status', { name: 'Timestamps' });
    await end.getByText(/The last pack was stamped/).waitFor();
    await end.getByText(/Passed over: http:\/\/127\.0\.0\.1:9\//).waitFor();
    execFileSync('unzip', ['-q', pack, '-d', join(work, 'pack')]);
    const [top = ''] = readdirSync(join(work, 'pack'));
    const root = join(work, 'pack', top);
    const verified = execFileSync('sha256sum', ['-c', '99_Integrity/SHA256SUMS'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(verified).not.toMatch(/FAILED/);
    const folders = readdirSync(join(root, '04_Exhibits'));
    expect(folders).toHaveLength(clipped.length);
    // A page that was left at once may have no snapshot, but not all of them.
    expect(verified).toMatch(/snapshot\.html: OK/);
    for (const folder of folders) {
      const files = readdirSync(join(root, '04_Exhibits', folder)).filter((name) => name !== 'snapshot.html');
      expect(files.toSorted()).toEqual(['ocr.json', 'original.png', 'page.json', 'page.txt', 'record.json']);
      const record = JSON.parse(readFileSync(join(root, '04_Exhibits', folder, 'record.json'), 'utf8'));
      expect(record.reading.wordCount).toBeGreaterThan(20);
      expect(record.controls.length).toBeGreaterThan(0);
    }
    const index = readFileSync(join(root, '00_INDEX.csv'), 'utf8');
    for (const { controls } of clipped) for (const control of controls) expect(index).toContain(control);
  });

  it('has both verifiers say that every exhibit is sealed by a device that the known one vouches for', async () => {
    const pack = join(work, readdirSync(work).find((name) => name.endsWith('.zip')) ?? '');
    const key = await app.getByRole('region', { name: /key/i }).locator('code').innerText();
    const device = key.replaceAll(/\s/g, '').toLowerCase();
    const run = (file: string) =>
      spawnSync(
        process.execPath,
        [
          '--experimental-strip-types',
          'tools/verify.ts',
          file,
          '--json',
          '--device',
          device,
          '--tsa-roots',
          authority.rootFile,
        ],
        { encoding: 'utf8' },
      );
    const said = run(pack);
    const report = JSON.parse(said.stdout) as PackReport;
    expect(report.faults).toEqual([]);
    expect(said.status).toBe(0);
    expect(report).toMatchObject({
      ok: true,
      exhibits: clipped.length,
      sealed: clipped.length,
      signer: { known: true },
      heads: [{ sequence: clipped.length }],
      stamp: { known: true },
    });
    const second = (known: object) =>
      JSON.parse(
        execFileSync('python3', ['tests/second-verifier.py'], {
          input: `${JSON.stringify({ pack, tsaRoots: authority.rootFile, now: new Date().toISOString(), lost: [], roots: [], ...known })}\n`,
          encoding: 'utf8',
        }),
      ) as { ok: boolean; faults: string[] };
    expect(second({ devices: [device], heads: report.heads })).toEqual({ ok: true, faults: [] });
    const [head] = report.heads;
    expect(second({ devices: [device], heads: [{ ...head, sha256: 'a'.repeat(64) }] }).ok).toBe(false);
    // Without the key of the workspace nobody vouches for the extension's.
    expect(second({ devices: [head?.device], heads: [] }).ok).toBe(false);
  });

  it('adds a control that nobody proposed and keeps the pairing after a reload', async () => {
    await app.reload();
    await app.getByText('Connected').first().waitFor({ timeout: 20_000 });
    const page = await browser.context.newPage();
    await consoles[0]?.open(page, 'admin-log');
    await clip(browser, page);
    const card = panel.getByRole('article').first();
    await waitForState(card, 'To review');
    await addControl(card, 'A.7.4');
    await acceptClip(card);
    await panel.getByText(`${clipped.length + 1} clips handed over`).waitFor({ timeout: 30_000 });
    await (
      await openControl(app, 'A.7.4')
    )
      .getByText(/Admin Log/)
      .first()
      .waitFor();
  }, 120_000);

  it('never talked to anybody outside this machine', async () => {
    await browser.close();
    const attempts = networkAttempts(netLog);
    // The log must have seen the way itself, or its silence would say nothing.
    for (const { baseUrl } of consoles)
      expect(attempts.some(({ url }) => url.startsWith(baseUrl))).toBe(true);
    expect(attempts.some(({ url }) => url.startsWith(site.url))).toBe(true);
    expect(requestsLeavingLoopback(netLog)).toEqual([]);
  });
});
