import { afterEach, describe, expect, it, vi } from 'vitest';
import { injectScript } from './inject-script.ts';

/** A browser that answers one injection after the other with these: an error's text, or what the page returned. */
function makeBrowser(answers: ({ error: string } | { result: unknown })[]) {
  const left = [...answers];
  const executeScript = async () => {
    const answer = left.shift();
    if (!answer) throw new Error('asked once too often');
    if ('error' in answer) throw new Error(answer.error);
    return [{ frameId: 0, ...answer }];
  };
  vi.stubGlobal('chrome', { scripting: { executeScript } });
  return { left };
}

const late =
  'Cannot access contents of the page. Extension manifest must request permission to access the respective host.';
const lasting = 'Cannot access contents of url "file:///etc/hosts".';
const injection = { target: { tabId: 1 }, files: ['/page-reader.js'] };

describe('a script in a page', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is tried again while the grant of the press is on its way', async () => {
    const { left } = makeBrowser([{ error: late }, { error: late }, { result: 'text' }]);
    expect(await injectScript(injection)).toMatchObject([{ result: 'text' }]);
    expect(left).toEqual([]);
  });

  it('is given up at once where the browser keeps extensions out', async () => {
    for (const error of [
      lasting,
      'Cannot access a chrome:// URL',
      'The extensions gallery cannot be scripted.',
    ]) {
      makeBrowser([{ error }, { result: 'text' }]);
      await expect(injectScript(injection)).rejects.toThrow(error);
    }
  });
});
