import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { readRoster } from '#core/seal/device-roster.ts';
import { verifyStatement } from '#core/signing/statement.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { AppDatabase } from '../storage/database.ts';
import { createSealStore } from '../storage/seal-store.ts';
import { createDevicePort } from './device-port.ts';
import { createStatementsPort } from './statements-port.ts';

const now = () => new Date('2026-05-04T10:00:00Z');
const content = { format: 'exhibit-risk-acceptance/1', id: 'r1', acceptance: { owner: 'Alice' } };

it('signs an acceptance, shows that it holds, names one whose content was changed, and gives it to the pack', async () => {
  const db = new AppDatabase('statements');
  const port = createStatementsPort(db, () => 'Alice', now);
  port.statements.subscribe(() => undefined);
  await port.sign({ kind: 'risk-acceptance', subject: 'r1', content });
  const contentSha256 = await sha256Hex(canonicalJson(content));
  await vi.waitFor(() =>
    expect(port.statements.getState()).toMatchObject([
      { kind: 'risk-acceptance', subject: 'r1', member: 'Alice', contentSha256, fault: undefined },
    ]),
  );
  const device = createDevicePort(
    db,
    createSealStore(db),
    async () => undefined,
    () => 'Bob',
    now,
  );
  const { roster, statements } = await device.sealing();
  const { devices } = await readRoster(roster);
  expect(await verifyStatement(statements[0]?.line ?? '', () => contentSha256, devices)).toMatchObject({
    ok: true,
  });
  await db.statements.toCollection().modify({ content: { ...content, id: 'r2' } });
  const later = createStatementsPort(db, () => 'Alice', now);
  later.statements.subscribe(() => undefined);
  await vi.waitFor(() => expect(later.statements.getState()).toMatchObject([{ fault: 'content-differs' }]));
});
