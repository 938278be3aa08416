/** That exhibits are discarded, at every member. */
import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { shareExhibit, sharedDiscards } from '#core/sync/shared-evidence.ts';
import { fillSealedStore } from '../../../tests/fixtures/sealed-store.ts';
import { AppDatabase } from '../../storage/database.ts';
import { createEvidenceStore } from '../../storage/evidence-store.ts';
import { ReplicaDatabase } from '../../storage/replica-database.ts';
import { createDiscardExchange } from './shared-discards.ts';

const at = '2026-05-04T10:00:00.000Z';
const later = '2026-05-05T10:00:00.000Z';

async function member(name: string, mayWrite = true) {
  const db = new AppDatabase(`discards-${name}`);
  await fillSealedStore(db);
  const evidence = createEvidenceStore(db);
  const doc = new Y.Doc();
  const replicaDb = new ReplicaDatabase(`discards-${name}-replica`);
  const parts = { db, replicaDb, evidence, doc, mayWrite: () => mayWrite, ownName: () => `${name} (Laptop)` };
  const since = async (id: string) => (await db.exhibits.get(id))?.discardedAt;
  return { db, doc, evidence, since, exchange: createDiscardExchange(parts) };
}
type Member = Awaited<ReturnType<typeof member>>;

async function meet(...members: Member[]): Promise<void> {
  for (const { exchange } of members) await exchange();
  for (const from of members)
    for (const to of members) if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc));
  for (const { exchange } of members) await exchange();
}

it('an exhibit that one member discards is discarded for all, until somebody takes it back', async () => {
  const [alice, bob, auditor] = [await member('Alice'), await member('Bob'), await member('Carol', false)];
  const [id = '', other = ''] = await alice.db.exhibits.toCollection().primaryKeys();
  shareExhibit(alice.doc, id, { sha256: 'a'.repeat(64), sizeBytes: 1, generation: 1 });

  await alice.evidence.discard(id, at);
  // Nobody else has this one.
  await alice.evidence.discard(other, at);
  await meet(alice, bob, auditor);
  expect([await bob.since(id), await auditor.since(id)]).toEqual([at, at]);
  expect(sharedDiscards(bob.doc)).toEqual(new Map([[id, { at, by: 'Alice (Laptop)' }]]));

  await bob.evidence.undoDiscard(id);
  await meet(alice, bob, auditor);
  expect([await alice.since(id), await auditor.since(id)]).toEqual([undefined, undefined]);
  expect(await alice.since(other)).toBe(at);

  // What an auditor does stays with the auditor.
  await auditor.evidence.discard(id, later);
  await meet(alice, bob, auditor);
  expect([await alice.since(id), await auditor.since(id)]).toEqual([undefined, later]);
});

it('what came before the exhibit did is done when it has come', async () => {
  const [alice, bob] = [await member('Dora'), await member('Emil')];
  const [id = ''] = await alice.db.exhibits.toCollection().primaryKeys();
  shareExhibit(alice.doc, id, { sha256: 'a'.repeat(64), sizeBytes: 1, generation: 1 });
  const row = await bob.db.exhibits.get(id);
  await bob.db.exhibits.delete(id);
  await alice.evidence.discard(id, at);
  await meet(alice, bob);
  expect(await bob.since(id)).toBeUndefined();
  if (row) await bob.db.exhibits.add(row);
  await bob.exchange();
  expect(await bob.since(id)).toBe(at);
});
