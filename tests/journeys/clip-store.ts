/** What the extension keeps, seen from one of its own pages. */
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import type { ExtensionBrowser } from '../browser/launch.ts';

export type StoredClip = {
  id: string;
  state: string;
  provenance: { mode: string; title: string; area?: { x: number; y: number; width: number; height: number } };
  files: { role: string; sha256: string; width?: number; height?: number }[];
};

export type ClipStore = {
  page: Page;
  /** Oldest first. */
  clips: () => Promise<StoredClip[]>;
  /** The clip after so many others, once its page text is there. */
  nth: (count: number) => Promise<StoredClip>;
  /** The plain text of a clip. */
  textOf: (clip: StoredClip) => Promise<string>;
  /** Everything in the database and in the browser's storage for the extension, as one text. */
  everything: () => Promise<string>;
  /** How many pixels of a clip's picture differ from the same place of another's; `left` and `top` are pixels of the other. */
  differences: (clip: StoredClip, other: StoredClip, left: number, top: number) => Promise<number>;
};

export async function openClipStore(browser: ExtensionBrowser): Promise<ClipStore> {
  const page = await browser.openExtensionPage('redact.html');
  await page.evaluate(() => {
    const rows = (table: string) =>
      new Promise<Record<string, unknown>[]>((done, fail) => {
        const opened = indexedDB.open('exhibit-clips');
        opened.onerror = () => fail(opened.error);
        opened.onsuccess = () => {
          const db = opened.result;
          const asked = db.transaction(table).objectStore(table).getAll();
          asked.onsuccess = () => {
            db.close();
            done(asked.result);
          };
        };
      });
    Object.assign(globalThis, { rows });
  });
  const clips = () =>
    page.evaluate(async () => {
      const { rows } = globalThis as unknown as { rows(table: string): Promise<unknown[]> };
      return JSON.parse(JSON.stringify(await rows('clips'))) as StoredClip[];
    });
  return {
    page,
    clips,
    nth: (count) =>
      vi.waitFor(
        async () => {
          const clip = (await clips())[count];
          if (!clip || clip.state === 'capturing') throw new Error(`there is no clip after ${count} others`);
          return clip;
        },
        { timeout: 30_000, interval: 100 },
      ),
    textOf: (clip) =>
      page.evaluate(
        async (sha256) => {
          const { rows } = globalThis as unknown as {
            rows(table: string): Promise<{ sha256: string; content: Blob }[]>;
          };
          return (await rows('files')).find((file) => file.sha256 === sha256)?.content.text() ?? 'no text';
        },
        clip.files.find(({ role }) => role === 'text')?.sha256 ?? '',
      ),
    everything: () =>
      page.evaluate(async () => {
        const { rows } = globalThis as unknown as { rows(table: string): Promise<Record<string, unknown>[]> };
        const texts: string[] = [];
        for (const table of ['clips', 'files', 'pairings', 'reviews', 'settings', 'sites']) {
          for (const row of await rows(table)) {
            texts.push(JSON.stringify(row));
            if (row['content'] instanceof Blob) texts.push(await row['content'].text());
          }
        }
        for (const area of [chrome.storage.session, chrome.storage.local])
          texts.push(JSON.stringify(await area.get()));
        return texts.join('\n');
      }),
    differences: (clip, other, left, top) =>
      page.evaluate(
        async ([small, large, x, y]) => {
          const { rows } = globalThis as unknown as {
            rows(table: string): Promise<{ sha256: string; content: Blob }[]>;
          };
          const files = await rows('files');
          const pixelsOf = async (sha256: string) => {
            const file = files.find((each) => each.sha256 === sha256);
            if (!file) throw new Error('the picture is missing');
            const bitmap = await createImageBitmap(file.content);
            const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
            if (!pen) throw new Error('no canvas');
            pen.drawImage(bitmap, 0, 0);
            return { pen, width: bitmap.width, height: bitmap.height };
          };
          const mine = await pixelsOf(small);
          const whole = await pixelsOf(large);
          const a = new Uint32Array(mine.pen.getImageData(0, 0, mine.width, mine.height).data.buffer);
          const b = new Uint32Array(whole.pen.getImageData(x, y, mine.width, mine.height).data.buffer);
          return a.filter((pixel, at) => pixel !== b[at]).length;
        },
        [original(clip), original(other), left, top] as const,
      ),
  };
}

const original = ({ files }: StoredClip): string =>
  files.find(({ role }) => role === 'original')?.sha256 ?? '';
