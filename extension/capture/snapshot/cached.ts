/** Files of the page from the browser's cache. Nothing is asked of the network. */
import type { Budget } from './budget.ts';
import { dataUrlOf } from './data-url.ts';

const maxAddresses = 400;
const largestFile = 3_000_000;

/** A page's service worker sees every request, and may pass it on to the network. */
const isWatched = () => {
  try {
    return navigator.serviceWorker?.controller !== null && navigator.serviceWorker !== undefined;
  } catch {
    return true;
  }
};

/** Reads what the page has loaded from its own origin, once per address. */
export class CachedFiles {
  private readonly known = new Map<string, Promise<Blob | undefined>>();
  private readonly closed = isWatched();

  file(address: string): Promise<Blob | undefined> {
    const found = this.known.get(address);
    if (found) return found;
    const reading =
      this.closed || this.known.size >= maxAddresses ? Promise.resolve(undefined) : read(address);
    this.known.set(address, reading);
    return reading;
  }

  async dataUrl(address: string, budget: Budget): Promise<string | undefined> {
    const file = await this.file(address);
    if (!file || file.size > largestFile || file.size * 1.4 > budget.left) return undefined;
    const url = await dataUrlOf(file);
    if (url === undefined) return undefined;
    budget.write(url.length);
    return url;
  }
}

async function read(address: string): Promise<Blob | undefined> {
  if (!URL.canParse(address) || new URL(address).origin !== location.origin) return undefined;
  try {
    // The browser takes `only-if-cached` with `same-origin` alone (Fetch, 5.3 step 23), and answers 504 for what it has not.
    const answer = await fetch(address, { cache: 'only-if-cached', mode: 'same-origin', redirect: 'error' });
    return answer.ok ? await answer.blob() : undefined;
  } catch {
    return undefined;
  }
}
