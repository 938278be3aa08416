/** Finds, redacts and signs beside the pages of the extension, which share one thread: a large clip takes a second or two. */
import { ExtensionDatabase } from '../outbox/database.ts';
import { rulesForClips } from '../outbox/rules.ts';
import { findInClip } from './find-in-clip.ts';
import { maskClip } from './mask-clip.ts';
import { redactClip } from './redact-clip.ts';
import type { Reply, Task } from './redaction-task.ts';
import { signClip } from './sign-clip.ts';

const db = new ExtensionDatabase();
// The document's `postMessage` has another shape, and only its types are known here.
const send = (reply: Reply) => (self as unknown as Pick<Worker, 'postMessage'>).postMessage(reply);

async function perform(task: Task): Promise<Reply> {
  switch (task.kind) {
    case 'find': {
      const clip = await db.clips.get(task.clip);
      return { kind: 'found', found: clip && (await findInClip(db, clip, await rulesForClips(db))) };
    }
    case 'redact': {
      const onProgress = (fraction: number) => send({ kind: 'progress', fraction });
      return { kind: 'redacted', done: await redactClip(db, task.clip, task.wish, { onProgress }) };
    }
    case 'mask':
      await maskClip(db, task.clip);
      return { kind: 'masked' };
    case 'sign':
      await signClip(db, task.clip);
      return { kind: 'signed' };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Task>) => {
  perform(data).then(send, (error: unknown) =>
    send({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});
