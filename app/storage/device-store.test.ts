import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { deviceSigner, verifyDeviceSignature } from '#core/crypto/device-key.ts';
import { readRoster } from '#core/seal/device-roster.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { AppDatabase } from './database.ts';
import { readDevice, readOrCreateDevice } from './device-store.ts';

let count = 0;
let db: AppDatabase;
const now = new Date('2026-05-04T00:00:00Z');
beforeEach(() => {
  db = new AppDatabase(`device-${(count += 1)}`);
});

it('makes one key, also when two tabs ask at once, and keeps it', async () => {
  expect(await readDevice(db)).toBeUndefined();
  const [one, two] = await Promise.all([
    readOrCreateDevice(db, 'Alice', now),
    readOrCreateDevice(db, 'Alice', now),
  ]);
  expect(two.key.fingerprint).toBe(one.key.fingerprint);
  const later = await readOrCreateDevice(db, 'Bob', now);
  expect(later.key.fingerprint).toBe(one.key.fingerprint);
  const message = textToBytes('signed after it was read again');
  const signature = await deviceSigner(later.key).sign(message);
  expect(await verifyDeviceSignature(one.key.publicKeySpki, message, signature)).toBe(true);
  expect(later.key.privateKey.extractable).toBe(false);
});

it('introduces itself in the member’s name', async () => {
  const { key, introduction } = await readOrCreateDevice(db, 'Alice', now);
  const { devices, faults } = await readRoster([introduction]);
  expect(faults).toEqual([]);
  expect(devices.get(key.fingerprint)).toMatchObject({ member: 'Alice', introducedBy: key.fingerprint });
});

it('puts no new key in the place of one that cannot be read', async () => {
  await db.settings.put({ name: 'device', value: { key: 'damaged' } });
  await expect(readOrCreateDevice(db, 'Alice', now)).rejects.toThrow('cannot be read');
  expect((await db.settings.get('device'))?.value).toEqual({ key: 'damaged' });
});
