/** Checks what is stored in this browser away from the page's thread: tells how far it is, answers once and is done. */
import type { StoreFinding } from '../services/store-finding.ts';
import { AppDatabase } from '../storage/database.ts';
import { checkStore } from './store-check/check-store.ts';

export type StoreQuestion = { files: boolean };
export type StoreAnswer =
  | { kind: 'progress'; doneBytes: number; totalBytes: number }
  | { kind: 'checked'; findings: StoreFinding[]; exhibits: number }
  | { kind: 'unreadable' };

/** More often than this nobody sees it, and a workspace has thousands of files. */
const progressEveryMs = 50;

/** The worker's own scope is not in the DOM library. */
const answer = (message: StoreAnswer) => postMessage(message);

async function check({ files }: StoreQuestion): Promise<StoreAnswer> {
  const db = new AppDatabase();
  let toldAt = -progressEveryMs;
  const onProgress = (doneBytes: number, totalBytes: number) => {
    if (performance.now() - toldAt < progressEveryMs) return;
    toldAt = performance.now();
    answer({ kind: 'progress', doneBytes, totalBytes });
  };
  const checked = await checkStore(db, { files, onProgress });
  db.close();
  return { kind: 'checked', ...checked };
}

addEventListener('message', ({ data }: MessageEvent<StoreQuestion>) => {
  check(data).then(answer, () => answer({ kind: 'unreadable' }));
});
