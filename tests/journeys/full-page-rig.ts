/**
 * A small extension of the test's own, from the product's sources, which takes full pages in both ways and hands the pictures out at
 * once: the layouts are compared without storing, reading and classifying each of their pictures.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { bundle } from '../browser/bundle.ts';
import { launchWithExtension } from '../browser/launch.ts';
import type { ExtensionBrowser, LaunchOptions } from '../browser/launch.ts';

/** The two ways, by the names of their functions in the worker. */
export type Way = 'takeFullPage' | 'takeFullPageAtOnce';

export type Taken = {
  png: string;
  width: number;
  height: number;
  tiles: number;
  seams: number;
  isCut: boolean;
  ms: number;
};

/** What two pictures have in common; `share` of equal pixels is 0 when their sizes differ. */
export type Comparison = { share: number; firstDifference: string };

export type Rig = {
  browser: ExtensionBrowser;
  /** Opens the page in a tab of its own, in front. */
  open(path: string): Promise<Page>;
  take(page: Page, way: Way): Promise<Taken>;
  /** Sets the zoom as a person does: 1 is 100 %. */
  zoom(page: Page, factor: number): Promise<void>;
  /** What a picture must leave as it was: markup, style sheets, scroll positions, animations, films, size of the window. */
  state(page: Page): Promise<PageState>;
  /** Writes both pictures to a folder, to be looked at. */
  save(folder: string, name: string, ...pictures: Taken[]): void;
  compare(one: Taken, other: Taken): Promise<Comparison>;
  close(): Promise<void>;
};

const manifest = {
  manifest_version: 3,
  name: 'Full-page rig',
  version: '1.0.0',
  action: { default_title: 'Rig' },
  background: { service_worker: 'worker.js', type: 'module' },
  permissions: ['scripting', 'tabs', 'debugger'],
  host_permissions: ['<all_urls>'],
};

async function writeRigExtension(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const walker = `(() => {${await bundle(resolve(import.meta.dirname, 'full-page-walker.ts'))}})()`;
  // The harness waits until somebody listens to the button.
  const worker = `${await bundle(resolve(import.meta.dirname, 'full-page-worker.ts'))}
chrome.action.onClicked.addListener(() => {});`;
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dir, 'worker.js'), worker);
  writeFileSync(join(dir, 'page-walker.js'), walker);
  writeFileSync(join(dir, 'blank.html'), '<!doctype html><title>Rig</title>');
}

export type PageState = ReturnType<typeof stateOfPage>;

function stateOfPage() {
  // By the browser's own methods: an image of the page may be called like any of them.
  const of = Document.prototype;
  const all = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) => [
    ...(of.querySelectorAll.call(document, tag) as NodeListOf<HTMLElementTagNameMap[Tag]>),
  ];
  const scrolled = [...of.querySelectorAll.call(document, '*')].flatMap((element) =>
    element.scrollTop || element.scrollLeft
      ? [[element.localName, element.scrollTop, element.scrollLeft]]
      : [],
  );
  const inner = all('iframe').map((frame) => frame.contentDocument?.documentElement);
  const sheets = Object.getOwnPropertyDescriptor(of, 'adoptedStyleSheets')?.get?.call(document);
  return {
    markup: [...all('html'), ...inner].map((root) => root?.outerHTML).join('\n'),
    sheets: (sheets as CSSStyleSheet[]).length,
    scrolled,
    window: [innerWidth, innerHeight, devicePixelRatio],
    // Those that end have ended meanwhile, in any case.
    animations: of.getAnimations
      .call(document)
      .filter((animation) => animation.effect?.getComputedTiming().endTime === Infinity)
      .map((animation) => animation.playState),
    films: all('video').map((film) => film.paused),
  };
}

/** Serves these pages (path to HTML) and starts the browser with the rig. */
export async function startRig(
  bodyOf: (path: string) => string | undefined,
  options: Partial<LaunchOptions> = {},
): Promise<Rig> {
  const dir = mkdtempSync(join(tmpdir(), 'exhibit-full-page-'));
  await writeRigExtension(dir);
  const server = createServer((request, response) => {
    const body = bodyOf(request.url ?? '');
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.writeHead(body === undefined ? 404 : 200);
    response.end(body ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const browser = await launchWithExtension({ extensionDir: dir, ...options });
  const desk = await browser.openExtensionPage('blank.html');
  return {
    browser,
    open: async (path) => {
      const page = await browser.context.newPage();
      await page.goto(url + path);
      await page.bringToFront();
      return page;
    },
    take: async (page, way) => {
      await page.bringToFront();
      const worker = await browser.serviceWorker();
      return worker.evaluate(
        async ([name, address]) => {
          const tab = (await chrome.tabs.query({ active: true })).find(({ url }) => url === address);
          type Take = (tab: unknown) => Promise<Taken & { bytes: Uint8Array<ArrayBuffer> }>;
          const take = (globalThis as unknown as Record<string, Take>)[name];
          const begun = performance.now();
          if (!take || !tab) throw new Error('no such tab in front');
          const { bytes, ...rest } = await take({ id: tab.id, windowId: tab.windowId });
          return { ...rest, png: bytes.toBase64(), ms: performance.now() - begun };
        },
        [way, page.url()] as const,
      );
    },
    zoom: async (page, factor) => {
      const worker = await browser.serviceWorker();
      await worker.evaluate(
        async ([address, zoom]) => {
          const tab = (await chrome.tabs.query({ active: true })).find(({ url }) => url === address);
          await chrome.tabs.setZoom(tab?.id ?? 0, zoom);
        },
        [page.url(), factor] as const,
      );
    },
    state: async (page) => {
      const state = await page.evaluate(stateOfPage);
      // A difference in the whole markup would be pages of text.
      return { ...state, markup: createHash('sha256').update(state.markup).digest('hex') };
    },
    save: (folder, name, ...pictures) => {
      mkdirSync(folder, { recursive: true });
      for (const [at, { png }] of pictures.entries())
        writeFileSync(join(folder, `${name} ${at}.png`), Buffer.from(png, 'base64'));
    },
    compare: (one, other) =>
      desk.evaluate(
        async ([left, right]) => {
          const open = async (png: string) => {
            const bitmap = await createImageBitmap(
              await (await fetch(`data:image/png;base64,${png}`)).blob(),
            );
            const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
            const pen = canvas.getContext('2d', { willReadFrequently: true });
            pen?.drawImage(bitmap, 0, 0);
            return { width: bitmap.width, height: bitmap.height, pen };
          };
          const [a, b] = [await open(left), await open(right)];
          const sizes = `${a.width}x${a.height} and ${b.width}x${b.height}`;
          if (a.width !== b.width || a.height !== b.height)
            return { share: 0, firstDifference: `sizes ${sizes}` };
          let different = 0;
          let firstDifference = '';
          for (let top = 0; top < a.height; top += 1_000) {
            const rows = Math.min(1_000, a.height - top);
            const [p, q] = [a, b].map(
              ({ pen }) => new Uint32Array(pen!.getImageData(0, top, a.width, rows).data.buffer),
            );
            for (let at = 0; at < p!.length; at += 1)
              if (p![at] !== q![at]) {
                different += 1;
                firstDifference ||= `${at % a.width},${top + Math.floor(at / a.width)}`;
              }
          }
          return { share: 1 - different / (a.width * a.height), firstDifference };
        },
        [one.png, other.png] as const,
      ),
    close: async () => {
      await browser.close();
      server.close();
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
