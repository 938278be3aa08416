/**
 * Exhibits and their files on this device. Each write is one strict transaction, awaited to its completion: an exhibit is
 * there whole, or not at all and the caller has an error in hand.
 */
import { mostFileBytes } from '#core/evidence/exhibit.ts';
import { Dexie, liveQuery } from 'dexie';
import type { ExhibitRecord } from '#core/evidence/exhibit.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import type { Result } from '#core/shared/result.ts';
import { failure, ok } from '#core/shared/result.ts';
import type { ReceivedSeal } from '#core/handover/pull-log.ts';
import type { AppDatabase, IncomingPart, StoredExhibit } from './database.ts';
import { addSeals } from './seal-store.ts';
import type { StorageError } from './storage-error.ts';
import { describeStorageError, within } from './storage-error.ts';
import type { ExhibitPage } from './stored-exhibit.ts';
import { arrivalSha256, parseStoredExhibit, rowsToPage } from './stored-exhibit.ts';

/** An exhibit with its files by SHA-256 (lower-case hex). A file that is stored already need not be given again. */
export type NewExhibit = {
  record: ExhibitRecord;
  /** SHA-256 of the record's canonical JSON; the caller has verified it. */
  recordSha256: string;
  /** ISO 8601, UTC. */
  receivedAt: string;
  files: ReadonlyMap<string, Blob>;
  /** The seal over the record; its signature was checked. */
  seal?: ReceivedSeal | undefined;
};

export type PutError =
  | StorageError
  /** The id is taken by a record with another hash. The one that is stored stays. */
  | { kind: 'different-exhibit'; storedSha256: string }
  /** A file of the record was neither given nor stored. */
  | { kind: 'file-missing'; sha256: string }
  /** A given file has another size or hash than the record says. */
  | { kind: 'file-differs'; sha256: string };

/** The part does not follow what is here: send from byte `expectedOffset` on. */
export type PartError =
  StorageError | { kind: 'part-gap'; expectedOffset: number } | { kind: 'file-too-large' };

export type EvidenceStore = ReturnType<typeof createEvidenceStore>;

const writeTimeoutMs = 10_000;
const inCaptureOrder = 'record.provenance.capturedAt';

/** The operation's value, or why storage refused it, after 10 s at the latest. */
async function attempt<Value>(operation: () => PromiseLike<Value>): Promise<Result<Value, StorageError>> {
  try {
    return ok(await within(operation(), writeTimeoutMs));
  } catch (error) {
    return failure(describeStorageError(error));
  }
}

/** The first of the record's files whose given content is not what the record says; undefined when all are right. */
async function fileThatDiffers({ record, files }: NewExhibit): Promise<string | undefined> {
  for (const { sha256, sizeBytes } of record.files) {
    const content = files.get(sha256);
    if (!content) continue;
    if (content.size !== sizeBytes) return sha256;
    if ((await sha256Hex(new Uint8Array(await content.arrayBuffer()))) !== sha256) return sha256;
  }
  return undefined;
}

function watch<Value>(
  query: () => Promise<Value>,
  listener: (result: Result<Value, StorageError>) => void,
): () => void {
  const subscription = liveQuery(query).subscribe(
    (value) => listener(ok(value)),
    (error: unknown) => listener(failure(describeStorageError(error))),
  );
  return () => subscription.unsubscribe();
}

export function createEvidenceStore(db: AppDatabase) {
  const partsInOrder = (exhibit: string, sha256: string) =>
    db.incoming
      .where('[exhibit+sha256+offset]')
      .between([exhibit, sha256, Dexie.minKey], [exhibit, sha256, Dexie.maxKey]);

  async function receivedBytes(exhibit: string, sha256: string): Promise<number> {
    // Parts are only ever appended, so the last one tells.
    const last = await partsInOrder(exhibit, sha256).last();
    return last ? last.offset + last.content.size : 0;
  }

  const isStored = async (sha256: string) => (await db.files.where('sha256').equals(sha256).count()) > 0;

  async function missingFile({ record, files }: NewExhibit): Promise<string | undefined> {
    for (const { sha256 } of record.files) {
      if (!files.has(sha256) && !(await isStored(sha256))) return sha256;
    }
    return undefined;
  }

  async function addFiles({ record, files }: NewExhibit): Promise<void> {
    for (const { sha256, mediaType, sizeBytes } of record.files) {
      const content = files.get(sha256);
      // Exhibits that share a file share the row, and one exhibit may name a file in two roles.
      if (!content || (await isStored(sha256))) continue;
      await db.files.add({ sha256, mediaType, sizeBytes, content });
    }
  }

  const page = async (offset: number, limit: number): Promise<ExhibitPage> =>
    await db.exhibits
      .orderBy(inCaptureOrder)
      .reverse()
      .filter((exhibit) => exhibit.discardedAt === undefined)
      .offset(offset)
      .limit(limit)
      .toArray(rowsToPage);

  const setDiscarded = (id: string, discardedAt: string | undefined) =>
    attempt(() =>
      db.transaction('rw', db.exhibits, async () => {
        const row = await db.exhibits.get(id);
        if (!row) return false;
        const { discardedAt: _before, ...exhibit } = row;
        await db.exhibits.put(discardedAt === undefined ? exhibit : { ...exhibit, discardedAt });
        return true;
      }),
    );

  return {
    /**
     * Stores the exhibit with its files and removes its incoming parts, all in one transaction. A second put of the same
     * record answers `already-here` and changes nothing, also while the exhibit is discarded.
     */
    async put(exhibit: NewExhibit): Promise<Result<'stored' | 'already-here', PutError>> {
      // Before the transaction, which would not outlive the wait for a hash.
      const differing = await fileThatDiffers(exhibit);
      if (differing) return failure({ kind: 'file-differs', sha256: differing });
      const { record, recordSha256, receivedAt } = exhibit;
      const seal = exhibit.seal?.seal.sha256;
      const row = { id: record.id, recordSha256, receivedAt, ...(seal !== undefined && { seal }) };
      const arrival = await arrivalSha256(row);
      const done = await attempt(() =>
        db.transaction('rw', [db.exhibits, db.files, db.incoming, db.seals, db.devices], async () => {
          const before = await db.exhibits.get(record.id);
          if (before && before.recordSha256 !== recordSha256) {
            return failure({ kind: 'different-exhibit' as const, storedSha256: before.recordSha256 });
          }
          const missing = before ? undefined : await missingFile(exhibit);
          if (missing) return failure({ kind: 'file-missing' as const, sha256: missing });
          await db.incoming.where('exhibit').equals(record.id).delete();
          if (before) return ok('already-here' as const);
          await addSeals(db, exhibit.seal ? [exhibit.seal] : []);
          await addFiles(exhibit);
          await db.exhibits.add({ ...row, record, arrival });
          return ok('stored' as const);
        }),
      );
      return done.ok ? done.value : done;
    },

    /** A page of the exhibits that are not discarded, newest capture first. */
    list: ({ offset = 0, limit = 200 } = {}): Promise<Result<ExhibitPage, StorageError>> =>
      attempt(() => page(offset, limit)),

    /** The exhibit, also when it is discarded; undefined when there is none that can be read. */
    get: (id: string): Promise<Result<StoredExhibit | undefined, StorageError>> =>
      attempt(async () => parseStoredExhibit(await db.exhibits.get(id))),

    /** The file's content; undefined when it is not here. */
    file: (sha256: string): Promise<Result<Blob | undefined, StorageError>> =>
      attempt(async () => (await db.files.get(sha256))?.content),

    /** Calls back with a page of `list` now and after each change, in whichever tab it was made. Returns the way to stop. */
    watchList: (
      { offset = 0, limit = 200 }: { offset?: number; limit?: number },
      listener: (result: Result<ExhibitPage, StorageError>) => void,
    ): (() => void) => watch(() => page(offset, limit), listener),

    /** As `watchList`, for one exhibit. */
    watchExhibit: (
      id: string,
      listener: (result: Result<StoredExhibit | undefined, StorageError>) => void,
    ): (() => void) => watch(async () => parseStoredExhibit(await db.exhibits.get(id)), listener),

    /** Hides the exhibit from the lists; false when there is none. `at` is ISO 8601 in UTC. */
    discard: (id: string, at: string): Promise<Result<boolean, StorageError>> => setDiscarded(id, at),

    /** Takes the discarding back; false when there is no such exhibit. */
    undoDiscard: (id: string): Promise<Result<boolean, StorageError>> => setDiscarded(id, undefined),

    /**
     * Stores a piece of a file that is arriving and answers with the bytes that are here then, from the file's start. A piece
     * that is here already changes nothing, one that overlaps is cut; one that leaves a gap is refused.
     */
    async putPart(part: IncomingPart): Promise<Result<number, PartError>> {
      const { exhibit, sha256, offset, content } = part;
      const end = offset + content.size;
      if (end > mostFileBytes) return failure({ kind: 'file-too-large' });
      const done = await attempt(() =>
        db.transaction('rw', db.incoming, async () => {
          const received = await receivedBytes(exhibit, sha256);
          if (offset > received) return failure({ kind: 'part-gap' as const, expectedOffset: received });
          if (end <= received) return ok(received);
          const rest = offset === received ? content : content.slice(received - offset);
          await db.incoming.add({ exhibit, sha256, offset: received, content: rest });
          return ok(end);
        }),
      );
      return done.ok ? done.value : done;
    },

    /** The pieces that have arrived, in order and without a gap from the file's start. */
    partsOf: (exhibit: string, sha256: string): Promise<Result<IncomingPart[], StorageError>> =>
      attempt(() => partsInOrder(exhibit, sha256).toArray()),

    /** Bytes that have arrived from the file's start: where to go on. */
    bytesReceived: (exhibit: string, sha256: string): Promise<Result<number, StorageError>> =>
      attempt(() => receivedBytes(exhibit, sha256)),

    /** What has arrived, as one blob of the media type; not checked against its hash. */
    joinedParts: (exhibit: string, sha256: string, mediaType: string): Promise<Result<Blob, StorageError>> =>
      attempt(async () => {
        const parts = await partsInOrder(exhibit, sha256).toArray();
        return new Blob(
          parts.map((part) => part.content),
          { type: mediaType },
        );
      }),

    /** Forgets what has arrived for an exhibit that was refused or will not come. */
    dropParts: (exhibit: string): Promise<Result<number, StorageError>> =>
      attempt(() => db.incoming.where('exhibit').equals(exhibit).delete()),
  };
}
