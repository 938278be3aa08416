/** Two members edit over a cluster whose nodes are killed under them. */
import * as Y from 'yjs';
import type { Replica } from '#core/sync/replica.ts';
import { found, letIn, makeDevice, openOn } from '../sync/people.ts';
import { startTestCluster, type TestCluster } from './test-cluster.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export type ClusterRun = {
  edits: number;
  /** Edits that a fresh replica lacks although they were acknowledged. */
  lost: string[];
  /** Longest time without an acknowledgement, in milliseconds: while the leader was killed, and once two of three were back. */
  pauses: { leaderKilled: number; twoBack: number };
};

/** `everyMs`: time between two edits, made all the while. */
export async function runCluster(everyMs: number): Promise<ClusterRun> {
  const cluster = await startTestCluster();
  try {
    return await editThrough(cluster, everyMs);
  } finally {
    await cluster.close();
  }
}

async function editThrough(cluster: TestCluster, everyMs: number): Promise<ClusterRun> {
  const [alice, bob] = [await makeDevice('alice'), await makeDevice('bob')];
  const acknowledged: number[] = [];
  const { workspace, replica } = await found(alice);
  await letIn(alice, replica, bob, 'editor');
  await replica.close();
  const writer = await openOn(alice, workspace);
  const transport = await cluster.connect();
  const connection = writer.connect({
    ...transport,
    async append(subject, envelope) {
      const appended = await transport.append(subject, envelope);
      if (appended.ok) acknowledged.push(performance.now());
      return appended;
    },
  });
  await connection.caughtUp;
  const doc = await writer.document('doc.a');

  let edits = 0;
  let isOver = false;
  const editing = (async () => {
    while (!isOver) {
      doc.getMap('m').set(`k${(edits += 1)}`, edits);
      await pause(everyMs);
    }
  })();
  const acknowledgedAgain = async (after: number): Promise<number> => {
    while (!acknowledged.some((at) => at > after)) await pause(10);
    return acknowledged.find((at) => at > after) ?? after;
  };
  await acknowledgedAgain(performance.now());

  const leader = await cluster.leader();
  const killedAt = performance.now();
  await cluster.kill(leader);
  const leaderKilled = (await acknowledgedAgain(performance.now())) - killedAt;
  await cluster.start(leader);
  await acknowledgedAgain(performance.now());
  const [one = '', two = ''] = cluster.names;
  await Promise.all([cluster.kill(one), cluster.kill(two)]);
  const before = edits;
  // Writing goes on locally while nothing can be acknowledged.
  while (edits < before + 20) await pause(everyMs);
  await Promise.all([cluster.start(one), cluster.start(two)]);
  const backAt = performance.now();
  const twoBack = (await acknowledgedAgain(backAt)) - backAt;
  isOver = true;
  await editing;
  await settled(writer);

  const reader = await openOn(bob, workspace);
  const other = await cluster.connect();
  const second = reader.connect(other);
  await second.caughtUp;
  const read = (await reader.document('doc.a')).getMap('m');
  const lost = Array.from({ length: edits }, (_, at) => `k${at + 1}`).filter((key) => !read.has(key));
  const same = Y.encodeStateVector(await reader.document('doc.a'));
  if (lost.length === 0 && Buffer.compare(same, Y.encodeStateVector(doc)) !== 0) lost.push('state vector');
  for (const open of [connection, second]) await open.close();
  for (const open of [transport, other]) await open.close();
  for (const open of [writer, reader]) await open.close();
  return { edits, lost, pauses: { leaderKilled, twoBack } };
}

async function settled(replica: Replica): Promise<void> {
  for (;;) {
    const { link, waiting } = replica.state();
    if (link === 'in-step' && waiting === 0) return;
    await pause(50);
  }
}
