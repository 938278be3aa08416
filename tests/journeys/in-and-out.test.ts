/** What comes into the app and what leaves it, in a real Chromium: pairing, proposals of the model, SoA and audit pack. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bytesSource } from '#core/verify/byte-source.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { useFilledApp } from './app-exhibits.ts';
import { keepPicture } from './app-rig.ts';
import { desk } from './looks.ts';

/**
 * Stands in the page for bridge and extension, by the protocol in core/handover. Runs before the app: it takes the code
 * GOOD23, first refuses the one exhibit that it offers and then offers none.
 */
function actAsExtension() {
  let refused = false;
  const answers: Record<string, (question: { id: number; code?: string }) => object> = {
    hello: () => ({ kind: 'welcome', paired: false, extensionVersion: '0.1.0' }),
    pair: ({ code }) =>
      code === 'GOOD23'
        ? { kind: 'paired' }
        : { kind: 'refused', refusal: { reason: 'wrong-code', attemptsLeft: 4 } },
    list: () => ({
      kind: 'offers',
      offers: refused
        ? []
        : [{ exhibit: '0199a000-0000-7000-8000-00000000000f', recordSha256: 'a'.repeat(64) }],
    }),
    manifest: () => {
      refused = true;
      return { kind: 'refused', refusal: { reason: 'failed', detail: 'The clip could not be read.' } };
    },
  };
  // As an extension that knows no seals yet.
  const unknown = { kind: 'refused', refusal: { reason: 'malformed', detail: 'no such question' } };
  addEventListener('message', ({ data, ports: [port] }) => {
    if ((data as { kind?: string }).kind !== 'exhibit-app' || !port) return;
    port.addEventListener('message', (event: MessageEvent<{ kind: string; id: number; code?: string }>) => {
      const { id, kind } = event.data;
      port.postMessage({ ...(answers[kind]?.(event.data) ?? unknown), id });
    });
    port.start();
  });
}

const filled = useFilledApp();

it('looks for controls with the model on the device and links one', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'light',
    viewport: desk,
  });
  const strangers: string[] = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(filled.rig().url) && request.url().startsWith('http'))
      strangers.push(request.url());
  });
  await page.goto(`${filled.rig().url}/isms/#/evidence/0199a000-0000-7000-8000-000000000002`);
  const part = page.getByRole('region', { name: 'Look for controls' });
  for (const control of ['A.8.13', 'A.8.24'])
    await page.getByRole('button', { name: `Unlink ${control}` }).click();
  await part.getByRole('button', { name: 'Look', exact: true }).click();
  const link = part.getByRole('button', { name: 'Link A.8.13' });
  await link.waitFor({ timeout: 30_000 });
  await part.locator('mark').nth(0).waitFor();
  await keepPicture(page, 'exhibit-suggestions');
  expect(await accessibilityFaults(page)).toEqual([]);
  await link.click();
  await page.getByRole('button', { name: 'Unlink A.8.13' }).waitFor();
  await link.waitFor({ state: 'detached' });
  expect(strangers).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('pairs by code, and says what happened when a transfer fails', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'light',
    viewport: desk,
  });
  await page.addInitScript(actAsExtension);
  await page.goto(`${filled.rig().url}/isms/?paired#/extension`);
  await page.getByRole('heading', { name: /Type the code/ }).waitFor();
  await keepPicture(page, 'extension-unpaired');
  expect(await accessibilityFaults(page)).toEqual([]);
  const code = page.getByLabel('Pairing code');
  await code.pressSequentially('aaa aaa');
  await page.getByText('That is not the code. 4 tries left.').waitFor();
  await keepPicture(page, 'extension-wrong-code');
  await code.pressSequentially('good23');
  await page.getByRole('heading', { name: 'The transfer stopped' }).waitFor();
  await page.getByText('1 exhibit is still safe in the extension.').waitFor();
  await keepPicture(page, 'extension-failed');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  await keepPicture(page, 'extension-connected');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

it('saves the SoA in each format, the risk register and the audit pack', async () => {
  const { context, page, complaints } = await filled.open({
    colorScheme: 'light',
    viewport: desk,
  });
  let pack = new Uint8Array();
  let soaPdf = new Uint8Array();
  // A headless browser cannot answer the save picker; browsers without one download instead.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  await page.goto(`${filled.rig().url}/isms/?pack#/pack`);
  for (const [button, ending, start] of [
    ['Save SoA as PDF', '.pdf', '%P'],
    ['Save SoA as DOCX', '.docx', 'PK'],
    ['Save SoA as XLSX', '.xlsx', 'PK'],
    ['Save SoA as OSCAL', '.oscal.json', '{\n'],
    ['Save risks as PDF', '.pdf', '%P'],
    ['Save risks as DOCX', '.docx', 'PK'],
    ['Save audit pack (ZIP)', '.zip', 'PK'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      // By keyboard, as whoever has no mouse.
      page.getByRole('button', { name: button }).press('Enter'),
    ]);
    expect(download.suggestedFilename()).toMatch(new RegExp(`${ending.replaceAll('.', '\\.')}$`));
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 2).toString()).toBe(start);
    if (button === 'Save SoA as PDF') soaPdf = Uint8Array.from(bytes);
    if (ending === '.zip') pack = Uint8Array.from(bytes);
  }
  await page.getByText(/^\s*Saved AuditPack/).waitFor();
  // Drawn by the worker of the built app: text that others read, pages that are numbered, the app's own rows.
  const text = execFileSync('pdftotext', ['-', '-'], { input: soaPdf, encoding: 'utf8' });
  for (const words of ['A.8.34', 'IT operations', 'NIS2 ask for an approved', 'Page 1 of'])
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  // The key was made for this pack; what the screen shows of it is what the reader compares.
  const shown = (await page.locator('.fingerprint code').innerText()).replaceAll(' ', '').toLowerCase();
  const report = await verifyPack(bytesSource(pack), {
    devices: [shown],
    heads: [],
    stampRoots: [],
    now: new Date(),
  });
  expect(report.faults).toEqual([]);
  expect(report).toMatchObject({
    exhibits: filled.exhibits().length,
    signer: { fingerprint: shown, known: true },
  });
  expect(await accessibilityFaults(page)).toEqual([]);
  await keepPicture(page, 'pack-done');
  expect(complaints).toEqual([]);
  await context.close();
});
