import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExtensionDatabase } from './database.ts';
import type { SetPage } from './database.ts';
import {
  addPage,
  closePages,
  discardPages,
  nextSetToFinish,
  pagesOfSet,
  purgePages,
  putBackPage,
  restorePages,
  storePagesClip,
  takeBackPage,
} from './page-sets.ts';
import { newFile } from './clips.ts';

const origin = 'https://console.example';
let db: ExtensionDatabase;
beforeEach(() => {
  db = new ExtensionDatabase(`pages-${Math.random()}`);
});
afterEach(() => db.delete());

const provenance: SetPage['provenance'] = {
  url: `${origin}/users`,
  title: 'Users',
  capturedAt: '2026-11-28T20:00:00.000Z',
  utcOffsetMinutes: 60,
  timeZone: 'Europe/Berlin',
  collectedBy: 'Dana',
  mode: 'viewport',
  viewport: { width: 900, height: 500 },
  scroll: { x: 0, y: 0 },
  devicePixelRatio: 1,
  language: 'en',
  userAgent: 'test',
  extensionVersion: '1',
};
const page = (name: string, height = 500, says = name): Omit<SetPage, 'set'> => ({
  id: `01900000-0000-7000-8000-00000000000${name}`,
  picture: new Blob([name]),
  pictureSha256: name.repeat(64),
  width: 900,
  height,
  isWhole: true,
  provenance,
  text: {
    title: 'Users',
    language: 'en',
    blocks: [{ kind: 'paragraph', text: says, landmark: 'main', inPicture: true }],
    unreadableFrames: [],
    truncated: false,
  },
});
const openSets = () => db.pageSets.toArray();

describe('pages collected for one clip', () => {
  it('come together by site, in their order', async () => {
    expect(await addPage(db, origin, page('1'))).toEqual({ kind: 'added', number: 1, saysSameAs: undefined });
    expect(await addPage(db, origin, page('2'))).toMatchObject({ kind: 'added', number: 2 });
    expect(await addPage(db, 'https://other.example', page('3'))).toMatchObject({ number: 1 });
    expect(await openSets()).toHaveLength(2);
    expect((await pagesOfSet(db, page('1').id)).map(({ id }) => id)).toEqual([page('1').id, page('2').id]);
  });

  it('are not added twice with the same picture; with the same words they are, and say so', async () => {
    await addPage(db, origin, page('1'));
    const again = { ...page('2'), pictureSha256: page('1').pictureSha256 };
    expect(await addPage(db, origin, again)).toEqual({ kind: 'same', number: 1 });
    expect(await addPage(db, origin, page('3', 500, '1'))).toMatchObject({ number: 2, saysSameAs: 1 });
    // Whoever goes on by itself would go on for ever.
    expect(await addPage(db, origin, page('4', 500, '1'), 'new words only')).toEqual({
      kind: 'same',
      number: 1,
    });
    expect(await addPage(db, origin, page('4', 500, '4'), 'new words only')).toMatchObject({ number: 3 });
  });

  it('stay as they are when there is no room for another', async () => {
    await addPage(db, origin, page('1', 20_000));
    expect(await addPage(db, origin, page('2', 20_000))).toEqual({ kind: 'full', count: 1 });
    expect(await pagesOfSet(db, page('1').id)).toHaveLength(1);
  });

  it('give the last one back until the next one comes', async () => {
    for (const name of ['1', '2']) await addPage(db, origin, page(name));
    const set = page('1').id;
    await takeBackPage(db, set);
    expect(await pagesOfSet(db, set)).toHaveLength(1);
    await putBackPage(db, set);
    expect(await pagesOfSet(db, set)).toHaveLength(2);
    await takeBackPage(db, set);
    expect(await addPage(db, origin, page('3'))).toMatchObject({ number: 2 });
    expect(await db.pages.count()).toBe(2);
  });

  it('can be discarded and taken back for a day', async () => {
    await addPage(db, origin, page('1'));
    const set = page('1').id;
    await discardPages(db, set);
    await purgePages(db);
    await restorePages(db, set);
    expect(await addPage(db, origin, page('2'))).toMatchObject({ number: 2 });
    await discardPages(db, set);
    expect(await addPage(db, origin, page('3'))).toMatchObject({ number: 1 });
    await purgePages(db, Date.now() + 90_000_000);
    expect((await openSets()).map(({ id }) => id)).toEqual([page('3').id]);
    expect(await db.pages.count()).toBe(1);
  });

  it('become the clip in one step, once', async () => {
    await addPage(db, origin, page('1'));
    const set = page('1').id;
    await closePages(db, set);
    expect((await nextSetToFinish(db))?.id).toBe(set);
    const files = [await newFile('original', 'image/png', new Uint8Array([1]))];
    const clip = { files, provenance, drawn: undefined, isTextCut: false, remark: undefined };
    await storePagesClip(db, set, clip);
    await storePagesClip(db, set, clip);
    expect(await db.clips.toArray()).toMatchObject([{ id: set, state: 'captured' }]);
    expect([await db.pages.count(), await db.pageSets.count(), await db.files.count()]).toEqual([0, 0, 1]);
  });

  it('are open again, and say why, when putting them together stopped the worker twice', async () => {
    await addPage(db, origin, page('1'));
    const set = page('1').id;
    await closePages(db, set);
    await nextSetToFinish(db);
    await nextSetToFinish(db);
    expect(await nextSetToFinish(db)).toBeUndefined();
    expect(await openSets()).toMatchObject([{ state: 'open', failure: expect.stringContaining('all kept') }]);
    await closePages(db, set);
    expect((await openSets())[0]).not.toHaveProperty('failure');
  });
});
