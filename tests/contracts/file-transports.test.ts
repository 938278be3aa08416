import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { randomBytes } from '#core/crypto/secret-key.ts';
import { openBundle } from '#core/sync/bundle-transport.ts';
import type { Directory } from '#core/sync/directory.ts';
import { openFolder } from '#core/sync/folder-transport.ts';
import type { Transport } from '#core/sync/transport.ts';
import type { Result } from '#core/shared/result.ts';
import { nodeBundleFile, nodeDirectory } from './node-files.ts';
import { describeTransport } from './transport-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-transports-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

function opened(result: Result<Transport, { kind: string }>): Transport {
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
}

describeTransport('a bundle file', { live: false, presence: false }, async () => {
  const path = join(folder, `${(count += 1)}.bundle`);
  return { open: async () => opened(await openBundle('bundle', nodeBundleFile(path))) };
});

const openFolderAt = async (path: string) =>
  opened(await openFolder({ name: 'folder', directory: nodeDirectory(path), pollMs: 10 }));

describeTransport('a folder', { live: true, presence: false }, async () => {
  const path = mkdtempSync(join(folder, 'shared-'));
  return { open: () => openFolderAt(path) };
});

describe('a bundle file', () => {
  it('is refused when it is cut anywhere, or something else', async () => {
    const path = join(folder, 'whole.bundle');
    const bundle = opened(await openBundle('bundle', nodeBundleFile(path)));
    await bundle.append('doc.a', randomBytes(150));
    await bundle.append('doc.a', randomBytes(150));
    const bytes = await nodeBundleFile(path).read();
    const ends = Array.from({ length: bytes?.size ?? 0 }, (_, at) => at);
    const whole: number[] = [];
    for (const end of ends) {
      const file = { read: async () => bytes?.slice(0, end), write: () => Promise.reject(new Error('no')) };
      if ((await openBundle('cut', file)).ok) whole.push(end);
    }
    // Cut between two entries it is a shorter bundle: what is missing shows by the counters.
    expect(whole).toEqual([33, 33 + 10 + 5 + 150]);
    const text = { read: async () => new Blob([new Uint8Array(5_000)]), write: () => Promise.resolve() };
    expect(await openBundle('text', text)).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });

  it('says that there is no room, and keeps what was there', async () => {
    let room = true;
    const file = {
      read: async () => undefined,
      write: () => (room ? Promise.resolve() : Promise.reject(new Error('full'))),
    };
    const bundle = opened(await openBundle('stick', file));
    await bundle.append('doc.a', randomBytes(150));
    room = false;
    expect(await bundle.append('doc.a', randomBytes(150))).toMatchObject({
      ok: false,
      error: { kind: 'full' },
    });
    const seen: number[] = [];
    const following = await bundle.follow('', async ({ deliveries }) => void seen.push(deliveries.length));
    expect(following.ok && (await following.value.ended)).toBeUndefined();
    expect(seen).toEqual([1]);
  });
});

describe('a folder', () => {
  it('waits for a file that is not there whole yet, and passes over what is not its own', async () => {
    const path = mkdtempSync(join(folder, 'synced-'));
    const writer = await openFolderAt(path);
    const envelope = randomBytes(150);
    await writer.append('doc.a', envelope);
    const envelopes = join(path, 'envelopes');
    const [file = ''] = await readdir(envelopes);
    await truncate(join(envelopes, file), 70);
    await writeFile(join(envelopes, 'desktop.ini'), 'x');
    await writer.append('doc.b', randomBytes(150));
    const seen: string[] = [];
    const reader = await openFolderAt(path);
    await reader.follow(
      '',
      async ({ deliveries }) => void seen.push(...deliveries.map((each) => each.subject)),
    );
    await expect.poll(() => seen, { timeout: 30_000 }).toEqual(['doc.b']);
    await writeFile(join(envelopes, file), envelope);
    await expect.poll(() => seen, { timeout: 30_000 }).toEqual(['doc.b', 'doc.a']);
    await reader.close();
    await writer.close();
  });

  it('says when the browser forgot the permission, and goes on when it is given again', async () => {
    const path = mkdtempSync(join(folder, 'asked-'));
    let isAllowed = true;
    /** A folder as a browser gives it: each use of it may be forbidden. */
    function asked(inner: Directory): Directory {
      const check = () => {
        if (!isAllowed) throw new DOMException('not allowed', 'NotAllowedError');
      };
      return {
        async *keys() {
          check();
          yield* inner.keys();
        },
        async getFileHandle(name, options) {
          check();
          return inner.getFileHandle(name, options);
        },
        async getDirectoryHandle(name, options) {
          check();
          return asked(await inner.getDirectoryHandle(name, options));
        },
        async removeEntry(name) {
          check();
          return inner.removeEntry(name);
        },
      };
    }
    const directory = asked(nodeDirectory(path));
    const open = () => openFolder({ name: 'folder', directory, pollMs: 10 });
    const transport = opened(await open());
    const following = await transport.follow('', async () => undefined);
    const envelope = randomBytes(150);
    isAllowed = false;
    expect(following.ok && (await following.value.ended)).toMatchObject({ kind: 'refused' });
    expect(await transport.append('doc.a', envelope)).toMatchObject({
      ok: false,
      error: { kind: 'refused' },
    });
    expect(await open()).toMatchObject({ ok: false, error: { kind: 'refused' } });
    isAllowed = true;
    expect(await transport.append('doc.a', envelope)).toMatchObject({ ok: true });
    expect((await open()).ok).toBe(true);
    await transport.close();
  });

  it('says when it cannot be read', async () => {
    const gone = await openFolderAt(mkdtempSync(join(folder, 'gone-')));
    rmSync(folder, { recursive: true });
    expect(await gone.append('doc.a', randomBytes(150))).toMatchObject({
      ok: false,
      error: { kind: 'offline' },
    });
  });
});
