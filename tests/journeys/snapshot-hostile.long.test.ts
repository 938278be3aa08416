/** Whatever a page sends as its snapshot: nothing of it runs and nothing is asked for, in a page where both would be allowed. */
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WrittenDraft } from '#core/evidence/snapshot.ts';
import { serveBundledPage, type BundledPage } from '../browser/bundled-page.ts';
import { findChromium, withoutToolbar } from '../browser/chromium.ts';
import { hostileBodies, hostileFrame } from '../fixtures/hostile-snapshots.ts';

type Maker = { inertHtml(draft: WrittenDraft): string };

const home = 'http://snapshot.test/';
let bundled: BundledPage;
let browser: Browser;
let maker: Page;
let viewer: Page;
let requests: string[] = [];
let hits: string[] = [];

beforeAll(async () => {
  bundled = await serveBundledPage(resolve(import.meta.dirname, 'snapshot-page.ts'));
  browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: ['--no-sandbox', withoutToolbar],
  });
  maker = await browser.newPage();
  await maker.goto(bundled.url);
  viewer = await browser.newPage();
  await viewer.exposeFunction('hit', () => hits.push('script'));
  viewer.on('dialog', (dialog) => {
    hits.push('dialog');
    void dialog.dismiss();
  });
});
afterAll(async () => {
  await browser.close();
  await bundled.close();
});

const draftOf = (body: string): WrittenDraft => ({
  kind: 'draft',
  html: `<!doctype html><html lang="en"><head></head><body>${body}</body></html>`,
  frames: [hostileFrame],
  resources: [['https://evil.test/rel.png', 'data:text/html,<script>hit()</script>']],
  page: home,
  scroll: { x: 0, y: 0 },
  colorScheme: 'light',
});

const madeInert = (body: string): Promise<string> =>
  maker.evaluate((draft) => (globalThis as unknown as Maker).inertHtml(draft), draftOf(body));

/** Opens it, moves over it, focuses and clicks what can be clicked. */
async function meddleWith(html: string): Promise<void> {
  requests = [];
  hits = [];
  await viewer.unrouteAll();
  await viewer.route('**/*', (route) => {
    const url = route.request().url();
    if (url === home) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
    requests.push(url);
    return route.abort();
  });
  await viewer.goto(home);
  await viewer.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>(
      'a, button, input, area, [data-x-box], svg *',
    )) {
      element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
      if ('focus' in element) element.focus();
    }
  });
  await viewer.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** Elements and attributes, in shadow trees too, that run, load or lead anywhere. */
const activeParts = (): Promise<string[]> =>
  viewer.evaluate(() => {
    const found: string[] = [];
    const look = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll('*')) {
        if (/^(script|object|embed|base|link|frame)$/i.test(element.localName)) found.push(element.localName);
        for (const name of Element.prototype.getAttributeNames.call(element)) {
          const value = Element.prototype.getAttribute.call(element, name) ?? '';
          const leads = /^(src|href|xlink:href|poster)$/.test(name) && !/^(#|data:image\/)/.test(value);
          if (name.startsWith('on') || leads || /^(srcset|action|formaction|background|data)$/.test(name))
            found.push(`${element.localName} ${name}=${value}`);
        }
        if (
          element.localName === 'style' &&
          /url\((?!\s*"(data:|#))|@import/i.test(element.textContent ?? '')
        )
          found.push(`style ${element.textContent}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });

describe('a hostile snapshot', () => {
  it.each(Object.entries(hostileBodies))('runs nothing and asks for nothing: %s', async (_, body) => {
    const html = await madeInert(body);
    await meddleWith(html);
    expect(hits).toEqual([]);
    expect(requests.filter((url) => !url.startsWith('data:'))).toEqual([]);
    // Not by its policy alone: there is nothing in it that the policy would have to stop.
    expect(await activeParts()).toEqual([]);
  });

  it('would be noticed: the harness sees a script, a request and a click that get through', async () => {
    await meddleWith('<img src="https://evil.test/seen.png"><script>hit()</script><a onclick="hit()">a</a>');
    expect(hits.length).toBe(2);
    expect(requests).toEqual(['https://evil.test/seen.png']);
  });
});
