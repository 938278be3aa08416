/** The logs of the devices that seal, and the lines that introduce and revoke them, as they are stored now. */
import { deviceSigner, verifyDeviceSignature } from '#core/crypto/device-key.ts';
import { checkDeviceLog, mayStillCome } from '#core/seal/device-log.ts';
import { readRoster, type Device } from '#core/seal/device-roster.ts';
import { parseSeal, type CheckedSeal } from '#core/seal/seal.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import type { DeviceName, StoreFinding } from '../../services/store-finding.ts';
import type { AppDatabase, StoredDevice, StoredSeal } from '../../storage/database.ts';
import { readDevice, type OwnDevice } from '../../storage/device-store.ts';
import { keptRevocations } from '../../storage/seal-store.ts';

export type CheckedLogs = {
  findings: StoreFinding[];
  /** The seals whose signature holds, by exhibit. */
  byExhibit: ReadonlyMap<string, readonly CheckedSeal[]>;
  /** All devices that are introduced here, this app's own included. */
  devices: ReadonlyMap<string, Device>;
};

type StoredLogs = { devices: StoredDevice[]; seals: StoredSeal[]; revocations: Record<string, string> };

/** All of one moment: a seal that comes meanwhile is in the log and in the note of the newest one, or in neither. */
const readLogs = (db: AppDatabase): Promise<StoredLogs> =>
  db.transaction('r', db.devices, db.seals, db.settings, async () => ({
    devices: await db.devices.toArray(),
    seals: await db.seals.orderBy('[device+sequence]').toArray(),
    revocations: await keptRevocations(db),
  }));

export const nameOfDevice = (fingerprint: string, device?: Device): DeviceName => ({
  fingerprint,
  member: device?.member ?? '',
  label: device?.label ?? '',
});

/** This app's own key, when it is one key that introduced itself; a finding when what is stored of it does not fit together. */
async function checkOwnKey(db: AppDatabase): Promise<{ own?: OwnDevice; findings: StoreFinding[] }> {
  const changed: StoreFinding[] = [{ kind: 'own-key-changed' }];
  try {
    const own = await readDevice(db);
    if (!own) return { findings: [] };
    const { fingerprint, publicKeySpki } = own.key;
    const test = textToBytes('exhibit: is this one pair of keys?');
    const device = (await readRoster([own.introduction])).devices.get(fingerprint);
    const signature = await deviceSigner(own.key).sign(test);
    const fits = device && (await verifyDeviceSignature(device.publicKeySpki, test, signature));
    const same = device?.publicKeySpki.every((byte, at) => byte === publicKeySpki[at]);
    return { own, findings: fits && same ? [] : changed };
  } catch {
    return { findings: changed };
  }
}

/** Whether the row's columns say of the seal what its line says. */
async function isInPlace(row: StoredSeal): Promise<boolean> {
  const seal = await parseSeal(String(row.line));
  return (
    seal !== undefined &&
    (['sha256', 'device', 'sequence', 'exhibit'] as const).every((column) => seal[column] === row[column])
  );
}

async function checkDevice(
  stored: StoredDevice,
  rows: readonly StoredSeal[],
  roster: ReadonlyMap<string, Device>,
): Promise<{ findings: StoreFinding[]; seals: CheckedSeal[] }> {
  const device = roster.get(stored.fingerprint);
  const name = nameOfDevice(stored.fingerprint, device);
  const findings: StoreFinding[] = [];
  for (const row of rows)
    if (!(await isInPlace(row)))
      findings.push({ kind: 'seal-moved', device: name, sequence: Number(row.sequence) });
  // Said by the roster's faults.
  if (!device) return { findings, seals: [] };
  const lines = rows.map(({ line }) => String(line));
  const { seals, faults } = await checkDeviceLog(lines, device, stored.head ? [stored.head] : []);
  const whole = stored.whole ?? 0;
  const here = [...faults, ...(stored.told ? [stored.told] : [])].map((fault): StoreFinding => ({
    kind: 'log',
    device: name,
    fault,
    mayCome: mayStillCome(fault, whole),
    by: '',
  }));
  const reported = Object.values(stored.reports ?? {}).map(({ by, fault }): StoreFinding => ({
    kind: 'log',
    device: name,
    fault,
    mayCome: false,
    by,
  }));
  findings.push(...here, ...reported);
  const newest = Math.max(0, ...seals.map(({ sequence }) => sequence));
  const isHeadOfOther = stored.head !== undefined && stored.head.device !== stored.fingerprint;
  if (newest > (stored.head?.sequence ?? 0) || isHeadOfOther)
    findings.push({ kind: 'head-changed', device: name });
  return { findings, seals };
}

/** The roster, and each device one of whose lines does not hold or that is not introduced by its own. */
async function checkRoster(
  devices: readonly StoredDevice[],
  own: OwnDevice | undefined,
): Promise<{ roster: Map<string, Device>; findings: StoreFinding[] }> {
  const roster = new Map<string, Device>();
  const findings: StoreFinding[] = [];
  for (const stored of devices) {
    const { introduction, vouching, revoker, revocation, fingerprint } = stored;
    const lines = [own?.introduction, introduction, vouching, revoker, revocation];
    const read = await readRoster([...new Set(lines)].filter((line) => line !== undefined).map(String));
    const device = read.devices.get(fingerprint);
    if (device) roster.set(fingerprint, device);
    // The one who vouches introduces the device as well, which is no reason to do without its own word.
    const isOwn = (await readRoster([String(introduction)])).devices.has(fingerprint);
    const isRevoked = revocation === undefined || device?.revocation !== undefined;
    if (!isOwn || read.faults.length > 0 || !isRevoked)
      findings.push({ kind: 'device-changed', device: nameOfDevice(fingerprint, device) });
  }
  if (own)
    for (const [fingerprint, device] of (await readRoster([own.introduction])).devices)
      roster.set(fingerprint, device);
  return { roster, findings };
}

/** Checks every line of every device. Rejects when the storage cannot be read. */
export async function checkLogs(db: AppDatabase): Promise<CheckedLogs> {
  const { own, findings: ownFindings } = await checkOwnKey(db);
  const stored = await readLogs(db);
  const { roster, findings: rosterFindings } = await checkRoster(stored.devices, own);
  const findings = [...ownFindings, ...rosterFindings];
  const byDevice = Map.groupBy(stored.seals, ({ device }) => device);
  const byExhibit = new Map<string, CheckedSeal[]>();
  for (const device of stored.devices) {
    const checked = await checkDevice(device, byDevice.get(device.fingerprint) ?? [], roster);
    byDevice.delete(device.fingerprint);
    findings.push(...checked.findings);
    for (const seal of checked.seals)
      byExhibit.set(seal.exhibit, [...(byExhibit.get(seal.exhibit) ?? []), seal]);
    const kept = stored.revocations[device.fingerprint];
    if (kept !== undefined && kept !== device.revocation)
      findings.push({
        kind: 'revocation-gone',
        device: nameOfDevice(device.fingerprint, roster.get(device.fingerprint)),
      });
    delete stored.revocations[device.fingerprint];
  }
  // What is left belongs to no device that is here.
  for (const fingerprint of new Set([...byDevice.keys(), ...Object.keys(stored.revocations)]))
    findings.push({ kind: 'device-gone', device: nameOfDevice(fingerprint) });
  return { findings, byExhibit, devices: roster };
}
