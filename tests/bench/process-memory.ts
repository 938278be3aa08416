/** What processes hold in memory, as Linux counts it (proc(5): VmRSS, pages that lie in memory, shared ones included). */
import { readFileSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';

const mebibyte = 1024 * 1024;

/** Bytes; 0 for a process that is gone. */
export function residentBytes(pid: number): number {
  try {
    const [, kibibytes = '0'] =
      /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kibibytes) * 1024;
  } catch {
    return 0;
  }
}

/** The most that a process of ours holds while it runs, looked at ten times a second. */
export function watchPeak(pid: number): { peakMebibytes: () => number; stop: () => void } {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 100);
  return { peakMebibytes: () => peak / mebibyte, stop: () => clearInterval(timer) };
}

export type BrowserMemory = Awaited<ReturnType<typeof watchBrowser>>;

/**
 * Watches a browser's processes. `growth` is how far the renderers together, and all processes together, rose above where they stood
 * when `begin` was called, at the worst of the moments since, in MiB. A page's workers live in its renderer.
 */
export async function watchBrowser(context: BrowserContext) {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('the context belongs to no browser');
  const now = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const sum = (type?: string) =>
      processInfo
        .filter((one) => type === undefined || one.type === type)
        .reduce((total, { id }) => total + residentBytes(id), 0);
    return { renderers: sum('renderer'), all: sum() };
  };
  let start = await now();
  let worst = start;
  let running = true;
  const watching = (async () => {
    while (running) {
      const { renderers, all } = await now();
      worst = { renderers: Math.max(worst.renderers, renderers), all: Math.max(worst.all, all) };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async begin(): Promise<void> {
      start = await now();
      worst = start;
    },
    growth: () => ({
      renderers: (worst.renderers - start.renderers) / mebibyte,
      all: (worst.all - start.all) / mebibyte,
      startRenderers: start.renderers / mebibyte,
    }),
    async stop(): Promise<void> {
      running = false;
      await watching;
      await session.detach();
    },
  };
}
