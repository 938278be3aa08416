/** Exchanging with others by files that are carried by hand: each is a bundle, encrypted and signed like what a relay stores. */
import * as Y from 'yjs';
import type { Bytes } from '#core/shared/bytes.ts';
import { answerTo, isBundle, openBundle, type BundleFile } from '#core/sync/bundle-transport.ts';
import type { Replica } from '#core/sync/replica.ts';
import { isRequestFile } from '#core/sync/request-file.ts';
import { evidenceSubject } from '#core/sync/shared-evidence.ts';
import { controlSubject } from '#core/sync/subject.ts';
import type { Transport } from '#core/sync/transport.ts';
import type { FileReport } from '../../services/team-state.ts';
import type { createDoors } from './doors.ts';
import type { createEvidenceExchange } from './evidence-exchange.ts';

type ByFileParts = {
  replica: Replica;
  /** The documents in which changes of others show. */
  documents: readonly Y.Doc[];
  exchange: Awaited<ReturnType<typeof createEvidenceExchange>>;
  doors: ReturnType<typeof createDoors>;
  /** Whether what is in a file counts as sent: there is no other place where the members meet. */
  counts: boolean;
  /** How many envelopes were refused up to now and shown. */
  refused: () => number;
};

/** Enough of a file to tell what it is, before all of it is read: anything may have been chosen. */
export const startOf = async (file: Blob): Promise<Bytes> =>
  new Uint8Array(await file.slice(0, 64).arrayBuffer());

/** A name and two keys take some hundred. */
const mostRequestBytes = 64 * 1024;

async function openFile(file: BundleFile): Promise<Transport | undefined> {
  const opened = await openBundle('file', file);
  return opened.ok ? opened.value : undefined;
}

const readOnly = (file: Blob): BundleFile => ({ read: async () => file, write: async () => undefined });

export function createByFile({ replica, documents, exchange, doors, counts, refused }: ByFileParts) {
  const members = () => [...(replica.control().state?.members.values() ?? [])];

  /** By member: the highest counters of what came from their devices, members and exhibits apart. */
  function heard(): Map<string, number> {
    const state = replica.control().state;
    const sums = new Map<string, number>();
    for (const [device, subjects] of replica.counters()) {
      const name = state?.members.get(state.devices.get(device)?.member ?? '')?.name ?? '';
      for (const [subject, counter] of subjects)
        if (subject !== controlSubject && subject !== evidenceSubject)
          sums.set(name, (sums.get(name) ?? 0) + counter);
    }
    return sums;
  }

  /** Reads a bundle and says in the person's terms what it brought. */
  async function readBundle(file: Blob): Promise<FileReport> {
    const given = await openFile(readOnly(file));
    if (!given) return { kind: 'unreadable' };
    const before = { heard: heard(), refused: refused(), members: new Set(members().map(({ id }) => id)) };
    let changed = false;
    const note = () => void (changed = true);
    for (const doc of documents) doc.on('update', note);
    const problem = await replica.read(given).finally(() => {
      for (const doc of documents) doc.off('update', note);
    });
    if (problem) throw new Error(problem.reason);
    const exhibits = await exchange.receiveFrom(given, counts);
    const from = [...heard()].filter(([name, sum]) => sum > (before.heard.get(name) ?? 0));
    return {
      kind: 'exchange',
      from: changed ? from.map(([name]) => name) : [],
      changed,
      members: members().flatMap(({ id, name }) => (before.members.has(id) ? [] : [name])),
      exhibits,
      missing: exchange.traffic().arriving.length,
      refused: refused() - before.refused,
      early: replica.state().held,
    };
  }

  return {
    /** An exchange file, or somebody's request to be let in. */
    async take(file: Blob): Promise<FileReport> {
      const start = await startOf(file);
      const isRequest = isRequestFile(start);
      if (!isRequest && !isBundle(start)) return { kind: 'unreadable' };
      if (isRequest && file.size > mostRequestBytes) return { kind: 'unreadable' };
      return isRequest ? doors.takeRequest(new Uint8Array(await file.arrayBuffer())) : readBundle(file);
    },

    /** Everything as one file; for whoever made `given`, what that file lacks. */
    async make(given?: Blob): Promise<Blob> {
      let written: Iterable<Bytes | Blob> = [];
      const fresh = await openFile({
        read: async () => undefined,
        write: async (parts) => void (written = parts),
      });
      const theirs = given && (await openFile(readOnly(given)));
      if (!fresh || (given && !theirs)) throw new Error('this is no exchange file');
      const over = theirs ? answerTo(theirs, fresh) : fresh;
      // First: the document that names the exhibits goes into the file after them.
      if (!(await exchange.sendTo(over, counts))) throw new Error('not all exhibits went into the file');
      const problem = await replica.exchange(over);
      if (problem && problem.kind !== 'may-not-write') throw new Error(problem.reason);
      return new Blob([...written], { type: 'application/octet-stream' });
    },
  };
}
