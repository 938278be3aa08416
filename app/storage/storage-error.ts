/**
 * Why the browser's database refused, as a kind that code can act on and a sentence that a person can read.
 *
 * Dexie reports a transaction's failure as `AbortError` and keeps the reason in `inner`, so the chain of inner errors is what
 * is looked at, innermost last.
 */

/** Nothing is deleted in any of these cases; what could not be stored stays in memory with whoever asked. */
export type StorageErrorKind =
  'storage-full' | 'storage-slow' | 'storage-closed' | 'storage-unavailable' | 'storage-broken';

export type StorageError = { kind: StorageErrorKind; sentence: string };

const sentences: Record<StorageErrorKind, string> = {
  'storage-full':
    'This browser or its disk has no room left. What is open here is kept; free some space and it will be stored.',
  'storage-slow':
    'The browser has not confirmed the last write. What is open here is kept and written again.',
  'storage-closed':
    'The database was closed, most likely by a newer version in another tab. Reload this tab before you go on.',
  'storage-unavailable':
    'This browser does not let Exhibit store anything here. Leave private browsing or allow site data, then reload.',
  'storage-broken':
    'The browser could not write to its database. What is open here is kept and tried again; export a copy if this stays.',
};

/** What a person reads about this kind of failure. */
export const storageSentence = (kind: StorageErrorKind): string => sentences[kind];

/** A write that neither succeeded nor failed in time. It may still be stored later. */
export class StorageTimeoutError extends Error {
  override name = 'StorageTimeoutError';
}

const kindsByName = new Map<string, StorageErrorKind>([
  ['QuotaExceededError', 'storage-full'],
  ['StorageTimeoutError', 'storage-slow'],
  ['TimeoutError', 'storage-slow'],
  ['DatabaseClosedError', 'storage-closed'],
  ['VersionError', 'storage-closed'],
  ['VersionChangeError', 'storage-closed'],
  ['InvalidStateError', 'storage-closed'],
  ['MissingAPIError', 'storage-unavailable'],
  ['SecurityError', 'storage-unavailable'],
  ['InvalidAccessError', 'storage-unavailable'],
]);

function chainOf(error: unknown): { name: string; message: string }[] {
  const chain: { name: string; message: string }[] = [];
  for (let at = error; typeof at === 'object' && at !== null && chain.length < 10;) {
    const { name, message, inner } = at as { name?: unknown; message?: unknown; inner?: unknown };
    chain.push({ name: String(name), message: String(message) });
    at = inner;
  }
  return chain;
}

/** The error's kind with its sentence. An error that nobody knows counts as `storage-broken`. */
export function describeStorageError(error: unknown): StorageError {
  const chain = chainOf(error);
  let kind: StorageErrorKind = 'storage-broken';
  for (const { name, message } of chain) {
    kind = kindsByName.get(name) ?? kind;
    // Chromium's answer when the disk itself is full: DataError "Failed to write blobs (IOError)".
    if (name === 'DataError' && message.includes('Failed to write blobs')) kind = 'storage-full';
  }
  return { kind, sentence: sentences[kind] };
}

/**
 * The promise's outcome, or a StorageTimeoutError after `milliseconds`: a database operation may never settle
 * (dexie/Dexie.js#776, #840). Whatever the promise does later is ignored.
 */
export function within<Value>(promise: PromiseLike<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StorageTimeoutError(`not settled after ${milliseconds} ms`)),
      milliseconds,
    );
    const settle = (done: () => void) => {
      clearTimeout(timer);
      done();
    };
    promise.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
