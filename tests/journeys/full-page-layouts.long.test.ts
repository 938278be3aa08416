/**
 * On pages that are hard to take, both ways of taking a full page give the same picture, and it shows each part once. Every third of the
 * layouts, as each takes seven seconds; EXHIBIT_LAYOUTS=all takes them all.
 */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { pageLayouts } from '../fixtures/page-layouts.ts';
import { startRig } from './full-page-rig.ts';
import type { Rig } from './full-page-rig.ts';

const layouts = pageLayouts.filter((_, at) => process.env['EXHIBIT_LAYOUTS'] === 'all' || at % 3 === 1);
const pathOf = (name: string) => `/${name.replaceAll(/\W+/g, '-')}`;
const bodyOf = (path: string) => pageLayouts.find(({ name }) => pathOf(name) === path)?.html;

for (const scale of [1, 2]) {
  describe(`at ${scale} device pixels a pixel, both ways agree on`, () => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await startRig(bodyOf, {
        // Without the bar about the debugger, which comes and goes slowly and takes room from the page.
        args: [
          `--force-device-scale-factor=${scale}`,
          '--window-size=1280,800',
          '--silent-debugger-extension-api',
        ],
        viewport: null,
        scrollBars: true,
      });
    });
    afterAll(() => rig?.close());

    for (const layout of layouts.filter((each) => (each.scale ?? 1) === scale)) {
      it(layout.name, async () => {
        const page = await rig.open(pathOf(layout.name));
        onTestFinished(() => page.close());
        // A zoom holds for all pages of its host, also for those that come later.
        await rig.zoom(page, layout.zoom ?? 1);
        const before = await rig.state(page);
        if (layout.grows) before.markup = '';
        const stitched = await rig.take(page, 'takeFullPage');
        const after = await rig.state(page);
        expect(layout.grows ? { ...after, markup: '' } : after).toEqual(before);
        const atOnce = await rig.take(page, 'takeFullPageAtOnce');
        expect(await rig.state(page)).toEqual(after);
        const { share, firstDifference } = await rig.compare(stitched, atOnce);
        if (process.env['EXHIBIT_FULL_PAGES'])
          rig.save(process.env['EXHIBIT_FULL_PAGES'], layout.name, stitched, atOnce);
        expect(share, `first difference: ${firstDifference}`).toBeGreaterThanOrEqual(0.999);
      });
    }
  });
}

describe('a full page that is hard to trust', () => {
  let rig: Rig;
  /** Scrolls, as it says, and shows the same all the time: what a browser that hands out old pictures looks like. */
  const frozen =
    `<!doctype html><title>Frozen</title><body style="margin:0;height:6000px"><div style="position:absolute;top:0;left:0;right:0">` +
    `${Array.from({ length: 60 }, (_, at) => `<p>Line ${at * at}</p>`).join('')}</div>` +
    `<script>const box=document.querySelector('div');addEventListener('scroll',()=>{box.style.top=scrollY+'px'})</script>`;
  const lines = Array.from({ length: 150 }, (_, at) => `<p>Line ${at * at}</p>`).join('');
  const plain = `<!doctype html><title>Plain</title><body style="margin:0">${lines}`;
  const wide = `<!doctype html><title>Wide</title><body style="margin:0;width:2600px;columns:2">${lines}`;
  beforeAll(async () => {
    rig = await startRig((path) => ({ '/frozen': frozen, '/plain': plain, '/wide': wide })[path]);
  });
  afterAll(() => rig?.close());

  it('is refused when its parts come out the same', async () => {
    const page = await rig.open('/frozen');
    const before = await rig.state(page);
    await expect(rig.take(page, 'takeFullPage')).rejects.toThrow('two parts of the page came out the same');
    expect((await rig.state(page)).scrolled).toEqual(before.scrolled);
  });

  it.each([
    // The second tile comes as the first, and when it is taken again as the picture that was to tell whether it was genuine.
    ['/plain', [1, 3, 4]],
    ['/wide', [1, 2]],
  ])('is right although the browser hands out earlier pictures: %s, %j', async (path, old) => {
    const page = await rig.open(path);
    onTestFinished(() => page.close());
    const undisturbed = await rig.take(page, 'takeFullPage');
    const worker = await rig.browser.serviceWorker();
    await worker.evaluate((which) => {
      const capture = chrome.tabs.captureVisibleTab;
      let [count, last] = [0, Promise.resolve('')];
      chrome.tabs.captureVisibleTab = ((...args: Parameters<typeof capture>) => {
        if (!which.includes(count)) last = capture(...args) as unknown as Promise<string>;
        count += 1;
        if (count > which.at(-1)! + 1) chrome.tabs.captureVisibleTab = capture;
        return last;
      }) as typeof capture;
    }, old);
    const disturbed = await rig.take(page, 'takeFullPage');
    expect((await rig.compare(undisturbed, disturbed)).share).toBe(1);
    expect([undisturbed.seams, disturbed.seams]).toEqual([0, 0]);
  });

  it('loses no tile when the browser refuses pictures again and again', async () => {
    const page = await rig.open('/plain');
    const undisturbed = await rig.take(page, 'takeFullPage');
    const worker = await rig.browser.serviceWorker();
    // Somebody else in the same extension uses up the quota.
    await worker.evaluate(() => {
      const counts = { refused: 0, timer: 0 };
      const hog = () =>
        chrome.tabs.captureVisibleTab().catch((error: unknown) => {
          if (String(error).includes('MAX_CAPTURE')) counts.refused += 1;
        });
      counts.timer = Number(setInterval(() => void hog(), 400));
      Object.assign(globalThis, { counts });
    });
    const disturbed = await rig.take(page, 'takeFullPage');
    const refused = await worker.evaluate(() => {
      const { counts } = globalThis as unknown as { counts: { refused: number; timer: number } };
      clearInterval(counts.timer);
      return counts.refused;
    });
    expect(refused).toBeGreaterThan(0);
    expect(disturbed.tiles).toBe(undisturbed.tiles);
    expect((await rig.compare(undisturbed, disturbed)).share).toBe(1);
  });
});
