import { makePagesClip } from '../capture/pages/make-pages-clip.ts';
import { sentences } from '../messages/sentences.ts';
import type { ExtensionDatabase } from '../outbox/database.ts';
import {
  failPages,
  hasSetsToFinish,
  nextSetToFinish,
  pagesOfSet,
  storePagesClip,
} from '../outbox/page-sets.ts';
import { planResume } from './reader-document.ts';

let finishing: Promise<void> | undefined;

async function finishAll(db: ExtensionDatabase): Promise<void> {
  if (!(await hasSetsToFinish(db))) return;
  // A worker that dies on the way is woken again.
  await planResume();
  for (let set = await nextSetToFinish(db); set; set = await nextSetToFinish(db)) {
    try {
      await storePagesClip(db, set.id, await makePagesClip(await pagesOfSet(db, set.id)));
    } catch (error) {
      const why = error instanceof Error ? error.message : sentences.unknownError;
      await failPages(db, set.id, sentences.pagesFailed(why));
    }
  }
}

/** Makes clips of all pages of which the person said that they are whole. What cannot be put together is open again, and says why. */
export function finishPages(db: ExtensionDatabase): Promise<void> {
  finishing = (finishing ?? Promise.resolve()).catch(() => undefined).then(() => finishAll(db));
  return finishing;
}
