/**
 * Exhibits of this workspace on their way: those of this device are stored on the relay, encrypted in pieces, and those of others are fetched.
 * What has arrived of a file is stored as it comes, so an exchange that is cut goes on where it was.
 */
import { liveQuery } from 'dexie';
import * as v from 'valibot';
import { canonicalRecord, canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import { exhibitRecordSchema, type ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { Signer } from '#core/crypto/device-key.ts';
import type { ReceivedSeal } from '#core/handover/pull-log.ts';
import { parseSeal } from '#core/seal/seal.ts';
import { bytesToText, joinBytes, type Bytes } from '#core/shared/bytes.ts';
import { failure, ok, type Result } from '#core/shared/result.ts';
import {
  fetchFile,
  sendFile,
  type FileError,
  type FileParts,
  type FileReference,
} from '#core/sync/file-exchange.ts';
import type { Replica } from '#core/sync/replica.ts';
import {
  evidenceSubject,
  sharedDiscards,
  sharedExhibits,
  sharedStamps,
  shareExhibit,
  type SharedStamp,
} from '#core/sync/shared-evidence.ts';
import type { Transport } from '#core/sync/transport.ts';
import type { ArrivingExhibit, EvidenceTraffic } from '../../services/team-state.ts';
import type { AppDatabase } from '../../storage/database.ts';
import { createEvidenceStore } from '../../storage/evidence-store.ts';
import type { ReplicaDatabase } from '../../storage/replica-database.ts';
import type { createPause } from './pause.ts';
import { createDiscardExchange } from './shared-discards.ts';
import { createLogExchange } from './shared-logs.ts';
import { createStampExchange } from './shared-stamps.ts';
import { witnessesOf } from './witnesses.ts';

type ExchangeParts = {
  db: AppDatabase;
  replicaDb: ReplicaDatabase;
  replica: Replica;
  /** This device's key and the line by which it introduced itself. */
  signer: Signer;
  introduction: string;
  workspace: string;
  mayWrite: () => boolean;
  now: () => Date;
  pause: ReturnType<typeof createPause>;
  /** The traffic changed. */
  changed: () => void;
  /** Others have timestamps that this device may lack; whether they hold is for the hearer to check. */
  tellStamps: (stamps: readonly SharedStamp[]) => void;
};

type Problem = FileError | { kind: 'storage'; reason: string };

/** After what cannot be helped at once: a piece is not there yet, or the disk is full. */
const againMs = 30_000;

export async function createEvidenceExchange({
  db,
  replicaDb,
  replica,
  signer,
  introduction,
  workspace,
  mayWrite,
  now,
  pause,
  changed,
  tellStamps,
}: ExchangeParts) {
  const doc = await replica.document(evidenceSubject);
  const evidence = createEvidenceStore(db);
  const arriving = new Map<string, ArrivingExhibit>();
  let toSend = 0;
  let unsendable = 0;
  let isOver = false;
  /** Whether the shared logs were read since the transport answered. */
  let logsRead = false;
  const logs = createLogExchange({
    db,
    doc,
    signer,
    introduction,
    witnesses: () => witnessesOf(replica.control().state),
    now,
  });
  const stamps = createStampExchange({ db, doc, tell: tellStamps });
  /** In whose name this device discards, and which device it is. */
  const ownName = (): string => witnessesOf(replica.control().state).get(signer.fingerprint)?.name ?? '';
  const exchangeDiscards = createDiscardExchange({ db, replicaDb, evidence, doc, mayWrite, ownName });

  /** Ends the waiting of a round that has nothing to do. */
  const wakers = new Set<() => void>();
  const wake = () => {
    for (const waker of wakers) waker();
  };
  doc.on('update', wake);
  const local = liveQuery(() =>
    Promise.all([
      db.exhibits.count(),
      db.exhibits.where('discardedAt').above('').primaryKeys(),
      db.seals.count(),
      db.devices.toArray(),
      db.stamps.toArray(),
    ]),
  ).subscribe(wake, wake);

  const note = (id: string, change: Partial<ArrivingExhibit>): void => {
    const before = arriving.get(id) ?? { id, title: '', receivedBytes: 0, totalBytes: 0, problem: undefined };
    arriving.set(id, { ...before, ...change });
    changed();
  };

  const partsOf = (transport: Transport): FileParts => ({
    workspace,
    keyring: replica.keyring(),
    transport,
  });

  const kept = (): Promise<string[]> =>
    db.exhibits.filter(({ discardedAt }) => discardedAt === undefined).primaryKeys();

  /** What waits to be sent: exhibits of which this device does not know that the transport has all of them. */
  async function unsent(): Promise<string[]> {
    const delivered = new Set(await replicaDb.delivered.toCollection().primaryKeys());
    return (await kept()).filter((id) => !delivered.has(id));
  }

  /** Without a place to meet: what others shared came with their files and stands in the document. */
  async function countUnsent(): Promise<boolean[]> {
    await logs.take();
    logsRead = true;
    toSend = mayWrite() ? (await unsent()).length : 0;
    changed();
    return [];
  }

  async function send(parts: FileParts, id: string): Promise<Result<void, Problem>> {
    const stored = await evidence.get(id);
    if (!stored.ok) return failure({ kind: 'storage', reason: stored.error.sentence });
    if (!stored.value) return ok(undefined);
    const { record } = stored.value;
    const bytes = canonicalRecord(record);
    const known = sharedExhibits(doc).get(id);
    const generation = known?.generation ?? parts.keyring.newest();
    for (const { sha256, sizeBytes } of record.files) {
      const file = await evidence.file(sha256);
      if (!file.ok) return failure({ kind: 'storage', reason: file.error.sentence });
      if (!file.value) return failure({ kind: 'not-there' });
      const sent = await sendFile(parts, { sha256, sizeBytes, generation }, file.value);
      if (!sent.ok) return sent;
    }
    const reference = { sha256: await canonicalRecordSha256(record), sizeBytes: bytes.length, generation };
    const sent = await sendFile(parts, reference, new Blob([bytes]));
    // Last: whoever reads of the exhibit finds all of it.
    if (sent.ok && !known) shareExhibit(doc, id, reference);
    return sent;
  }

  /** With `counts` the transport is where the others find it, so it is not sent again. */
  async function sendAll(parts: FileParts, counts = true, ids?: string[]): Promise<boolean> {
    if (!mayWrite()) return true;
    await logs.share();
    await stamps.share();
    const waiting = ids ?? (await unsent());
    toSend = waiting.length;
    unsendable = 0;
    let all = true;
    for (const id of waiting) {
      if (isOver) return false;
      changed();
      const sent = await send(parts, id);
      if (sent.ok) {
        if (counts) await replicaDb.delivered.put({ exhibit: id });
      }
      // The file is not here, or is not what was sealed: waiting does not help.
      else if (sent.error.kind === 'not-there' || sent.error.kind === 'damaged') unsendable += 1;
      else {
        all = false;
        break;
      }
      toSend -= 1;
    }
    changed();
    return all;
  }

  async function readRecord(
    parts: FileParts,
    id: string,
    reference: FileReference,
  ): Promise<Result<ExhibitRecord, Problem>> {
    const pieces: Bytes[] = [];
    const fetched = await fetchFile(parts, reference, 0, async (_, bytes) => void pieces.push(bytes));
    if (!fetched.ok) return fetched;
    const parsed = v.safeParse(
      v.pipe(v.string(), v.parseJson(), exhibitRecordSchema),
      bytesToText(joinBytes(...pieces)),
    );
    if (!parsed.success || parsed.output.id !== id) return failure({ kind: 'damaged' });
    const isRight = (await canonicalRecordSha256(parsed.output)) === reference.sha256;
    return isRight ? ok(parsed.output) : failure({ kind: 'damaged' });
  }

  /** The seals of the exhibit that are here; each was checked when it came. */
  async function sealsOf(id: string): Promise<ReceivedSeal[]> {
    const seals: ReceivedSeal[] = [];
    for (const { line } of await db.seals.where({ exhibit: id }).toArray()) {
      const parsed = await parseSeal(line);
      if (!parsed) continue;
      const { bytes: _, signature: __, ...seal } = parsed;
      seals.push({ seal, line });
    }
    return seals;
  }

  async function receive(
    parts: FileParts,
    id: string,
    reference: FileReference,
  ): Promise<Result<void, Problem>> {
    const read = await readRecord(parts, id, reference);
    if (!read.ok) return read;
    const record = read.value;
    const seals = await sealsOf(id);
    const seal = seals.find((each) => each.seal.recordSha256 === reference.sha256);
    // Its device sealed another record under this id: somebody else made this one.
    if (seals.length > 0 && !seal) return failure({ kind: 'damaged' });
    const sizes = new Map(record.files.map(({ sha256, sizeBytes }) => [sha256, sizeBytes]));
    const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    const files = new Map<string, Blob>();
    let receivedBytes = 0;
    note(id, { title: record.provenance.title, totalBytes, receivedBytes, problem: undefined });
    for (const { sha256, sizeBytes, mediaType } of record.files) {
      if (files.has(sha256)) continue;
      const stored = await evidence.file(sha256);
      if (!stored.ok) return failure({ kind: 'storage', reason: stored.error.sentence });
      if (!stored.value) {
        const from = await evidence.bytesReceived(id, sha256);
        if (!from.ok) return failure({ kind: 'storage', reason: from.error.sentence });
        const before = receivedBytes;
        const file = { sha256, sizeBytes, generation: reference.generation };
        const fetched = await fetchInto(parts, id, file, from.value, (bytes) =>
          note(id, { receivedBytes: before + bytes }),
        );
        if (!fetched.ok) return fetched;
        const joined = await evidence.joinedParts(id, sha256, mediaType);
        if (!joined.ok) return failure({ kind: 'storage', reason: joined.error.sentence });
        files.set(sha256, joined.value);
      }
      receivedBytes += sizeBytes;
    }
    const put = await evidence.put({
      record,
      recordSha256: reference.sha256,
      receivedAt: now().toISOString(),
      files,
      seal,
    });
    if (put.ok) return ok(undefined);
    if (put.error.kind === 'file-differs') {
      await evidence.dropParts(id);
      return failure({ kind: 'damaged' });
    }
    return failure({
      kind: 'storage',
      reason: 'sentence' in put.error ? put.error.sentence : put.error.kind,
    });
  }

  async function fetchInto(
    parts: FileParts,
    exhibit: string,
    file: FileReference,
    from: number,
    onBytes: (received: number) => void,
  ): Promise<Result<void, Problem>> {
    try {
      return await fetchFile(parts, file, from, async (offset, bytes) => {
        const put = await evidence.putPart({
          exhibit,
          sha256: file.sha256,
          offset,
          content: new Blob([bytes]),
        });
        if (!put.ok) throw new Error('sentence' in put.error ? put.error.sentence : put.error.kind);
        onBytes(put.value);
      });
    } catch (error) {
      return failure({ kind: 'storage', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** The shared exhibits that are not here, newest capture first: their ids are made of their time. */
  async function missing(): Promise<[string, FileReference][]> {
    const here = new Set(await db.exhibits.toCollection().primaryKeys());
    return [...sharedExhibits(doc)].filter(([id]) => !here.has(id)).sort(([a], [b]) => (a < b ? 1 : -1));
  }

  async function receiveAll(parts: FileParts, counts = true): Promise<boolean> {
    await logs.take();
    logsRead = true;
    changed();
    await stamps.tell();
    await exchangeDiscards();
    const waiting = await missing();
    for (const id of arriving.keys()) if (!waiting.some(([other]) => other === id)) arriving.delete(id);
    for (const [id] of waiting) if (!arriving.has(id)) note(id, {});
    let all = true;
    for (const [id, reference] of waiting) {
      if (isOver) return false;
      const received = await receive(parts, id, reference);
      if (received.ok) {
        // The transport has it: it came from there.
        if (counts) await replicaDb.delivered.put({ exhibit: id });
        await exchangeDiscards();
        arriving.delete(id);
        changed();
        continue;
      }
      all = false;
      const { kind } = received.error;
      note(id, {
        problem: kind === 'not-there' || kind === 'damaged' || kind === 'storage' ? kind : undefined,
      });
      if (kind !== 'not-there' && kind !== 'damaged' && kind !== 'no-key') break;
    }
    return all;
  }

  return {
    traffic: (): EvidenceTraffic => ({
      toSend,
      unsendable,
      // What is held waits for what comes before it.
      logsRead: logsRead && replica.state().held === 0,
      arriving: [...arriving.values()],
      discarded: sharedDiscards(doc),
    }),

    /** All timestamps that members share, for a tab that was opened now. */
    stamps: (): readonly SharedStamp[] => sharedStamps(doc),

    /** The transport lost something: everything is looked for there again, and sent where it is missing. */
    async sendAgain(): Promise<void> {
      await replicaDb.delivered.clear();
      wake();
    },

    /** Fetches what a file has of the exhibits that are missing here; gives how many came. */
    async receiveFrom(transport: Transport, counts: boolean): Promise<number> {
      isOver = false;
      const before = await db.exhibits.count();
      await receiveAll(partsOf(transport), counts);
      return (await db.exhibits.count()) - before;
    },

    /** Stores in a file what it lacks of all exhibits; false when not all of them went into it. */
    async sendTo(transport: Transport, counts: boolean): Promise<boolean> {
      isOver = false;
      return sendAll(partsOf(transport), counts, await kept());
    },

    /** Exchanges over the transport until `ended` resolves; without one it counts what is in no file yet. */
    async run(transport: Transport | undefined, ended: Promise<unknown>): Promise<void> {
      isOver = false;
      logsRead = false;
      void ended.then(() => {
        isOver = true;
        logsRead = false;
        wake();
      });
      // It may have ended before anything began.
      await Promise.resolve();
      const parts = transport && partsOf(transport);
      const round = (): Promise<boolean[]> =>
        parts ? Promise.all([receiveAll(parts), sendAll(parts)]) : countUnsent();
      while (!isOver) {
        const woken = Promise.withResolvers<void>();
        let again = false;
        const waker = () => {
          again = true;
          woken.resolve();
        };
        wakers.add(waker);
        const all = await round()
          .then((done) => done.every(Boolean))
          .catch(() => false);
        if (!again && !isOver)
          await (all ? woken.promise : Promise.race([woken.promise, pause.wait(againMs)]));
        wakers.delete(waker);
      }
    },

    /** The transport answers again. */
    wake,

    close(): void {
      doc.off('update', wake);
      local.unsubscribe();
    },
  };
}
