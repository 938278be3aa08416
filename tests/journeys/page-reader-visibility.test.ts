import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { field, openReader, texts } from './page-reader-steps.ts';
import type { Reader } from './page-reader-steps.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

/** What is read of the body, and whether the picture shows it. */
async function shown(body: string, prepare?: () => void): Promise<[unknown, boolean][]> {
  const { blocks } = await reader.read(body, prepare);
  return blocks.map((block, at) => [texts(blocks)[at], block.inPicture]);
}

describe('what a reader of the page can see', () => {
  it('is nothing in a box without height or width', async () => {
    const closed = 'height:0;overflow:hidden';
    expect(
      await shown(
        `<p>a</p><div style="${closed}"><p>hidden</p>hidden<input value="hidden"><h2>hidden</h2></div>
         <div style="width:0;overflow:hidden;white-space:nowrap">hidden</div>
         <div style="display:grid;grid-template-rows:0fr"><div style="overflow:hidden"><div style="height:0;overflow:clip">hidden</div></div></div>
         <table><tr><td>1</td><td>2<div style="${closed}">hidden</div></td></tr><tr><td>3</td><td>4</td></tr></table>
         <div style="display:flex"><b>x</b><div style="${closed};width:50px">hidden</div></div>
         <div style="height:0">overflowing</div>`,
      ),
    ).toEqual([
      ['a', true],
      [expect.objectContaining({ cells: ['1', '2'] }), true],
      [expect.objectContaining({ cells: ['3', '4'] }), true],
      ['x', true],
      ['overflowing', true],
    ]);
  });

  it('includes what is positioned out of such a box', async () => {
    expect(
      await shown(
        `<div style="height:0;overflow:hidden"><div style="position:absolute;top:50px">menu</div><div style="position:fixed;top:90px">dialog</div></div>
         <div style="height:0;overflow:hidden;position:relative"><div style="position:absolute;top:50px">clipped</div></div>`,
      ),
    ).toEqual([
      ['menu', true],
      ['dialog', true],
    ]);
  });

  it('is nothing of letters without size, save where an inner element gives them one', async () => {
    expect(
      await shown(
        `<ul style="font-size:0"><li style="font-size:14px">Owner</li>hidden</ul>
         <p>a<span style="font-size:0">hidden</span></p>
         <h2>Title<span style="font-size:0">hidden</span></h2>
         <table><tr><td>1</td><td style="font-size:0">hidden</td></tr><tr><td>3</td><td>4</td></tr></table>`,
      ),
    ).toMatchObject([
      ['Owner', true],
      ['a', true],
      ['Title', true],
      [{ cells: ['1', ''] }, true],
      [{ cells: ['3', '4'] }, true],
    ]);
  });

  it('is the summary alone of closed details', async () => {
    expect(
      await shown(
        `<details><summary>Closed</summary>hidden<p>hidden</p></details>
         <details open><summary>Open</summary>text</details>
         <div hidden="until-found">hidden</div>`,
      ),
    ).toEqual([
      ['Closed', true],
      ['Open', true],
      ['text', true],
    ]);
  });

  it('goes on below the fold where the page draws that only later', async () => {
    expect(
      await shown(
        '<div style="height:3000px">a</div><div style="content-visibility:auto;contain-intrinsic-size:100px"><p>b</p></div>',
      ),
    ).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('is not in the picture when it is scrolled out of a pane', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `<p>line ${at}</p>`).join('');
    const blocks = await shown(`<div id="pane" style="height:100px;overflow:auto">${lines}</div>`, () => {
      document.getElementById('pane')?.scrollTo(0, 500);
    });
    expect(blocks).toHaveLength(30);
    const inPicture = blocks.filter(([, isInPicture]) => isInPicture).length;
    expect(inPicture).toBeGreaterThan(1);
    expect(inPicture).toBeLessThan(6);
    expect(blocks[0]).toEqual(['line 0', false]);
  });

  it('is not in the picture when an element around it cuts it off', async () => {
    expect(
      await shown(
        `<div style="width:200px;height:100px;overflow:hidden"><div style="width:900px;height:300px;position:relative">
         <p>a</p><p style="margin-left:400px">right of it</p><p style="margin-top:200px">below it</p>
         <div style="position:absolute;top:250px">positioned below</div><input aria-label="field below" style="margin-top:90px"></div></div>
         <p>after</p>`,
      ),
    ).toEqual([
      ['a', true],
      ['right of it', false],
      ['below it', false],
      ['positioned below', false],
      [field('field below', ''), false],
      ['after', true],
    ]);
  });

  it('is told line by line in a pane of bare text, and row by row in a table with a pane of its own', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `line ${at}<br>`).join('');
    const bare = await shown(`<div style="height:60px;overflow:auto">${lines}</div>`);
    expect(bare.map(([, isInPicture]) => isInPicture).lastIndexOf(true)).toBeLessThan(5);
    expect(bare[0]).toEqual(['line 0', true]);

    const rows = Array.from(
      { length: 30 },
      (_, at) => `<div role="row"><span role="cell">${at}</span><span role="cell">x</span></div>`,
    ).join('');
    const grid = await shown(
      `<div role="grid"><div style="height:100px;overflow:auto">${rows}</div><div style="height:0;overflow:hidden">${rows}</div></div>`,
    );
    expect(grid).toHaveLength(30);
    expect(grid.map(([, isInPicture]) => isInPicture).lastIndexOf(true)).toBeLessThan(9);
  });

  it('is measured in frames as in the page', async () => {
    expect(
      await shown(
        `<div style="height:500px">a</div><div style="height:80px;overflow:hidden"><iframe id="own" style="border:20px solid;height:300px"></iframe></div>`,
        () => {
          const inner = (document.getElementById('own') as HTMLIFrameElement).contentDocument;
          if (inner)
            inner.body.innerHTML =
              'b<p style="margin-top:80px">outside the box around the frame</p><p style="margin-top:900px">c</p>text';
        },
      ),
    ).toEqual([
      ['a', true],
      ['b', true],
      ['outside the box around the frame', false],
      ['c', false],
      ['text', false],
    ]);
  });

  it('is the label of a box that the label draws', async () => {
    expect(
      await shown(
        `<style>input{position:absolute;opacity:0;left:-9999px}</style><input type="checkbox" id="c" checked><label for="c">Require MFA</label>`,
      ),
    ).toEqual([[field('Require MFA', 'on'), true]]);
  });

  it('is nothing that is there for screen readers alone, but for the names of fields', async () => {
    const unseen = 'class="unseen"';
    expect(
      await shown(
        `<style>.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0)}</style>
         <span style="position:fixed;overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap">You are logged in as an administrator</span>
         <span style="position:absolute;clip-path:inset(50%)">Breadcrumb</span>
         <a href="#x" ${unseen}>Skip to main content</a><h2 ${unseen}>Pagination</h2>
         <label ${unseen} for="s">Search</label><input id="s" value="mfa">
         <button>•<span ${unseen}>Toggle sidebar</span></button><button><span ${unseen}>Close</span></button>
         <table><tr><th>Name<th>Role</tr>
           <tr><td>Alena Novak <button aria-label="More options for a.novak"><svg></svg></button><td>Auditor</tr>
           <tr><td>Bruno Chen <button>Invite</button><td>Owner</tr></table>`,
      ),
    ).toEqual([
      [field('Search', 'mfa'), true],
      [field('•', ''), true],
      [field('Close', ''), true],
      [expect.objectContaining({ cells: ['Alena Novak', 'Auditor'] }), true],
      [expect.objectContaining({ cells: ['Bruno Chen Invite', 'Owner'] }), true],
    ]);
  });

  it('has titles also where the column of actions has none', async () => {
    const { blocks } = await reader.read(
      `<table><tr><th><th>User<th>Last name</tr>
       <tr><td>1<td>a.novak<td>Novak<td><button aria-label="Actions"><svg></svg></button></tr>
       <tr><td>2<td>b.chen<td>Chen<td>leaves</tr></table>`,
    );
    expect(blocks).toMatchObject([
      { header: ['', 'User', 'Last name', ''], cells: ['1', 'a.novak', 'Novak', ''] },
      { header: [], cells: ['2', 'b.chen', 'Chen', 'leaves'] },
    ]);
  });

  it.each([
    [
      '<aside><button class="side__account" aria-haspopup="menu"><img alt="">Ada Lindqvist</button></aside>',
      'Ada Lindqvist',
    ],
    [
      '<header><div role="button" title="ada@kestrel.example" aria-label="Logged in user menu">A</div></header>',
      'ada@kestrel.example',
    ],
    ['<nav><button aria-expanded="false"><i class="user-avatar"></i> m.brandt</button></nav>', 'm.brandt'],
    ['<nav><button aria-expanded="false" class="menu-user">User management</button></nav>', undefined],
    ['<header><button aria-haspopup="menu" id="user-menu">Settings</button></header>', undefined],
    ['<nav><button aria-expanded="false">Ada Lindqvist</button></nav>', undefined],
    ['<main><button class="user-row" aria-expanded="false">Ada Lindqvist</button></main>', undefined],
    ['<header><button class="user">Ada Ek</button><button class="user">Bo Ek</button></header>', undefined],
  ])('tells whose menu stands in a corner: %s', async (body, account) => {
    await reader.read(body);
    type Asked = { accountOnPage(): Promise<string | undefined> };
    expect(await reader.page.evaluate(() => (globalThis as unknown as Asked).accountOnPage())).toBe(account);
  });
});
