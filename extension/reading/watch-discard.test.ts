import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeWorkspaceSample, sampleExhibits } from '../../tests/fixtures/workspace-sample.ts';
import { takeBackTry } from '../outbox/clips.ts';
import { ExtensionDatabase } from '../outbox/database.ts';
import { discardClip } from '../outbox/review.ts';
import { watchDiscard } from './watch-discard.ts';

let db: ExtensionDatabase;
let count = 0;
const [id, other] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'];

beforeEach(async () => {
  db = new ExtensionDatabase(`watch-${(count += 1)}`);
  const [record] = (await makeWorkspaceSample(sampleExhibits.slice(0, 1))).exhibits;
  if (!record) throw new Error('the sample has one exhibit');
  const { provenance, files, reading, model } = record;
  const rest = { provenance, files, reading, model, proposals: [], addedControls: [], note: '', tries: 1 };
  await db.clips.bulkAdd([id, other].map((each) => ({ id: each, state: 'captured', ...rest })));
});

const fired = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

describe('watching for a discard', () => {
  it('fires when the clip is discarded, not when another one is or when it changes otherwise', async () => {
    const { signal, end } = watchDiscard(db, id);
    const first = fired(signal);
    await discardClip(db, other);
    await db.clips.update(id, { note: 'still wanted' });
    expect(signal.aborted).toBe(false);
    await discardClip(db, id);
    await first;
    end();
    await takeBackTry(db, id);
    expect((await db.clips.get(id))?.tries).toBe(0);
  });

  it('fires when the clip is gone', async () => {
    const { signal, end } = watchDiscard(db, id);
    const gone = fired(signal);
    await db.clips.delete(id);
    await gone;
    end();
  });
});
