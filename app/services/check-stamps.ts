import * as v from 'valibot';
import { readRoster } from '#core/seal/device-roster.ts';
import { parseSeal } from '#core/seal/seal.ts';
import { queuedStampSchema } from '#core/timestamp/stamp-queue.ts';
import type { AppDatabase } from '../storage/database.ts';
import type { StoreFinding } from './store-finding.ts';

/**
 * The timestamps that are not over the seal that they are kept for. The code for it is large: it is loaded where there are stamps, in the
 * tab, which has it from asking for them. Rejects when the storage cannot be read.
 */
export async function checkStamps(db: AppDatabase): Promise<StoreFinding[]> {
  const findings: StoreFinding[] = [];
  for (const row of await db.stamps.toArray()) {
    const queued = v.safeParse(queuedStampSchema, row);
    if (queued.success && queued.output.state !== 'stamped') continue;
    const line = (await db.seals.get(String(row.subject)))?.line ?? '';
    const seal = await parseSeal(line);
    if (queued.success && queued.output.state === 'stamped' && seal?.sha256 === row.subject) {
      const { heldStamp } = await import('#core/timestamp/held-stamp.ts');
      if ((await heldStamp(queued.output, line))?.at === queued.output.at) continue;
    }
    const { device: fingerprint = '', sequence = 0, exhibit = '' } = seal ?? {};
    const introduction = (await db.devices.get(fingerprint))?.introduction;
    const { devices } = await readRoster(introduction === undefined ? [] : [introduction]);
    const { member = '', label = '' } = devices.get(fingerprint) ?? {};
    const title = (await db.exhibits.get(exhibit))?.record.provenance.title ?? '';
    findings.push({
      kind: 'stamp-changed',
      device: { fingerprint, member, label },
      sequence,
      exhibit,
      title,
    });
  }
  return findings;
}
