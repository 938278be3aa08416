import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { field, openReader, texts } from './page-reader-steps.ts';
import type { PageFacts } from '../../extension/capture/page/read-page.ts';
import type { Reader } from './page-reader-steps.ts';

let reader: Reader;
let read: Reader['read'];

beforeAll(async () => {
  reader = await openReader();
  ({ read } = reader);
});
afterAll(() => reader.close());

describe('reading a page', () => {
  it('takes headings, paragraphs and items in reading order, with white space as shown', async () => {
    const { blocks } = await read(
      '<h1>Password  policy</h1><p>Applies to <b>all</b>\n users.</p><ul><li>First</li><li>Second <a href="#">link</a></li></ul>after',
    );
    expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'item', 'item', 'paragraph']);
    expect(texts(blocks)).toEqual([
      'Password policy',
      'Applies to all users.',
      'First',
      'Second link',
      'after',
    ]);
  });

  it('leaves out what cannot be seen', async () => {
    const { blocks } = await read(
      '<p>shown</p><p hidden>a</p><p style="display:none">b</p><p style="visibility:hidden">c</p><p style="opacity:0">d</p><script>e</script><style>f{}</style><template>g</template>',
    );
    expect(texts(blocks)).toEqual(['shown']);
  });

  it('takes the states of forms', async () => {
    const { blocks } = await read(
      `<label><input type="checkbox" checked> Require MFA</label>
       <label><input type="radio" name="r"> Optional</label>
       <label for="len">Minimum length</label><input id="len" value="14">
       <label for="role">Role</label><select id="role"><option>User</option><option selected>Auditor</option></select>
       <label for="why">Reason</label><textarea id="why">Policy 7</textarea>
       <div role="switch" aria-checked="true" aria-label="SSO only" tabindex="0"></div>
       <button>Save changes</button>`,
    );
    expect(blocks).toEqual([
      field('Require MFA', 'on'),
      field('Optional', 'off'),
      field('Minimum length', '14'),
      field('Role', 'Auditor'),
      field('Reason', 'Policy 7'),
      field('SSO only', 'on'),
      field('Save changes', ''),
    ]);
  });

  it('takes what a person changed after the page came', async () => {
    const { blocks } = await read(
      '<input id="t" aria-label="Timeout"><input type="checkbox" id="c" aria-label="Lock">',
      () => {
        (document.getElementById('t') as HTMLInputElement).value = '15 min';
        (document.getElementById('c') as HTMLInputElement).checked = true;
      },
    );
    expect(blocks).toEqual([field('Timeout', '15 min'), field('Lock', 'on')]);
  });

  it('never takes a password, in whatever disguise', async () => {
    const pageText = await read(
      `<input type="password" value="hunter2-a" aria-label="Password">
       <input type="text" autocomplete="new-password" value="hunter2-b" aria-label="New">
       <input type="text" name="client_secret" value="hunter2-c" aria-label="Secret">
       <input type="text" autocomplete="one-time-code" value="hunter2-d" aria-label="Code">
       <input type="hidden" value="hunter2-e">
       <table><tr><th>Name</th><th>Key</th></tr><tr><td>x</td><td><input type="password" value="hunter2-f"></td></tr></table>`,
    );
    expect(JSON.stringify(pageText)).not.toContain('hunter2');
    expect(pageTextToPlain(pageText)).not.toContain('hunter2');
    expect(pageText.blocks).toContainEqual(field('Password', '(not recorded)'));
  });

  it('takes the number in a policy field although its name sounds like a secret', async () => {
    const { blocks } = await read(
      '<input name="min-password" value="12" aria-label="Least password length">',
    );
    expect(blocks).toEqual([field('Least password length', '12')]);
  });

  it('reads a table by rows with the titles of its columns, fields included', async () => {
    const { blocks } = await read(
      `<table><thead><tr><th>User</th><th>Role</th><th>MFA</th></tr></thead><tbody>
       <tr><td>a.moreau</td><td>Admin</td><td><input type="checkbox" checked></td></tr>
       <tr style="display:none"><td>hidden</td><td>x</td><td>y</td></tr>
       <tr><td>k.brandt</td><td>Reader</td><td>off</td></tr></tbody></table>`,
    );
    expect(blocks).toMatchObject([
      { kind: 'row', header: ['User', 'Role', 'MFA'], cells: ['a.moreau', 'Admin', 'on'] },
      { kind: 'row', header: ['User', 'Role', 'MFA'], cells: ['k.brandt', 'Reader', 'off'] },
    ]);
  });

  it('reads tables that are laid out without boxes of their own', async () => {
    const { blocks } = await read(
      `<style>.grid{display:grid;grid-template-columns:1fr 1fr} .none{display:contents}</style>
       <div role="grid" class="grid"><div role="row" class="none"><b role="columnheader">User</b><b role="columnheader">MFA</b></div>
       <div role="row" class="none"><span role="gridcell" class="none"><i>ada</i></span><span role="gridcell">on</span></div>
       <div role="row" class="none" style="visibility:hidden"><span role="gridcell">hidden</span><span role="gridcell">x</span></div></div>
       <table class="grid"><tbody class="none"><tr class="none"><td>a</td><td class="none">b</td></tr><tr class="none"><td>c</td><td>d</td></tr></tbody></table>
       <div style="display:none"><table><tr class="none"><td>hidden</td><td>x</td></tr><tr><td>hidden</td><td>x</td></tr></table></div>`,
    );
    expect(blocks).toMatchObject([
      { kind: 'row', header: ['User', 'MFA'], cells: ['ada', 'on'], inPicture: true },
      { kind: 'row', cells: ['a', 'b'], inPicture: true },
      { kind: 'row', cells: ['c', 'd'], inPicture: true },
    ]);
    expect(blocks).toHaveLength(3);
  });

  it('reads the title of a table before its rows', async () => {
    const { blocks } = await read(
      '<table><caption>Accounts with <b>MFA</b></caption><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
    );
    expect(texts(blocks.slice(0, 1))).toEqual(['Accounts with MFA']);
    expect(blocks.map((block) => block.kind)).toEqual(['paragraph', 'row', 'row']);
  });

  it('says when a table keeps only some of its rows in the page', async () => {
    const tableOf = (count: number) =>
      `<table aria-rowcount="${count}"><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>`;
    expect((await read(tableOf(2))).truncated).toBe(false);
    expect((await read(tableOf(500))).truncated).toBe(true);
    expect((await read(tableOf(-1))).truncated).toBe(true); // it does not know how many there are
  });

  it('reads a layout table like any other container', async () => {
    const { blocks } = await read(
      '<table><tr><td><h2>Menu</h2></td><td><p>Text</p></td></tr><tr><td>a</td><td>b</td></tr></table>',
    );
    expect(texts(blocks)).toEqual(['Menu', 'Text', 'a', 'b']);
  });

  it('sees through shadow roots and slots', async () => {
    const { blocks } = await read('<div id="host"><span slot="name">Ada</span></div>', () => {
      const root = document.getElementById('host')?.attachShadow({ mode: 'open' });
      if (root) root.innerHTML = '<p>Owner: <slot name="name"></slot></p><p>Shadow</p>';
    });
    expect(texts(blocks)).toEqual(['Owner: Ada', 'Shadow']);
  });

  it('reads frames of the same origin in their place, and names those of others', async () => {
    const { blocks, unreadableFrames } = await read(
      '<p>before</p><iframe id="own" width="300" height="200"></iframe><iframe src="data:text/html,secret" width="300" height="99"></iframe><p>after</p>',
      () => {
        const inner = (document.getElementById('own') as HTMLIFrameElement).contentDocument;
        if (inner)
          inner.body.innerHTML = '<h2>Accounts</h2><label><input type="checkbox" checked>Locked</label>';
      },
    );
    expect(texts(blocks)).toEqual(['before', 'Accounts', field('Locked', 'on'), 'after']);
    expect(unreadableFrames).toEqual(['a sandboxed frame']);
  });

  it('parts the text before a frame from the text in it', async () => {
    const { blocks } = await read('before <iframe id="own"></iframe> after', () => {
      const inner = (document.getElementById('own') as HTMLIFrameElement).contentDocument;
      if (inner) inner.body.textContent = 'inside';
    });
    expect(texts(blocks)).toEqual(['before', 'inside', 'after']);
  });

  it('names frames that a sandbox closes, by origin where they have one', async () => {
    const { unreadableFrames } = await read(
      `<iframe sandbox srcdoc="<p>secret</p>"></iframe><iframe sandbox src="https://frames.example/a?b"></iframe>`,
    );
    expect(unreadableFrames).toEqual(['a sandboxed frame', 'https://frames.example']);
  });

  it('reads the frames of a frame set', async () => {
    const { blocks } = await read('', () => {
      const set = document.createElement('frameset');
      set.append(document.createElement('frame'));
      document.body.replaceWith(set);
      const inner = set.querySelector('frame')?.contentDocument;
      if (inner) inner.body.innerHTML = '<p>Old console</p>';
    });
    expect(texts(blocks)).toEqual(['Old console']);
  });

  it('takes boxes that are neither on nor off, and buttons that stay pressed', async () => {
    const { blocks } = await read(
      `<label><input type="checkbox" id="some"> All users</label>
       <div role="checkbox" aria-checked="mixed" aria-label="All groups"></div>
       <button aria-pressed="true">Enforce</button><button aria-pressed="false">Audit only</button>
       <div role="button" aria-pressed="mixed">Alerts</div><button>Save</button>`,
      () => ((document.getElementById('some') as HTMLInputElement).indeterminate = true),
    );
    expect(blocks).toMatchObject([
      { control: 'checkbox', label: 'All users', value: 'mixed' },
      { control: 'checkbox', label: 'All groups', value: 'mixed' },
      { control: 'switch', label: 'Enforce', value: 'on' },
      { control: 'switch', label: 'Audit only', value: 'off' },
      { control: 'switch', label: 'Alerts', value: 'mixed' },
      { control: 'button', label: 'Save', value: '' },
    ]);
  });

  it('reads a toggle in a row of boxes as a field', async () => {
    const { blocks } = await read(
      '<div style="display:flex"><span>Lockout</span><button aria-pressed="true">On</button></div>',
    );
    expect(texts(blocks)).toEqual(['Lockout', field('On', 'on')]);
  });

  it('tells menus from content, also where nobody marked them', async () => {
    const links = Array.from({ length: 9 }, (_, at) => `<a href="#${at}">Section ${at}</a><br>`).join('');
    const { blocks } = await read(
      `<nav>Top menu</nav><div style="float:left;width:150px">${links}</div><main><p>Content</p></main><footer>Imprint</footer>`,
    );
    const of = (landmark: string) => blocks.filter((block) => block.landmark === landmark).length;
    expect(of('navigation')).toBeGreaterThanOrEqual(2);
    expect(texts(blocks.filter((block) => block.landmark === 'main'))).toEqual(['Content']);
    expect(texts(blocks.filter((block) => block.landmark === 'footer'))).toEqual(['Imprint']);
  });

  it('tells what the picture shows from what lies below it', async () => {
    const { blocks } = await read('<p>above</p><div style="height:900px"></div><p>below</p>');
    expect(blocks.map((block) => block.inPicture)).toEqual([true, false]);
  });

  it('reads a row of boxes as one line', async () => {
    const { blocks } = await read(
      '<div style="display:flex"><span>Session timeout</span><span>15 minutes</span></div><div style="display:flex;flex-direction:column"><span>A</span><span>B</span></div>',
    );
    expect(texts(blocks)).toEqual(['Session timeout · 15 minutes', 'A', 'B']);
  });

  it('reads ten thousand rows within reason', { timeout: 20_000 }, async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => `<tr><td>user${at}</td><td>on</td></tr>`).join('');
    const { blocks, truncated } = await read(`<table><tr><th>User</th><th>MFA</th></tr>${rows}</table>`);
    expect(blocks).toHaveLength(10_000);
    expect(truncated).toBe(false);
  });

  it('leaves the page its turn while it reads, and tells places of one moment alone', async () => {
    const rows = '<tr><td>user</td><td>on</td></tr>'.repeat(2_000);
    await read(`<p id="top">top</p><table>${rows}</table>`);
    const { turns, words, now } = await reader.page.evaluate(async () => {
      let turns = 0;
      let isOver = false;
      const channel = new MessageChannel();
      channel.port1.addEventListener('message', () => {
        turns += 1;
        // The first turn of the page moves everything that was read before it.
        if (turns === 1) document.getElementById('top')!.style.marginTop = '100px';
        if (!isOver) channel.port2.postMessage(null);
      });
      channel.port1.start();
      const reading = (globalThis as unknown as { readPage(): Promise<PageFacts> }).readPage();
      channel.port2.postMessage(null);
      const { pageText } = await reading;
      isOver = true;
      const now = [...document.querySelectorAll('p, td')].slice(0, 5).map((element) => {
        const range = new Range();
        range.selectNodeContents(element);
        return range.getBoundingClientRect().top;
      });
      return { turns, words: pageText.words, now };
    });
    expect(turns).toBeGreaterThan(2);
    expect(words?.slice(0, 5).map(({ y }) => y)).toEqual(now);
  });

  it('does not search the whole page for the label of every box', { timeout: 60_000 }, async () => {
    /** The best of three, because other programs may be at work. */
    const timeFor = async (boxes: number) => {
      const rows = Array.from(
        { length: boxes },
        () => '<tr><td><input type="checkbox"></td><td>on</td></tr>',
      );
      const reading = await read(`<table>${rows.join('')}</table>`);
      expect(reading.blocks).toHaveLength(boxes);
      const times = await reader.page.evaluate(async () => {
        const taken: number[] = [];
        for (let time = 0; time < 3; time += 1) {
          for (const box of document.querySelectorAll('input')) box.replaceWith(box.cloneNode()); // nothing is remembered of them
          const before = performance.now();
          await (globalThis as unknown as { readPage(): Promise<unknown> }).readPage();
          taken.push(performance.now() - before);
        }
        return taken;
      });
      return Math.min(...times);
    };
    // Four times as many boxes take about four times as long; if each searched the page, it would be sixteen times.
    const [few, many] = [await timeFor(1_500), await timeFor(6_000)];
    expect(many / few).toBeLessThan(10);
  });
});
