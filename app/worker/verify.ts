/** Checks one audit pack away from the page's thread: tells how far it is, answers once and is done. */
import { blobSource } from '#core/verify/byte-source.ts';
import type { Known, PackReport } from '#core/verify/verification.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';

export type CheckQuestion = { file: File; known: Known };
export type CheckAnswer =
  | { kind: 'progress'; doneBytes: number; totalBytes: number }
  | { kind: 'checked'; report: PackReport }
  | { kind: 'unreadable' };

/** More often than this nobody sees it, and a pack has thousands of files. */
const progressEveryMs = 50;

/** The worker's own scope is not in the DOM library. */
const answer = (message: CheckAnswer) => postMessage(message);

function check({ file, known }: CheckQuestion): Promise<PackReport> {
  let toldAt = -progressEveryMs;
  return verifyPack(blobSource(file), known, {
    onProgress(progress) {
      if (performance.now() - toldAt < progressEveryMs) return;
      toldAt = performance.now();
      answer({ kind: 'progress', ...progress });
    },
  });
}

addEventListener('message', ({ data }: MessageEvent<CheckQuestion>) => {
  check(data).then(
    (report) => answer({ kind: 'checked', report }),
    // Nothing that is in a pack makes the check reject: the file itself went away.
    () => answer({ kind: 'unreadable' }),
  );
});
