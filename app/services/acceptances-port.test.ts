import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import { readRoster } from '#core/seal/device-roster.ts';
import { acceptanceStatement, signaturesOf } from '#core/signing/acceptance-signatures.ts';
import { verifyStatement } from '#core/signing/statement.ts';
import { readSignedAcceptances, signedAcceptanceMap } from '#core/workspace/signed-acceptances.ts';
import { AppDatabase } from '../storage/database.ts';
import { createSealStore } from '../storage/seal-store.ts';
import { createAcceptancesPort } from './acceptances-port.ts';
import { createDevicePort } from './device-port.ts';
import { createKnownDevices } from './known-devices.ts';
import type { TeamState } from './team-state.ts';
import { createWatchable } from './watchable.ts';

const now = () => new Date('2026-05-04T10:00:00Z');
const risk = makeRisk();
/** Until it holds; code is loaded meanwhile, on a machine that may be busy. */
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 15_000 });

function openDevice(name: string, member: string, doc = new Y.Doc()) {
  const db = new AppDatabase(name);
  const seals = createSealStore(db);
  const known = createKnownDevices(db, createWatchable<TeamState>({ kind: 'alone' }));
  const memberName = () => member;
  const port = createAcceptancesPort({ doc, db, seals, known, mayEdit: () => true, memberName, now });
  const device = createDevicePort(db, seals, async () => undefined, memberName, now);
  return { db, doc, port, device };
}

it('signs an acceptance into the workspace, where every replica checks it, and gives it to the pack once', async () => {
  const { doc, port, device } = openDevice('acceptances', 'alice  WEBER');
  port.checked.subscribe(() => undefined);
  await port.sign(risk);
  await until(() => {
    const checked = port.checked.getState() ?? new Map();
    expect(signaturesOf(risk, checked)).toMatchObject([
      { isCurrent: true, fault: undefined, doubts: [], holder: { kind: 'own-device' } },
    ]);
    expect(signaturesOf({ ...risk, treatment: 'retain' }, checked)).toMatchObject([{ isCurrent: false }]);
  });

  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  const elsewhere = openDevice('acceptances-elsewhere', 'Ben', other).port;
  elsewhere.checked.subscribe(() => undefined);
  await until(() =>
    expect(elsewhere.checked.getState()?.get(risk.id)).toMatchObject([
      { member: 'alice  WEBER', fault: undefined, doubts: ['not-this-device'] },
    ]),
  );

  const { roster, statements } = await port.withAcceptances(await device.sealing());
  expect(statements).toHaveLength(1);
  expect(statements[0]?.content).toEqual(acceptanceStatement(risk)?.content);
  const sha256 = port.checked.getState()?.get(risk.id)?.[0]?.contentSha256;
  const { devices } = await readRoster(roster);
  expect(await verifyStatement(statements[0]?.line ?? '', () => sha256, devices)).toMatchObject({ ok: true });
});

it('names one whose content was changed, and one by somebody whom the risk does not name', async () => {
  const { doc, port, device } = openDevice('acceptances-changed', 'Mallory');
  port.checked.subscribe(() => undefined);
  await port.sign(risk);
  await until(() =>
    expect(port.checked.getState()?.get(risk.id)).toMatchObject([
      { fault: undefined, doubts: ['other-than-named'] },
    ]),
  );
  const [[name, signed] = ['', {}]] = [...signedAcceptanceMap(doc)];
  signedAcceptanceMap(doc).set(name, { ...(signed as object), text: '{"acceptance":{"owner":"Mallory"}}' });
  await until(() =>
    expect(port.checked.getState()?.get(risk.id)).toMatchObject([{ fault: 'content-differs', doubts: [] }]),
  );
  // Nobody who writes to the workspace can spoil a pack: this device's own copy is in it, and no other.
  const sealing = { ...(await device.sealing()), statements: [] };
  expect((await port.withAcceptances(sealing)).statements).toEqual([]);
});

it('brings into the workspace what an earlier version of the app kept on this device', async () => {
  const first = openDevice('acceptances-earlier', 'Alice Weber');
  await first.port.sign(risk);
  const later = openDevice('acceptances-earlier', 'Alice Weber');
  expect(readSignedAcceptances(later.doc)).toEqual([]);
  later.port.checked.subscribe(() => undefined);
  await until(() =>
    expect(later.port.checked.getState()?.get(risk.id)).toMatchObject([{ fault: undefined, doubts: [] }]),
  );
  expect(readSignedAcceptances(later.doc)).toEqual(readSignedAcceptances(first.doc));
});
