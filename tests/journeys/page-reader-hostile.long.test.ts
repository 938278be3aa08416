import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, openReader, texts } from './page-reader-steps.ts';
import type { Reader } from './page-reader-steps.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const ownNames =
  'childNodes nodeType nodeValue tagName localName attributes parentNode parentElement textContent ownerDocument getRootNode contains children getAttribute hasAttribute querySelector querySelectorAll getBoundingClientRect checkVisibility closest shadowRoot clientWidth clientHeight clientTop clientLeft role innerText open';

describe('a page that means harm', () => {
  it.each(ownNames.split(' '))('cannot hide a form behind a field named %s', async (name) => {
    const { blocks, truncated } = await reader.read(
      `<main><form style="display:flex;overflow:hidden;position:relative"><h2>Sign-in</h2><label><input type="checkbox" name="${name}" checked> MFA</label><p>Text</p></form>
       <form role="grid"><p role="row"><b role="cell">a</b><b role="cell">b</b></p><p role="row"><b role="cell">c</b><input role="cell" name="${name}" value="d"></p></form></main>`,
    );
    expect(texts(blocks)).toEqual([
      'Sign-in',
      field('MFA', 'on'),
      'Text',
      expect.objectContaining({ cells: ['a', 'b'] }),
      expect.objectContaining({ cells: ['c', `${name}: d`] }),
    ]);
    expect(truncated).toBe(false);
  });

  it.each(
    'body title documentElement getElementById querySelectorAll createRange defaultView getRootNode nodeType'.split(
      ' ',
    ),
  )('cannot hide the document behind an image named %s', async (name) => {
    const { title, blocks } = await reader.read(
      `<p>Before</p><img name="${name}" alt=""><form name="${name}"></form><b id="by">Lock</b><input aria-labelledby="by" value="on">`,
    );
    expect(title).toBe('page');
    expect(texts(blocks)).toEqual(['Before', 'Lock', field('Lock', 'on')]);
  });

  it('cannot invent landmarks by names that every object has', async () => {
    const { blocks } = await reader.read(
      '<p>a</p><div role="constructor"><p>b</p></div><div role="toString"><p>c</p></div><div id="x"></div>',
      () => {
        const odd = document.createElementNS('urn:x', 'constructor');
        odd.textContent = 'd';
        document.getElementById('x')?.append(odd);
      },
    );
    expect(texts(blocks)).toEqual(['a', 'b', 'c', 'd']);
    expect(new Set(blocks.map((block) => block.landmark))).toEqual(new Set(['main']));
  });

  it('loses only the element that it breaks', async () => {
    const { blocks, truncated } = await reader.read('<p>a</p><x-b>b</x-b><p>c</p>', () => {
      // In a content script no page can do this; other faults of one element come the same way.
      const original = globalThis.getComputedStyle;
      globalThis.getComputedStyle = (element: Element) => {
        if (element.localName === 'x-b') throw new Error('broken');
        return original(element);
      };
    });
    expect(texts(blocks)).toEqual(['a', 'c']);
    expect(truncated).toBe(true);
    const table = await reader.read(
      '<table><tr><td>1</td><td>2</td></tr><tr><td><x-b>3</x-b></td><td>4</td></tr><tr><td>5</td><td>6</td></tr></table>',
      () => {
        const original = globalThis.getComputedStyle;
        globalThis.getComputedStyle = (element: Element) => {
          if (element.localName === 'x-b') throw new Error('broken');
          return original(element);
        };
      },
    );
    expect(table.blocks).toMatchObject([{ cells: ['1', '2'] }, { cells: ['5', '6'] }]);
    expect(table.truncated).toBe(true);
  });

  it('is read although it nests thousands of elements', async () => {
    const { blocks, truncated } = await reader.read('<p>before</p><div id="x"></div><p>after</p>', () => {
      let at = document.getElementById('x') as HTMLElement;
      for (let depth = 0; depth < 2_000; depth += 1) {
        at = at.appendChild(document.createElement('div'));
      }
    });
    expect(texts(blocks)).toEqual(['before', 'after']);
    expect(truncated).toBe(true);
  });

  it('is read although its address is very long', async () => {
    await reader.read('<p>text</p>', () => history.replaceState(null, '', `?q=${'x'.repeat(20_000)}`));
    const { url, pageText } = await reader.readNow();
    expect(url).toHaveLength(8_192);
    expect(texts(pageText.blocks)).toEqual(['text']);
  });

  it('is cut at two million characters, and says so', async () => {
    const { blocks, truncated } = await reader.read('<p id="last">last</p>', () => {
      const line = 'word '.repeat(3_000);
      for (let at = 0; at < 300; at += 1) {
        const paragraph = document.createElement('p');
        paragraph.textContent = line;
        document.getElementById('last')?.before(paragraph);
      }
    });
    const length = blocks.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0);
    expect(length).toBeGreaterThan(1_900_000);
    expect(length).toBeLessThanOrEqual(2_000_000);
    expect(truncated).toBe(true);
  });

  it('is read with texts that are far too long for a field', async () => {
    const { blocks, truncated } = await reader.read(
      '<textarea aria-label="t"></textarea><input aria-label="i"><button id="b"></button><p>after</p>',
      () => {
        const long = 'word '.repeat(60_000);
        for (const box of document.querySelectorAll<HTMLInputElement>('textarea, input')) box.value = long;
        (document.getElementById('b') as HTMLElement).textContent = long;
        document.title = long;
      },
    );
    expect(texts(blocks)).toMatchObject([{ label: 't' }, { label: 'i' }, { control: 'button' }, 'after']);
    expect(truncated).toBe(true);
  });

  it('of one text of five megabytes is cut, and says where the words stand that it shows', async () => {
    const { blocks, truncated, words } = await reader.read(
      '<div id="x" style="font:16px monospace"></div>',
      () => {
        (document.getElementById('x') as HTMLElement).textContent = Array.from(
          { length: 700_000 },
          (_, at) => `w${at}`,
        ).join(' ');
      },
    );
    const length = blocks.reduce((sum, block) => sum + ('text' in block ? block.text.length : 0), 0);
    expect(length).toBeLessThanOrEqual(2_000_000);
    expect(truncated).toBe(true);
    // A window of 600 pixels shows some thirty lines of it.
    expect(words?.slice(0, 3).map(({ text }) => text)).toEqual(['w0', 'w1', 'w2']);
    expect(words?.length).toBeGreaterThan(100);
    expect(words?.length).toBeLessThan(10_000);
  });

  it('may have a heading of ten thousand elements, and is cut there', async () => {
    const { blocks, truncated } = await reader.read('<h1 id="x"></h1><p>after</p>', () => {
      (document.getElementById('x') as HTMLElement).innerHTML = '<i>a</i>'.repeat(10_000);
    });
    expect(blocks[0]).toMatchObject({ kind: 'heading' });
    expect(texts(blocks).at(-1)).toBe('after');
    expect(truncated).toBe(true);
  });

  it('keeps a long log whole', async () => {
    const { blocks, truncated } = await reader.read('<pre id="p"></pre>', () => {
      const lines = Array.from({ length: 5_000 }, (_, at) => `line ${at}`);
      (document.getElementById('p') as HTMLElement).textContent = lines.join('\n');
    });
    expect(blocks.length).toBeGreaterThan(1);
    expect(texts(blocks).at(-1)).toContain('line 4999');
    expect(truncated).toBe(false);
  });
});
