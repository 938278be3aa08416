/**
 * How long reading a page takes, and how long it blocks the page at a time: `npm run bench:page-reader`. Milliseconds of readPage() alone
 * in Chromium, best and median of five, for a table of 10,000 rows and a form of 3,000 settings.
 */
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { serveBundledPage } from '../browser/bundled-page.ts';
import { findChromium } from '../browser/chromium.ts';

const row = (at: number) =>
  `<tr><td><input type="checkbox"></td><td><a href="#${at}">user${at}@example.com</a></td><td>Admin</td><td><span>on</span></td><td>2026-01-02</td></tr>`;
const setting = (at: number) =>
  `<div class="row" style="display:flex"><div><label for="f${at}">Setting ${at}</label><p>What it does.</p></div><div><input id="f${at}" value="${at}"><label><input type="checkbox" checked> Enforce ${at}</label></div></div>`;
const many = (count: number, one: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join('');

const bodies: Record<string, string> = {
  '10,000 plain rows': `<table><tr><th>User</th><th>MFA</th></tr>${many(10_000, (at) => `<tr><td>user${at}</td><td>on</td></tr>`)}</table>`,
  '10,000 rows of five cells': `<table><tr><th></th><th>User</th><th>Role</th><th>MFA</th><th>Since</th></tr>${many(10_000, row)}</table>`,
  '3,000 settings fields': `<main><form>${many(1_500, setting)}</form></main>`,
};

const served = await serveBundledPage(resolve(import.meta.dirname, '../journeys/page-reader-page.ts'));
const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
for (const [name, body] of Object.entries(bodies)) {
  await page.goto(served.url);
  await page.evaluate((html) => (document.body.innerHTML = html), body);
  const { times, longest } = await page.evaluate(async () => {
    const times: number[] = [];
    let longest = 0;
    // Its own turn comes between two slices.
    const channel = new MessageChannel();
    let turn = performance.now();
    channel.port1.addEventListener('message', () => {
      const now = performance.now();
      longest = Math.max(longest, now - turn);
      turn = now;
      if (times.length < 5) channel.port2.postMessage(null);
    });
    channel.port1.start();
    void document.body.offsetHeight; // the page has laid itself out before anybody clicks
    channel.port2.postMessage(null);
    while (times.length < 5) {
      const before = performance.now();
      await (globalThis as unknown as { readPage(): Promise<unknown> }).readPage();
      times.push(performance.now() - before);
    }
    return { times, longest };
  });
  const sorted = times.toSorted((a, b) => a - b).map((time) => Math.round(time));
  console.log(
    `${name}: first ${Math.round(times[0] ?? 0)} ms, best ${sorted[0]} ms, median ${sorted[2]} ms; page waited ${Math.round(longest)} ms at most`,
  );
}
await browser.close();
await served.close();
