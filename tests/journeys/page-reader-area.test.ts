/** Reading only what a part of the window shows: the rest of the page was left out by a person on purpose. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PageFacts } from '../../extension/capture/page/read-page.ts';
import { field, openReader, texts } from './page-reader-steps.ts';
import type { Reader } from './page-reader-steps.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
}, 60_000);
afterAll(() => reader?.close());

const area = { left: 100, top: 100, right: 400, bottom: 300 };

/** What is read within the area of this body. */
async function readArea(body: string, prepare: () => void = () => {}) {
  await reader.read(body, prepare);
  const facts = await reader.page.evaluate(
    (box) => (globalThis as unknown as { readPage(area: object): PageFacts }).readPage(box),
    area,
  );
  expect(facts.area).toEqual(area);
  return facts.pageText;
}

const at = (left: number, top: number, more = '') =>
  `style="position:absolute;left:${left}px;top:${top}px;${more}"`;

it('takes the columns of a table that the area shows', async () => {
  const row = (cells: string[]) => `<tr>${cells.map((cell) => `<td style="width:150px">${cell}`).join('')}`;
  const table = `<table ${at(110, 110)}>${row(['alice', 'admin', 'OUT-1'])}${row(['bob', 'auditor', 'OUT-2'])}</table>`;
  const { blocks } = await readArea(table);
  expect(blocks).toMatchObject([
    { kind: 'row', cells: ['alice', 'admin', ''], inPicture: true },
    { kind: 'row', cells: ['bob', 'auditor', ''], inPicture: true },
  ]);
});

it('takes the words of a long text that stand within, line by line', async () => {
  const words = Array.from({ length: 60 }, (_, count) => `w${count}`).join(' ');
  const { blocks } = await readArea(
    `<p ${at(80, 80, 'width:500px;font:16px/40px monospace;margin:0')}>${words}</p>`,
  );
  const text = texts(blocks).join(' ');
  // The first line lies above the area; each of the others begins left of it and ends right of it.
  expect(text).not.toMatch(/\bw0\b/);
  expect(text).toMatch(/^w\d+( w\d+)+$/);
  const shown = await reader.page.evaluate((box) => {
    const node = document.querySelector('p')?.firstChild as Text;
    const range = document.createRange();
    return [...node.data.matchAll(/\S+/g)].flatMap((match) => {
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const middle = (top + bottom) / 2;
      const isIn =
        left >= box.left - 1 && right <= box.right + 1 && middle >= box.top && middle <= box.bottom;
      return isIn ? [match[0]] : [];
    });
  }, area);
  expect(shown.length).toBeGreaterThan(10);
  expect(text.split(' ')).toEqual(shown);
});

it('takes letter by letter what sets no spaces between words', async () => {
  const { blocks } = await readArea(
    `<p ${at(80, 120, 'font:16px monospace;margin:0;white-space:pre')}>漢字漢字かな</p>`,
  );
  const [text = ''] = texts(blocks);
  expect(text).toMatch(/^[字漢かな]+$/);
  expect(String(text).length).toBeLessThan(6);
});

it('leaves out what is scrolled or cut away, though it would stand within', async () => {
  const box = (inner: string) =>
    `<div ${at(110, 20, 'width:200px;height:60px;overflow:hidden')}>${inner}</div>`;
  const { blocks } = await readArea(
    `${box('<div style="height:100px">OUT</div><b>OUT-BELOW</b>')}<p ${at(110, 200)}>in</p>`,
  );
  expect(texts(blocks)).toEqual(['in']);
});

it('looks into frames and shadow trees, and names no frame outside', async () => {
  const inner = `<body style='margin:0'><p style='margin:0'>in the frame</p><p style='margin-top:300px'>OUT</p>`;
  const { blocks, unreadableFrames } = await readArea(
    `<iframe ${at(120, 120, 'width:200px;height:100px;border:0')} srcdoc="${inner}"></iframe>
     <div id="host" ${at(120, 240)}></div>
     <iframe ${at(600, 20, 'width:100px;height:50px')} sandbox srcdoc="OUT"></iframe>`,
    () => {
      const root = document.querySelector('#host')?.attachShadow({ mode: 'open' });
      if (root) root.innerHTML = '<i>in the shadow</i><b style="position:absolute;left:500px">OUT</b>';
    },
  );
  expect(texts(blocks)).toEqual(['in the frame', 'in the shadow']);
  expect(unreadableFrames).toEqual([]);
});

it('takes fields that are shown whole; a secret stays one though its label is not shown', async () => {
  const { blocks } = await readArea(
    `<input ${at(120, 120)} aria-label="Lockout" value="5 attempts">
     <input ${at(380, 150)} aria-label="Cut" value="OUT">
     <label for="token" ${at(120, 20)}>API token</label><input id="token" ${at(120, 180)} value="OUT-4f9a8b7c6d5e4f3a2b1c">
     <textarea ${at(120, 220, 'height:20px')} aria-label="Scrolled">one\ntwo\nthree\nfour\nOUT</textarea>`,
  );
  expect(blocks).toEqual([
    field('Lockout', '5 attempts'),
    expect.objectContaining({ value: '(not recorded)' }),
  ]);
  expect(JSON.stringify(blocks)).not.toContain('OUT');
});
