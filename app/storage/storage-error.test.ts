import { Dexie } from 'dexie';
import { expect, it } from 'vitest';
import { describeStorageError, within } from './storage-error.ts';

const aborted = (inner: Error) => new Dexie.AbortError('Transaction aborted', inner);

it.each([
  ['a plain quota error', new DOMException('', 'QuotaExceededError'), 'storage-full'],
  ['Dexie over quota', aborted(new DOMException('', 'QuotaExceededError')), 'storage-full'],
  [
    'Chromium on a full disk',
    aborted(new DOMException('Failed to write blobs (IOError)', 'DataError')),
    'storage-full',
  ],
  ['other wrong data', aborted(new DOMException('no valid key', 'DataError')), 'storage-broken'],
  ['a closed database', new Dexie.DatabaseClosedError('closed'), 'storage-closed'],
  ['no database at all', new Dexie.MissingAPIError('none'), 'storage-unavailable'],
  ['what nobody knows', new Error('?'), 'storage-broken'],
  ['no error', undefined, 'storage-broken'],
])('calls %s by its kind', (_what, error, kind) => {
  const described = describeStorageError(error);
  expect(described.kind).toBe(kind);
  expect(described.sentence).toMatch(/\.$/);
});

it('gives up on what never settles', async () => {
  const error: unknown = await within(new Promise(() => {}), 10).catch((reason: unknown) => reason);
  expect(describeStorageError(error).kind).toBe('storage-slow');
  expect(await within(Promise.resolve(1), 10)).toBe(1);
});
