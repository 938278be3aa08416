/** Files and folders that somebody tampered with on the way: who reads them takes what is honest and names the rest. */
import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Bytes } from '#core/shared/bytes.ts';
import { openBundle } from '#core/sync/bundle-transport.ts';
import { openFolder } from '#core/sync/folder-transport.ts';
import type { RefusalKind } from '#core/sync/refusal.ts';
import type { Delivery, Transport } from '#core/sync/transport.ts';
import { nodeDirectory } from '../contracts/node-files.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';
import { cases, world } from './hostile-envelopes.ts';
import { makeDevice, openOn } from './people.ts';

const folder = mkdtempSync(join(tmpdir(), 'exhibit-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function bundleOf(deliveries: readonly Delivery[]): Promise<Bytes> {
  let file = new Blob();
  const write = async (parts: Iterable<Bytes | Blob>) => void (file = new Blob([...parts]));
  const opened = await openBundle('file', { read: async () => undefined, write });
  if (!opened.ok) throw new Error(opened.error.reason);
  for (const { subject, envelope } of deliveries) await opened.value.append(subject, envelope);
  return new Uint8Array(await file.arrayBuffer());
}

/** What Vera has after she read it from nothing, and what she refused. */
async function readBy(transport: Transport) {
  const { store } = await makeDevice('vera');
  const refused: RefusalKind[] = [];
  const replica = await openOn({ ...world.devices.vera, store }, world.workspace, {
    onRefusal: ({ kind }) => void refused.push(kind),
  });
  const problem = await replica.read(transport);
  const content = [
    (await replica.document('doc.a')).getMap('m').toJSON(),
    (await replica.document('note.a')).getMap('m').toJSON(),
    replica.control().state?.head,
    replica.control().state?.members,
  ];
  await replica.close();
  return { problem, content, refused };
}

const readBundle = async (bytes: Bytes) => {
  const opened = await openBundle('file', {
    read: async () => new Blob([bytes]),
    write: async () => undefined,
  });
  return opened.ok ? readBy(opened.value) : opened.error;
};

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const draw = seededDraw(seed);
  const left = [...items];
  return items.flatMap(() => left.splice(draw(left.length), 1));
}

it('a file with every hostile envelope among the honest ones, in any order, reads like one with the honest ones alone', async () => {
  const honest = await readBundle(await bundleOf(world.start));
  if (!('content' in honest)) throw new Error(honest.reason);
  // One of a member's own under a counter of hers is that member's word against her own; elsewhere it came first.
  const hostile = cases.filter(([, kind]) => kind !== 'duplicate' && kind !== 'too-large');
  const made = [];
  for (const [, , make] of hostile) made.push(...[await make()].flat());
  for (const seed of [1, 2, 3]) {
    const read = await readBundle(await bundleOf(shuffled([...world.start, ...made], seed)));
    expect(read).toMatchObject({ problem: undefined, content: honest.content });
    if (!('refused' in read)) continue;
    for (const kind of new Set(hostile.map(([, of]) => of)))
      expect(read.refused, `seed ${seed}`).toContain(kind);
  }
}, 120_000);

it('a file that was cut, or with an entry that is larger than any envelope, is no file at all, or a shorter one', async () => {
  const whole = await bundleOf(world.start);
  const large = whole.slice();
  // The length of the first entry.
  new DataView(large.buffer).setUint32(33 + 6, 0xffffffff);
  expect(await readBundle(large)).toMatchObject({ kind: 'refused' });
  const draw = seededDraw(7);
  for (let round = 0; round < 40; round += 1) {
    const read = await readBundle(whole.slice(0, draw(whole.length)));
    if ('content' in read) expect(read.problem).toBeUndefined();
    else expect(read.kind).toBe('refused');
  }
});

it('a folder whose files were renamed, replaced, copied and blown up gives what is honest', async () => {
  const path = mkdtempSync(join(folder, 'shared-'));
  const open = async () => {
    const opened = await openFolder({ name: path, directory: nodeDirectory(path), pollMs: 10 });
    if (!opened.ok) throw new Error(opened.error.reason);
    return opened.value;
  };
  const writer = await open();
  for (const { subject, envelope } of world.start) await writer.append(subject, envelope);
  const honest = await readBy(await open());
  await writer.append('doc.a', world.genuine.alice3);
  await writer.close();
  const envelopes = join(path, 'envelopes');
  const last = readdirSync(envelopes).sort().at(-1) ?? '';
  renameSync(join(envelopes, last), join(envelopes, last.replace('doc.a', 'doc.b')));
  writeFileSync(join(envelopes, `00000001.doc.a.${'0'.repeat(32)}`), new Uint8Array(200));
  writeFileSync(join(envelopes, `00000002.doc.a.${'1'.repeat(32)}`), new Uint8Array(3_000_000));
  writeFileSync(join(envelopes, `00000001.doc.a.${'0'.repeat(32)} (copy)`), new Uint8Array(200));
  writeFileSync(join(envelopes, '..hidden'), 'x');
  const tampered = await readBy(await open());
  expect(tampered.content).toEqual(honest.content);
  expect(tampered.refused).toEqual([...honest.refused, 'bad-signature']);
});
