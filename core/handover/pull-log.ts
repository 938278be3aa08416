import { readRoster, type Device } from '../seal/device-roster.ts';
import { mostSeals, verifySeal, type CheckedSeal, type LogHead } from '../seal/seal.ts';
import type { Result } from '../shared/result.ts';
import { HandoverRefused } from './client.ts';
import type { HandoverClient } from './client.ts';
import type { StorageFailure } from './storage-failure.ts';

/** A seal with the line that it was read from; its signature was checked when it came. */
export type ReceivedSeal = { seal: CheckedSeal; line: string };

/** What a device told of itself, and the newest seal that it says it has. */
export type ToldDevice = { introduction: string; told: LogHead | null };

/** The app's storage of device logs, as the pull needs it. */
export interface LogStore {
  /** The device that introduced itself by this key; undefined when it never did here. */
  sealingDevice(fingerprint: string): Promise<Device | undefined>;
  /** The greatest sequence number that is stored of this device; 0 when there is none. */
  lastSequence(fingerprint: string): Promise<number>;
  noteDevice(device: Device, told: ToldDevice): Promise<Result<void, StorageFailure>>;
  /** Stores the seals; one that is here already changes nothing, another one of the same number is kept beside it. */
  putSeals(seals: readonly ReceivedSeal[]): Promise<Result<void, StorageFailure>>;
}

/** The one device that this line introduces, by its own signature; undefined when the line does not hold. */
async function deviceOf(introduction: string): Promise<Device | undefined> {
  const { devices } = await readRoster([introduction]);
  const [device] = devices.values();
  return device;
}

/**
 * Brings the stored log of the extension's device up to date ([HANDOVER-8]). A line that this device did not sign is left out, and the gap
 * tells of it. Resolves with the device; an extension that knows no seals is no failure. Rejects as `client.ask` does.
 */
export async function pullLog(
  client: HandoverClient,
  store: LogStore,
): Promise<Result<Device, StorageFailure> | undefined> {
  const told = await client.ask({ kind: 'device' }, 'device').catch((error: unknown) => {
    // What was made before there were seals cannot read the question.
    if (error instanceof HandoverRefused && error.refusal.reason === 'malformed') return undefined;
    throw error;
  });
  const device = told?.introduction ? await deviceOf(told.introduction) : undefined;
  if (!told?.introduction || !device) return undefined;
  const noted = await store.noteDevice(device, { introduction: told.introduction, told: told.head });
  if (!noted.ok) return noted;
  let after = await store.lastSequence(device.fingerprint);
  while (after < mostSeals) {
    const { lines } = await client.ask({ kind: 'log', after }, 'log');
    const seals: ReceivedSeal[] = [];
    for (const line of lines) {
      const seal = await verifySeal(line, device);
      if (seal) seals.push({ seal, line });
    }
    const before = after;
    after = Math.max(after, ...seals.map(({ seal }) => seal.sequence));
    const stored = await store.putSeals(seals);
    if (!stored.ok) return stored;
    // An answer that brings nothing new is the end of the log, or of what can be believed of it.
    if (after === before) break;
  }
  return { ok: true, value: device };
}
