import { describe, expect, it } from 'vitest';
import { redactSnapshot } from './redact-snapshot.ts';
import type { SnapshotWish } from './redact-snapshot.ts';

const shown = { x: 0, y: 0, width: 1000, height: 600 };
const striking = (...words: string[]): SnapshotWish => ({ words, areas: [], filled: [], shown });
const page = (body: string, css = '') =>
  `<!doctype html><html lang="en"><head><style>${css}</style></head><body>${body}</body></html>`;
const pixels = 'data:image/png;base64,AAAA';

describe('redacting a snapshot', () => {
  it('strikes a word in text, also where it is spread over elements', () => {
    const left = redactSnapshot(
      page('<p>Cora Lindqvist</p><p><b>Co</b>ra&nbsp;<i>Lind</i>qvist, admin</p>'),
      striking('Cora Lindqvist'),
    );
    expect(left).toBe(
      page('<p>(redacted)</p><p><b>(redacted)</b>(redacted)<i>(redacted)</i>(redacted), admin</p>'),
    );
  });

  it.each([
    ['an attribute', page('<i title="to cora@kestrel.example" data-x-box="0 0 9 9">x</i>')],
    [
      'a class and its selector',
      page('<i class="user-cora@kestrel.example">x</i>', '.user-cora\\@kestrel\\.example{color:red}'),
    ],
    ['a field', page('<input value="cora@kestrel.example" data-x-box="1 2 3 4">')],
    ['the name of an attribute', page('<i data-cora-kestrel-example="1">x</i>')],
    ['percent-encoding', page('<i data-to="cora%40kestrel.example">x</i>')],
    ['what styles say', page('<i>x</i>', 'i::before{content:"cora@kestrel.example"}')],
    ['what styles say in pieces', page('<i>x</i>', 'i::before{content:"cora@" "kestrel" ".example"}')],
    ['an inline style', page('<i style="--to:&quot;cora@kestrel.example&quot;">x</i>')],
    [
      'a frame',
      page(
        '<iframe sandbox="" srcdoc="&lt;html&gt;&lt;p&gt;cora@kestrel.example &amp;amp; more&lt;/p&gt;&lt;/html&gt;"></iframe>',
      ),
    ],
    [
      'a shadow tree',
      page('<div><template shadowrootmode="open"><p>cora@kestrel.example</p></template></div>'),
    ],
  ])('strikes a word in %s', (_, html) => {
    const left = redactSnapshot(html, striking('cora@kestrel.example'));
    expect(left).toMatch(/redacted|<i>x/);
    expect(left).not.toMatch(/cora|kestrel/i);
  });

  it('has no snapshot left where the name of an element says the word', () => {
    expect(redactSnapshot(page('<x-kestrel>a</x-kestrel>'), striking('Kestrel'))).toBeUndefined();
  });

  it('has no snapshot left where it does not understand the file', () => {
    expect(redactSnapshot(page("<p title='x'>a</p>"), striking('Kestrel'))).toBeUndefined();
    expect(redactSnapshot(page('<p>a < b</p>'), striking('Kestrel'))).toBeUndefined();
  });

  it('takes what lies below a marked area and nothing else', () => {
    const left = redactSnapshot(
      page(
        '<p data-x-box="10 10 200 20 10 40 200 20" title="t">above<br>below</p><input value="v" placeholder="p" data-x-box="10 80 100 20"><svg data-x-picture="" data-x-box="10 45 10 10"><text>drawn</text></svg>',
        'p::after{content:"said \ue001"}',
      ),
      { words: [], areas: [{ x: 0, y: 40, width: 400, height: 60 }], filled: [], shown },
    );
    expect(left).toContain('above<br>(redacted)</p>');
    expect(left).toContain('value="(redacted)"');
    expect(left).toContain('content:" \ue001"');
    expect(left).not.toMatch(/below|drawn|title|placeholder/);
  });

  it('keeps a picture only where the clip’s own picture shows it without a mark', () => {
    const image = (box: string, src = pixels) => `<img src="${src}" data-x-picture="" data-x-box="${box}">`;
    const left = redactSnapshot(
      page(
        image('10 10 20 20') +
          image('100 10 20 20') +
          image('10 700 20 20') +
          image('50 10 20 20', 'data:image/svg+xml;base64,AAAA'),
        `i{background:url("${pixels}")} @font-face{src:url("data:font/woff2;base64,AAAA")}`,
      ),
      { ...striking('x'), filled: [{ x: 95, y: 5, width: 10, height: 10 }] },
    );
    expect(left?.split(pixels)).toHaveLength(2);
    expect(left).toContain(image('10 10 20 20'));
    expect(left).toContain('url("data:font/woff2;base64,AAAA")');
    expect(left).not.toContain('svg+xml');
  });

  it('changes nothing where the words are not', () => {
    const html = page('<p class="a" data-x-box="1 2 3 4">1 &lt; 2 &amp; 3&nbsp;</p>', 'p{color:red}');
    expect(redactSnapshot(html, striking('Kestrel'))).toBe(html);
  });
});
