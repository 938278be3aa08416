/** Exhibits from one device's store to another's, through a folder that both reach: PROTOCOL.md, Files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { introduceDevice } from '#core/seal/device-roster.ts';
import { openFolder } from '#core/sync/folder-transport.ts';
import type { Replica } from '#core/sync/replica.ts';
import { evidenceSubject, sharedExhibits } from '#core/sync/shared-evidence.ts';
import type { Transport } from '#core/sync/transport.ts';
import type { WorkspaceReference } from '#core/sync/workspace-control.ts';
import { nodeDirectory } from '../../../tests/contracts/node-files.ts';
import { makeExhibit } from '../../../tests/fixtures/exhibits.ts';
import { found, letIn, makeDevice, openOn, type TestDevice } from '../../../tests/sync/people.ts';
import { AppDatabase } from '../../storage/database.ts';
import { createEvidenceStore } from '../../storage/evidence-store.ts';
import { createEvidenceExchange } from './evidence-exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-exchange-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const soon = { wake: () => {}, wait: () => new Promise<void>((resolve) => setTimeout(resolve, 20)) };

async function openShared(): Promise<Transport> {
  const opened = await openFolder({ name: 'folder', directory: nodeDirectory(folder), pollMs: 10 });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
}

/** A device with a store of exhibits; `over` changes what its line does with pieces. */
async function peer(
  device: TestDevice,
  replica: Replica,
  workspace: WorkspaceReference,
  over: (transport: Transport) => Partial<Transport> = () => ({}),
) {
  const db = new AppDatabase(`exchange-${device.name}`);
  const shared = await openShared();
  const exchange = await createEvidenceExchange({
    db,
    replicaDb: device.database,
    replica,
    signer: device.signer,
    introduction: await introduceDevice(
      device.signer,
      { ...device.signer, member: device.name, label: '' },
      new Date(),
    ),
    workspace: workspace.id,
    mayWrite: () => true,
    now: () => new Date(),
    pause: soon,
    changed: () => {},
  });
  const connection = replica.connect(shared);
  const ended = Promise.withResolvers<void>();
  const running = exchange.run({ ...shared, ...over(shared) }, ended.promise);
  return {
    exchange,
    here: (id: string) => db.exhibits.get(id),
    evidence: createEvidenceStore(db),
    async close() {
      ended.resolve();
      await running;
      exchange.close();
      await connection.close();
      await replica.close();
    },
  };
}

const exhibit = (number: number) =>
  makeExhibit({
    number,
    title: `Exhibit ${number}`,
    url: 'https://console.example/settings',
    capturedAt: '2026-09-01T10:00:00.000Z',
    picture: {
      bytes: Uint8Array.from({ length: 700_000 }, (_, at) => (at * number) & 255),
      width: 10,
      height: 10,
    },
    lines: ['Settings'],
  });

it('[FILE-3] an exhibit is named once all of it is stored, and is there for another once every file has its hash', async () => {
  const [alice, bob] = [await makeDevice('alice'), await makeDevice('bob')];
  const { workspace, replica } = await found(alice);
  await letIn(alice, replica, bob, 'editor');
  const { record, recordSha256, files } = await exhibit(1);

  // Nothing may be named while its pieces cannot be stored.
  let isFull = true;
  const full = { ok: false, error: { kind: 'offline', reason: 'no room' } } as const;
  const sender = await peer(alice, replica, workspace, (shared) => ({
    putChunk: async (...given) => (isFull ? full : shared.putChunk(...given)),
  }));
  const contents = new Map([...files].map(([sha256, bytes]) => [sha256, new Blob([bytes])]));
  const put = await sender.evidence.put({
    record,
    recordSha256,
    receivedAt: '2026-09-01T10:00:00.000Z',
    files: contents,
  });
  expect(put.ok).toBe(true);
  await vi.waitFor(() => expect(sender.exchange.traffic().toSend).toBe(1));
  const document = await replica.document(evidenceSubject);
  expect(sharedExhibits(document).size).toBe(0);
  isFull = false;
  await vi.waitFor(() => expect(sharedExhibits(document).has(record.id)).toBe(true), 20_000);

  // The first pieces that reach Bob are damaged ones of the right length.
  let isDamaged = true;
  const receiver = await peer(bob, await openOn(bob, workspace), workspace, (shared) => ({
    async getChunk(...asked) {
      const got = await shared.getChunk(...asked);
      return got.ok && got.value && isDamaged ? { ok: true, value: got.value.map((byte) => byte ^ 1) } : got;
    },
  }));
  await vi.waitFor(
    () => expect(receiver.exchange.traffic().arriving).toMatchObject([{ id: record.id, problem: 'damaged' }]),
    20_000,
  );
  expect(await receiver.here(record.id)).toBeUndefined();
  isDamaged = false;
  await vi.waitFor(async () => expect(await receiver.here(record.id)).toBeDefined(), 20_000);
  for (const [sha256, bytes] of files) {
    const file = await receiver.evidence.file(sha256);
    expect(file.ok && file.value && new Uint8Array(await file.value.arrayBuffer())).toEqual(bytes);
  }

  await receiver.close();
  await sender.close();
}, 60_000);

it('[FILE-4] a transport that went back is given again what it lacks', async () => {
  const alice = await makeDevice('anna');
  const { workspace, replica } = await found(alice);
  const { record, recordSha256, files } = await exhibit(2);
  const lost = new Set<string>();
  const puts: string[] = [];
  const sender = await peer(alice, replica, workspace, (shared) => ({
    async putChunk(address, index, bytes) {
      puts.push(`${address}.${index}`);
      lost.delete(`${address}.${index}`);
      return shared.putChunk(address, index, bytes);
    },
    async chunksOf(address) {
      const known = await shared.chunksOf(address);
      if (!known.ok) return known;
      return {
        ok: true,
        value: new Set([...known.value].filter((index) => !lost.has(`${address}.${index}`))),
      };
    },
  }));
  const contents = new Map([...files].map(([sha256, bytes]) => [sha256, new Blob([bytes])]));
  await sender.evidence.put({
    record,
    recordSha256,
    receivedAt: '2026-09-01T10:00:00.000Z',
    files: contents,
  });
  await vi.waitFor(async () => expect(await alice.database.delivered.count()).toBe(1), 20_000);
  const once = [...puts];
  expect(new Set(once).size).toBe(once.length);

  // Some pieces are gone from it; the others are not sent again.
  const gone = once.filter((_, at) => at % 2 === 0);
  for (const name of gone) lost.add(name);
  await sender.exchange.sendAgain();
  await vi.waitFor(() => expect(lost.size).toBe(0), 20_000);
  await vi.waitFor(async () => expect(await alice.database.delivered.count()).toBe(1), 20_000);
  expect(puts.slice(once.length).sort()).toEqual([...gone].sort());
  await sender.close();
}, 60_000);
