/** A browser fetches a dictionary from its maker when somebody writes where spelling is checked: in the app only if that person wants it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StaticServer } from '../../tools/static-server.ts';
import { launchWithExtension } from '../browser/launch.ts';
import { requestsLeavingLoopback } from '../browser/network-recorder.ts';
import { extensionDir, serveApp } from './steps.ts';

const work = mkdtempSync(join(tmpdir(), 'exhibit-spelling-'));
let site: StaticServer;

beforeAll(async () => {
  site = await serveApp();
});

afterAll(async () => {
  await site?.close();
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
});

/** The requests that left while somebody wrote a name, `spelling` being checked or not. */
async function writeName(name: string, spelling: boolean): Promise<string[]> {
  const netLog = join(work, `${name}.json`);
  const browser = await launchWithExtension({ extensionDir, netLog, spelling: true });
  const page = await browser.context.newPage();
  await page.goto(`${site.url}/#/settings`);
  const choice = page.getByRole('checkbox', { name: 'Let the browser check spelling' });
  expect(await choice.isChecked()).toBe(false);
  if (spelling) {
    await choice.check();
    await page.reload();
    expect(await choice.isChecked()).toBe(true);
  }
  const field = page.getByLabel('Your name');
  await field.click();
  await field.pressSequentially('Alena Nowak wrold ');
  // The dictionary is asked for when the first letters are there; whoever is too early finds no request in the log.
  await page.waitForTimeout(1_500);
  await browser.close();
  return requestsLeavingLoopback(netLog);
}

it('asks nobody for a dictionary', async () => {
  expect(await writeName('off', false)).toEqual([]);
});

it('checks spelling for whoever wants it, with the browser’s dictionary', async () => {
  const leaving = await writeName('on', true);
  // Tests resolve no name: the log has that, and the request itself only when it got so far.
  expect(leaving).toContain('dns:~notfound');
  expect(leaving.filter((url) => url !== 'dns:~notfound' && !url.includes('/dict/'))).toEqual([]);
});
