/** Which words the page reader says that a picture of the window must show. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReader } from './page-reader-steps.ts';
import type { Reader } from './page-reader-steps.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const drawnOf = async (body: string, prepare?: () => void) => {
  await reader.read(`<div style="font:16px sans-serif">${body}</div>`, prepare);
  const { drawn } = await reader.readNow();
  if (!drawn) throw new Error('the reader gave no words');
  return { ...drawn, texts: drawn.words.map(({ text }) => text) };
};

describe('the words that a page draws', () => {
  it('are told with their places, also in frames, shadow trees and inputs', async () => {
    const { words, texts, area } = await drawnOf(
      `<p style="position:absolute;left:100px;top:50px;margin:0">Minimum length</p>
       <input value="14 days" style="position:absolute;left:100px;top:100px">
       <iframe style="position:absolute;left:300px;top:200px;border:0" srcdoc="<body style='margin:0'>Framed"></iframe>
       <div id="host"></div>`,
      () => {
        const host = document.getElementById('host');
        if (host) host.attachShadow({ mode: 'open' }).textContent = 'Shaded';
      },
    );
    await reader.page.waitForFunction(
      () => document.querySelector('iframe')?.contentDocument?.body?.textContent,
    );
    expect(area).toEqual({ x: 0, y: 0, width: 1000, height: 600 });
    expect(texts).toEqual(expect.arrayContaining(['Minimum', 'length', '14', 'days', 'Shaded']));
    const minimum = words.find(({ text }) => text === 'Minimum');
    expect(minimum).toMatchObject({ x: 100, y: 50 });
    const { drawn } = await reader.readNow();
    const framed = drawn?.words.find(({ text }) => text === 'Framed');
    expect(framed).toMatchObject({ x: 300, y: 200 });
  });

  it('are not those that nobody sees: names, alternative texts, hidden, transparent and off-screen ones', async () => {
    const { texts } = await drawnOf(
      `<button aria-label="Named">x</button><img alt="Alternative" width="50" height="50">
       <p hidden>Hidden</p><p style="opacity:0">Clear</p><p style="color:transparent">Through</p>
       <p style="position:absolute;left:-5000px">Aside</p><p style="position:absolute;top:2000px">Below</p>
       <span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)">Spoken</span><p>Seen</p>`,
    );
    expect(texts).toEqual(['x', 'Seen']);
  });

  it('are not those that something covers or cuts off; such places are opaque', async () => {
    const { texts, opaque } = await drawnOf(
      `<p style="position:absolute;left:0;top:0;margin:0">Under</p>
       <div role="dialog" style="position:fixed;left:0;top:0;width:200px;height:40px;background:#fff">Over</div>
       <div style="position:absolute;left:0;top:100px;width:80px;overflow:hidden;white-space:nowrap">Whole incomprehensible</div>
       <div style="position:absolute;left:0;top:150px;width:120px;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">First ending that is long</div>`,
    );
    expect(texts).toEqual(expect.arrayContaining(['Over', 'Whole', 'First']));
    expect(texts).not.toContain('Under');
    expect(texts).not.toContain('incomprehensible');
    expect(texts).not.toContain('that');
    expect(opaque.length).toBeGreaterThan(0);
  });

  it('are not those whose end a column covers that stays at the edge; icons of a style sheet are opaque', async () => {
    const { texts, opaque } = await drawnOf(
      `<style>.i::before{content:'\\e001'}</style>
       <p style="position:absolute;left:0;top:0;margin:0">avatar</p>
       <div style="position:absolute;left:36px;top:0;width:60px;height:30px;background:#fff"></div>
       <i class="i" style="position:absolute;left:200px;top:100px;width:14px;height:17px;font-style:normal"></i>`,
    );
    expect(texts).toEqual([]);
    expect(opaque).toEqual([
      expect.objectContaining({ x: 168, y: 100, width: 46, height: 17 }),
      expect.objectContaining({ x: 0, y: 0 }),
    ]);
  });

  it('leave out secrets, whose fields are opaque like images, canvases and what style sheets write', async () => {
    const { texts, opaque } = await drawnOf(
      `<input type="password" value="correct horse"><style>.made::before { content: 'Made up' }</style>
       <p class="made">Real</p><canvas width="40" height="40"></canvas><svg width="40" height="40"></svg>`,
    );
    expect(texts).toEqual(['Real']);
    expect(opaque).toHaveLength(4);
  });

  it('are none in an empty field, so that a word pasted into its picture is seen', async () => {
    const { texts, opaque } = await drawnOf(
      `<input><input type="password"><textarea></textarea><input placeholder="Search"><input type="date">
       <input style="background:url(data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)">`,
    );
    expect(texts).toEqual([]);
    // A placeholder, what the browser itself writes, and a picture.
    expect(opaque).toHaveLength(3);
  });

  it('are found in a long page by looking at its window alone', async () => {
    const rows = Array.from({ length: 400 }, (_, n) => `<tr><td>Row</td><td>${n}</td></tr>`).join('');
    const { texts } = await drawnOf(`<table>${rows}</table>`);
    expect(texts.slice(0, 4)).toEqual(['Row', '0', 'Row', '1']);
    expect(texts.length).toBeLessThan(100);
  });
});
