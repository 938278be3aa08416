/** What “Add all following pages” would press: the list's own way to its next page, and nothing that does more than lead there. */
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NextControl } from '../../extension/capture/pages/page/next-control.ts';
import { serveBundledPage } from '../browser/bundled-page.ts';
import { findChromium } from '../browser/chromium.ts';

let browser: Browser;
let page: Page;
let served: Awaited<ReturnType<typeof serveBundledPage>>;

beforeAll(async () => {
  served = await serveBundledPage(resolve(import.meta.dirname, 'next-control-page.ts'));
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
  page = await browser.newPage();
  await page.goto(served.url);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

/** The id of what would be pressed, or why nothing would. */
const found = (body: string): Promise<string> =>
  page.evaluate(async (html) => {
    document.body.innerHTML = html;
    const next = await (globalThis as unknown as { findNext(): Promise<NextControl> }).findNext();
    return next.kind === 'found' ? next.element.id : next.kind;
  }, body);

const numbers = '<a href="?1">1</a> <a href="?2">2</a> <a href="?3">3</a>';

describe('“Next” of a list', () => {
  it.each([
    ['a link that says what it is to the browser', '<a id="x" rel="next" href="?2">More</a>'],
    ['a link with the word', '<a id="x" href="?2">Next ›</a>'],
    ['German', `<div>${numbers} <a id="x" href="?2">Weiter</a></div>`],
    ['French', `<ul>${numbers}<li><a id="x" href="?2">Page suivante</a></li></ul>`],
    ['Japanese', `<nav aria-label="Pagination"><button id="x">次へ</button></nav>`],
    [
      'a label alone',
      `<nav class="pagination"><button id="x" aria-label="Go to next page"><svg></svg></button></nav>`,
    ],
    ['an arrow by page numbers', `<div>${numbers} <button id="x">›</button> <button>»</button></div>`],
    [
      'an arrow by words about the list',
      '<div>1-25 of 213 <button>‹</button><button id="x">›</button></div>',
    ],
    ['an icon font', `<div>Page 2 of 9 <button id="x">navigate_next</button></div>`],
    ['a link without an address', `<ul class="pager"><li><a id="x" role="button">Next</a></li></ul>`],
    [
      'a button in a form that is no submit',
      `<form><div>${numbers}<button type="button" id="x">Next</button></div></form>`,
    ],
    [
      'the pager rather than a link elsewhere',
      `<a href="?other">Next</a><div>${numbers}<a id="x" href="?2">Next</a></div>`,
    ],
    [
      'the number after the one that is no link, where no word says it',
      '<p class="paginator"><span class="this-page">1</span> <a id="x" href="?p=2">2</a> <a href="?p=3">3</a> 241 users</p>',
    ],
    [
      'the number after the one that is marked',
      '<ul><li><a href="?1">1</a></li><li class="page-item active"><a href="?2">2</a></li><li><a id="x" href="?3">3</a></li></ul>',
    ],
    [
      'the number after the one that a screen reader hears as shown',
      '<nav><button>8</button><button aria-current="page">9</button><button id="x">10</button> … <button>80</button></nav>',
    ],
    [
      'a word rather than a number',
      '<div><b>1</b> <a href="?2">2</a> <a href="?3">3</a> <a id="x" href="?2">Next</a></div>',
    ],
  ])('is found as %s', async (_, body) => {
    expect(await found(body)).toBe('x');
  });

  it.each([
    ['is disabled', `<div>${numbers}<button disabled>Next</button></div>`],
    ['says so to a screen reader', `<div>${numbers}<a aria-disabled="true" href="?3">Next</a></div>`],
    [
      'stands in an item that is switched off',
      `<ul>${numbers}<li class="page-item disabled"><a href="?3">Next</a></li></ul>`,
    ],
    ['is missing after the last number', '<p><a href="?1">1</a> <a href="?2">2</a> <strong>3</strong></p>'],
  ])('ends the list where it %s', async (_, body) => {
    expect(await found(body)).toBe('end');
  });

  it.each([
    ['sends a form', `<form>${numbers}<button>Next</button><input type="submit" value="Next"></form>`],
    ['is a step of something', '<div><p>Name the policy</p><button>Next</button></div>'],
    ['leads to another site', `<div>${numbers}<a rel="next" href="https://other.example/?2">Next</a></div>`],
    ['runs a script as an address', `<div>${numbers}<a href="javascript:remove()">Next</a></div>`],
    ['opens another tab', `<div>${numbers}<a href="?2" target="_blank">Next</a></div>`],
    ['downloads', `<div>${numbers}<a href="?2" download>Next</a></div>`],
    ['asks before it acts', `<div>${numbers}<a href="?2" data-confirm="Sure?">Next</a></div>`],
    ['deletes', `<div>${numbers}<a href="?2" data-method="delete">Next</a></div>`],
    ['cannot be seen', `<div>${numbers}<a href="?2" style="visibility:hidden">Next</a></div>`],
    ['is a number of a table', '<table><tr><td>1</td><td><a href="?2">2</a></td></tr></table>'],
    ['is one of two numbers', '<p><span>1</span> group, <a href="?2">2</a> keys</p>'],
    ['is a number where no page is marked', `<div>${numbers}</div>`],
    ['skips pages', '<div><b>1</b> <a href="?3">3</a> <a href="?4">4</a></div>'],
    [
      'deletes by its number',
      '<div><b>1</b> <a href="?2" data-method="delete">2</a> <a href="?3">3</a></div>',
    ],
    ['says more than that', `<div>${numbers}<a href="?2">Next: delete all users</a></div>`],
  ])('is not what %s', async (_, body) => {
    expect(await found(body)).toBe('none');
  });

  it('is found in a shadow tree and in a frame of the page', async () => {
    const ids = await page.evaluate(async (inner) => {
      const { findNext } = globalThis as unknown as { findNext(): Promise<NextControl> };
      const id = async () => {
        const next = await findNext();
        return next.kind === 'found' ? next.element.id : next.kind;
      };
      document.body.innerHTML = '<div id="host"></div>';
      document.getElementById('host')!.attachShadow({ mode: 'open' }).innerHTML = inner;
      const inShadow = await id();
      document.body.innerHTML = '<iframe srcdoc=""></iframe>';
      const frame = document.querySelector('iframe')!;
      frame.srcdoc = inner;
      await new Promise((done) => frame.addEventListener('load', done));
      return [inShadow, await id()];
    }, `<div>${numbers}<button id="x">Next</button></div>`);
    expect(ids).toEqual(['x', 'x']);
  });
});
