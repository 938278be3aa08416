/**
 * The relay beside Hocuspocus and y-websocket on the same edits in one run, files that are cut on their way, and a cluster whose nodes are killed:
 * `npm run bench:relay`. The peers read everything and keep it in memory; the relay reads nothing and has it on the disk before it acknowledges.
 */
import * as Y from 'yjs';
import { runCluster } from '../relay/cluster-run.ts';
import { exchangeFiles } from '../relay/exchange-files.ts';
import { startTestRelay } from '../relay/test-relay.ts';
import { joined, openHocuspocus, openRelay, openYWebsocket, type Room } from './relay-peers.ts';
import { median, reportBench, rounded, type BenchRow } from './result.ts';

/** More than one, so that the median is of something; fewer for a first look: `npm run bench:relay -- 1`. */
const rounds = Number(process.argv[2] ?? 3);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The peers in the order of their columns. */
const peers: Record<string, () => Promise<Room>> = {
  hocuspocus: openHocuspocus,
  'y-websocket': openYWebsocket,
};

/** Milliseconds from an edit of one client until the other has it, at one edit each 10 ms; and bytes on the wire for each edit. */
async function edit(
  room: Room,
  count: number,
  everyMs: number,
): Promise<{ p50: number; bytesPerEdit: number }> {
  const [a, b] = [await joined(room), await joined(room)];
  const sentAt = new Map<string, number>();
  const took: number[] = [];
  const done = Promise.withResolvers<void>();
  b.doc.getMap('m').observe(({ keysChanged }) => {
    for (const key of keysChanged) took.push(performance.now() - (sentAt.get(key) ?? 0));
    if (took.length === count) done.resolve();
  });
  const before = room.bytes();
  let next = performance.now();
  for (let at = 0; at < count; at += 1) {
    const key = `A.${at}`;
    sentAt.set(key, performance.now());
    a.doc.getMap('m').set(key, 'implemented');
    next += everyMs;
    await pause(Math.max(0, next - performance.now()));
  }
  await done.promise;
  const bytesPerEdit = (room.bytes() - before) / count;
  await a.close();
  await b.close();
  await room.close();
  return { p50: median(took), bytesPerEdit };
}

/** A document with 100,000 edits by five authors: 93 controls, a status and a text each. */
function longPast(): Y.Doc {
  const authors = Array.from({ length: 5 }, () => new Y.Doc());
  const updates: Uint8Array[] = [];
  for (const doc of authors) doc.on('update', (bytes: Uint8Array) => updates.push(bytes));
  for (let at = 0; at < 100_000; at += 1) {
    const doc = authors[at % 5];
    const control = `A.${at % 93}`;
    if (at % 3 === 0) doc?.getMap('status').set(control, at);
    else doc?.getText(control).insert(0, `${at % 10}`);
  }
  const whole = new Y.Doc();
  whole.transact(() => {
    for (const update of updates) Y.applyUpdate(whole, update);
  });
  return whole;
}

/** Milliseconds until somebody new has it all. */
async function openLong(room: Room, past: Y.Doc): Promise<number> {
  const writer = await joined(room);
  Y.applyUpdate(writer.doc, Y.encodeStateAsUpdate(past));
  // Somebody else has it: so the server does.
  const other = await joined(room);
  while (!Buffer.from(Y.encodeStateVector(other.doc)).equals(Y.encodeStateVector(past))) await pause(50);
  await room.settle();
  const open = await room.invite();
  const began = performance.now();
  const fresh = await open();
  const took = performance.now() - began;
  if (!Buffer.from(Y.encodeStateVector(fresh.doc)).equals(Y.encodeStateVector(past)))
    throw new Error('not all came');
  for (const client of [writer, other, fresh]) await client.close();
  await room.close();
  return took;
}

/** Ours and the peers' in turn, so that what else the machine does hits all alike. */
async function compare(
  metric: string,
  unit: string,
  ours: () => Promise<Room>,
  measure: (room: Room) => Promise<number>,
): Promise<BenchRow> {
  const taken = new Map<string, number[]>();
  for (let round = 0; round < rounds; round += 1)
    for (const [name, open] of Object.entries({ ours, ...peers })) {
      console.error(`${metric}: ${name}, round ${round + 1}`);
      taken.set(name, [...(taken.get(name) ?? []), await measure(await open())]);
    }
  const of = (name: string) => rounded(median(taken.get(name) ?? []));
  const others = Object.fromEntries(Object.keys(peers).map((name) => [name, of(name)]));
  return { metric, unit, ours: of('ours'), peers: others };
}

const rows: BenchRow[] = [];
/** Reports after each part, so that an interrupted run has what it measured until then. */
function add(...more: BenchRow[]): void {
  rows.push(...more);
  reportBench('relay', rows);
}
const alone = (metric: string, unit: string, value: number): BenchRow => ({
  metric,
  unit,
  ours: rounded(value),
  peers: {},
});

add(
  await compare(
    'one way, p50, batching off',
    'ms',
    () => openRelay(0),
    async (room) => (await edit(room, 500, 10)).p50,
  ),
);
add(
  await compare(
    'on the wire for an edit, 250 edits/s, batches of 250 ms',
    'bytes',
    () => openRelay(250),
    async (room) => (await edit(room, 2_000, 4)).bytesPerEdit,
  ),
);

const cluster = await runCluster(15);
add(
  alone('cluster: edits lost', 'edits', cluster.lost.length),
  alone('cluster: leader killed, until the next acknowledgement', 'ms', cluster.pauses.leaderKilled),
  alone('cluster: two of three back, until the next acknowledgement', 'ms', cluster.pauses.twoBack),
);

const relay = await startTestRelay();
const files = await exchangeFiles(relay, await relay.admit(512), {
  count: 100,
  bytes: 1_500_000,
  cuts: 20,
});
await relay.close();
const megabytes = 100 * 1.5;
add(
  alone('100 images up, relay killed on the way', 'MB/s', megabytes / (files.uploadMs / 1_000)),
  alone('100 images down, relay killed on the way', 'MB/s', megabytes / (files.downloadMs / 1_000)),
  alone('times the relay was killed', 'times', files.cuts),
  alone('pieces stored for each piece', 'pieces', files.stored / files.pieces),
  alone('images with another hash', 'images', files.wrong.length),
  alone('growth of the heap', 'MB', files.heapGrowth / 1_000_000),
);

const past = longPast();
add(
  await compare(
    'fresh replica, 100,000 edits',
    'ms',
    () => openRelay(250),
    (room) => openLong(room, past),
  ),
);
