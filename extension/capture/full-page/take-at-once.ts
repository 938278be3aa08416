import { openDebugger } from './debugger-session.ts';
import { walkPage, windowHeight } from './page-calls.ts';
import { fullPageOf, maxPageHeight } from './take-full-page.ts';
import type { FullPage, PageTab, WhileHeld } from './take-full-page.ts';
import { shotOf } from './stitch.ts';
import { RepeatedBandsError, takeTiles } from './tiles.ts';
import type { FullPageOptions } from './tiles.ts';

/** Pixels; above it graphics cards give pictures that repeat themselves. Longer pages take several shots. */
const tallestShot = 16_000;

/** In a window as high as its content this page does not stand as it does in its own; it has to be scrolled through. */
export class LayoutChangedError extends Error {
  override name = 'LayoutChangedError';
}

/**
 * The same picture as `takeFullPage`, by the debugger protocol: the window is made as high as the content for a moment, while
 * everything in it keeps its size. Rejects like `takeFullPage`, and with `LayoutChangedError` or the debugger's own error where it
 * does not work; `takeFullPage` may work then.
 */
export async function takeFullPageAtOnce(
  tab: PageTab,
  options: FullPageOptions = {},
  whileHeld?: WhileHeld,
): Promise<FullPage> {
  options.signal?.throwIfAborted();
  const zoom = await chrome.tabs.getZoom(tab.id);
  const height = await windowHeight(tab.id);
  const session = await openDebugger(tab.id);
  try {
    // The browser's bar about the debugger takes room from the page; it is not to notice.
    await session.setHeight(Math.ceil(height * zoom));
    const { page, measure } = await walkPage(tab.id, maxPageHeight);
    const shoot = async () => {
      // Drawing a high window can take a busy machine so long that the page would believe itself abandoned.
      const beat = setInterval(() => void page.stood().catch(() => undefined), 3_000);
      try {
        return await shotOf(await session.screenshot());
      } finally {
        clearInterval(beat);
      }
    };
    try {
      const { content, box, devicePixelRatio: ratio, isWindow } = measure;
      const around = isWindow ? undefined : await page.goTo(0, 0).then(shoot);
      const tallest = Math.floor(tallestShot / ratio);
      const extra = Math.max(0, Math.min(content.height, tallest) - box.height);
      if (extra > 0) {
        if (!(await page.rememberLayout())) throw new LayoutChangedError();
        await session.setHeight(Math.ceil((measure.window.height + extra) * zoom));
        if (!(await page.stretch(extra))) throw new LayoutChangedError();
      }
      options.signal?.throwIfAborted();
      const { stitch, tiles } = await takeTiles(page, measure, shoot, options, around);
      if (stitch.isRepeated()) throw new RepeatedBandsError();
      await whileHeld?.(page);
      return await fullPageOf(stitch, tiles, measure);
    } finally {
      // The window first: the page is to be put right at the size that it had.
      await session.close();
      await page.end();
    }
  } finally {
    await session.close();
  }
}
