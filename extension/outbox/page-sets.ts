/** Pages on their way to become one clip. Each function is one transaction; what it promises is durable when it resolves. */
import { highestBand } from '#core/evidence/draw-pages.ts';
import { fitTogether } from '#core/evidence/exhibit-pages.ts';
import type { Provenance } from '#core/evidence/exhibit.ts';
import type { DrawnPage } from '#core/recognition/drawn-words.ts';
import { lineOfBlock } from '#core/recognition/shared-lines.ts';
import { sentences } from '../messages/sentences.ts';
import type { NewFile } from './clips.ts';
import type { ExtensionDatabase, PageSet, SetPage } from './database.ts';

/** Putting the pages together is not tried more often: it may be too much for this device. */
const maxTries = 2;
const keptDiscardedMs = 86_400_000;

/** What came of adding a page: it is in as the `number`-th, it was in already as the `number`-th, or there is no room beside `count` others. */
export type AddedPage =
  | { kind: 'added'; number: number; saysSameAs: number | undefined }
  | { kind: 'same'; number: number }
  | { kind: 'full'; count: number };

/** Whether a page is taken that says the same as one before, on another picture. */
export type WhichPages = 'any' | 'new words only';

const isOpen = ({ state, discardedAt }: PageSet) => state === 'open' && discardedAt === undefined;

/** The pages of a set in their order, without those taken back. */
export async function pagesOfSet(db: ExtensionDatabase, set: string): Promise<SetPage[]> {
  const pages = await db.pages.where('set').equals(set).sortBy('id');
  return pages.filter(({ takenBackAt }) => takenBackAt === undefined);
}

const wordsOf = ({ text }: Pick<SetPage, 'text'>): string | undefined =>
  text?.blocks.map(lineOfBlock).join('\n');

/** The number of the page that says the same; undefined where none does, or the page says nothing. */
function numberOfSame(pages: readonly SetPage[], page: Pick<SetPage, 'text'>): number | undefined {
  const words = wordsOf(page);
  const at = words ? pages.findIndex((earlier) => wordsOf(earlier) === words) : -1;
  return at < 0 ? undefined : at + 1;
}

/**
 * Adds a page to the set that is open for its site; the first one opens it. A page whose picture is in it already is not added again, nor is
 * one for which there is no room. What was taken back before is gone for good then.
 */
export const addPage = (
  db: ExtensionDatabase,
  origin: string,
  page: Omit<SetPage, 'set'>,
  which: WhichPages = 'any',
): Promise<AddedPage> =>
  db.transaction('rw', db.pageSets, db.pages, async () => {
    const open = (await db.pageSets.toArray()).filter((set) => set.origin === origin && isOpen(set)).at(-1);
    const set = open?.id ?? page.id;
    const pages = open ? await pagesOfSet(db, set) : [];
    const same = pages.findIndex(({ pictureSha256 }) => pictureSha256 === page.pictureSha256);
    if (same >= 0) return { kind: 'same', number: same + 1 };
    const saysSameAs = numberOfSame(pages, page);
    if (saysSameAs !== undefined && which === 'new words only') return { kind: 'same', number: saysSameAs };
    const ratio = Math.max(...[...pages, page].map(({ provenance }) => provenance.devicePixelRatio ?? 1));
    if (!fitTogether([...pages, page], highestBand(ratio))) return { kind: 'full', count: pages.length };
    if (!open) await db.pageSets.add({ id: set, origin, state: 'open', tries: 0 });
    await db.pages
      .where('set')
      .equals(set)
      .filter(({ takenBackAt }) => takenBackAt !== undefined)
      .delete();
    await db.pages.add({ ...page, set, ...(saysSameAs !== undefined && { saysSameAs }) });
    return { kind: 'added', number: pages.length + 1, saysSameAs };
  });

/** Takes the last page out of an open set; it can be put back until the next one comes. */
export const takeBackPage = (db: ExtensionDatabase, set: string): Promise<void> =>
  db.transaction('rw', db.pageSets, db.pages, async () => {
    const found = await db.pageSets.get(set);
    const last = (await pagesOfSet(db, set)).at(-1);
    if (found && isOpen(found) && last)
      await db.pages.update(last.id, { takenBackAt: new Date().toISOString() });
  });

/** Puts the page back that was taken out last. */
export const putBackPage = (db: ExtensionDatabase, set: string): Promise<void> =>
  db.transaction('rw', db.pageSets, db.pages, async () => {
    const pages = await db.pages.where('set').equals(set).sortBy('id');
    const first = pages.find(({ takenBackAt }) => takenBackAt !== undefined);
    if (first) await db.pages.where('id').equals(first.id).modify(forgetTakenBack);
  });

const forgetTakenBack = (page: SetPage): void => {
  delete page.takenBackAt;
};

export const discardPages = (db: ExtensionDatabase, set: string) =>
  db.pageSets.update(set, { discardedAt: new Date().toISOString() });

export const restorePages = (db: ExtensionDatabase, set: string) =>
  db.pageSets
    .where('id')
    .equals(set)
    .modify((found) => {
      delete found.discardedAt;
    });

/** Says that the set is whole. One without pages stays open. */
export const closePages = (db: ExtensionDatabase, set: string): Promise<void> =>
  db.transaction('rw', db.pageSets, db.pages, async () => {
    if ((await pagesOfSet(db, set)).length === 0) return;
    await db.pageSets
      .where('id')
      .equals(set)
      .and(isOpen)
      .modify((found) => {
        found.state = 'finishing';
        found.tries = 0;
        delete found.failure;
      });
  });

/** How many sets wait for the person. */
export const countOpenSets = (db: ExtensionDatabase): Promise<number> =>
  db.pageSets.filter(({ discardedAt }) => discardedAt === undefined).count();

export const hasSetsToFinish = async (db: ExtensionDatabase): Promise<boolean> =>
  (await db.pageSets.filter(({ state }) => state === 'finishing').count()) > 0;

async function reopen(db: ExtensionDatabase, set: string, failure: string): Promise<void> {
  await db.pageSets.update(set, { state: 'open', failure });
}

/** Opens a set again that could not be put together. */
export const failPages = (db: ExtensionDatabase, set: string, failure: string): Promise<void> =>
  reopen(db, set, failure);

/** The next set to put together, counted as tried. One that stopped its worker too often is open again, and says so. */
export const nextSetToFinish = (db: ExtensionDatabase): Promise<PageSet | undefined> =>
  db.transaction('rw', db.pageSets, async () => {
    for (const set of await db.pageSets.filter(({ state }) => state === 'finishing').toArray()) {
      if (set.tries < maxTries) {
        await db.pageSets.update(set.id, { tries: set.tries + 1 });
        return set;
      }
      await reopen(db, set.id, sentences.pagesStopped);
    }
    return undefined;
  });

/** What the pages of a set have become. */
export type PagesClip = {
  files: readonly NewFile[];
  provenance: Provenance;
  drawn: DrawnPage | undefined;
  isTextCut: boolean;
  remark: string | undefined;
};

/** Puts the clip in the place of its pages. Does nothing when the set is not being finished any more. */
export const storePagesClip = (
  db: ExtensionDatabase,
  set: string,
  { files, provenance, drawn, isTextCut, remark }: PagesClip,
): Promise<void> =>
  db.transaction('rw', db.clips, db.files, db.pageSets, db.pages, async () => {
    if ((await db.pageSets.get(set))?.state !== 'finishing') return;
    await db.files.bulkPut(files.map(({ entry, content }) => ({ sha256: entry.sha256, content })));
    await db.clips.add({
      id: set,
      state: 'captured',
      provenance,
      files: files.map(({ entry }) => entry),
      ...(drawn && { drawn }),
      ...(isTextCut && { isTextCut }),
      proposals: [],
      addedControls: [],
      note: '',
      tries: 0,
      ...(remark !== undefined && {
        failure: { step: 'page-text', message: remark, at: new Date().toISOString() },
      }),
    });
    await removeSet(db, set);
  });

async function removeSet(db: ExtensionDatabase, set: string): Promise<void> {
  await db.pages.where('set').equals(set).delete();
  await db.pageSets.delete(set);
}

/** Removes sets that were discarded more than a day ago. One that is open stays, however old it is. */
export const purgePages = (db: ExtensionDatabase, now = Date.now()): Promise<void> =>
  db.transaction('rw', db.pageSets, db.pages, async () => {
    for (const { id, discardedAt } of await db.pageSets.toArray())
      if (discardedAt !== undefined && now - Date.parse(discardedAt) > keptDiscardedMs)
        await removeSet(db, id);
  });
