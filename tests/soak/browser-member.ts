/** A member in a real Chromium: the built app in one tab, a second tab of the same profile that edits. */
import type { Page } from 'playwright-core';
import { endSharedWorkers } from '../browser/shared-worker.ts';
import type { AppRig } from '../journeys/app-rig.ts';
import { desk } from '../journeys/looks.ts';
// For the type of globalThis.randomEdits as well.
import type { SeedExhibit } from '../journeys/screens-page.ts';
import { cutFor, editsPerCall, pause, type SoakMember } from './soak-member.ts';
import type { CutLine } from './cut-line.ts';

export type BrowserMember = SoakMember & {
  page: () => Page;
  /** Makes the risks that all write to. */
  prepare: () => Promise<void>;
  /** The key of the workspace's account on the relay; only the founder's device has one. */
  accountSeed: () => Promise<string | undefined>;
  /** Keeps an exhibit as if the extension had handed it over. */
  keepExhibit: (exhibit: SeedExhibit) => Promise<void>;
  /** The ids of those that are here whole. */
  wholeExhibits: () => Promise<string[]>;
};

const longest = { timeout: 120_000 };

export async function openInBrowser(
  rig: AppRig,
  name: string,
  line: CutLine,
  random: () => number,
): Promise<BrowserMember> {
  const opened = await rig.open({ colorScheme: 'light', viewport: desk });
  const { context } = opened;
  context.setDefaultTimeout(120_000);
  let page = opened.page;
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  let edits = await openEdits();

  async function openEdits(): Promise<Page> {
    const tab = await context.newPage();
    await tab.goto(`${rig.url}/seed.html`);
    await tab.waitForFunction(() => 'randomEdits' in globalThis);
    return tab;
  }

  /** The process of the tab ends, as by the task manager: no handler of the page runs. */
  async function crash(tab: Page): Promise<void> {
    const session = await context.newCDPSession(tab);
    const gone = new Promise((resolve) => tab.once('crash', resolve));
    void session.send('Page.crash').catch(() => undefined);
    await gone;
    await tab.close();
  }
  const isAlive = async (tab: Page) =>
    Promise.race([tab.evaluate(() => true), pause(20_000).then(() => false)]).catch(() => false);

  /** Tabs of one profile may share a process: whichever is gone is opened again. */
  async function openWhatIsGone(): Promise<void> {
    if (!(await isAlive(page))) {
      await page.close().catch(() => undefined);
      page = await context.newPage();
      await page.goto(rig.addressOf('#/team'));
      await page.getByRole('main').waitFor();
    }
    if (!(await isAlive(edits))) {
      await edits.close().catch(() => undefined);
      edits = await openEdits();
    }
  }

  return {
    name,
    page: () => page,
    prepare: () => edits.evaluate(() => randomEdits.prepare()),
    accountSeed: () => edits.evaluate(() => randomEdits.accountSeed()),
    keepExhibit: (exhibit) => edits.evaluate((one) => randomEdits.keepExhibit(one), exhibit),
    wholeExhibits: () => edits.evaluate(() => randomEdits.wholeExhibits()),
    edit: (as, seed) =>
      edits.evaluate(([who, count, by]) => randomEdits.make(who, count, by), [
        as,
        editsPerCall,
        seed,
      ] as const),
    disturbances: {
      async offline() {
        await context.setOffline(true);
        await cutFor(line, 2_000 + random() * 6_000);
        await context.setOffline(false);
      },
      reload: async () => void (await page.reload(longest)),
      async 'killed tab'() {
        await crash(page);
        await openWhatIsGone();
      },
      async 'killed worker'() {
        await endSharedWorkers(page);
      },
      async 'killed while editing'() {
        await crash(edits);
        await openWhatIsGone();
      },
    },
    async isInStep() {
      const words = await page.locator('.team-line').innerText();
      return words.includes('In step since');
    },
    state: () =>
      edits.evaluate(async () => [await randomEdits.state(), await randomEdits.notes()].join('\n')),
    close: () => context.close(),
  };
}
