import * as v from 'valibot';
import type { SealStamp } from '#core/pack/pack-integrity.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';
import { queuedStampSchema } from '#core/timestamp/stamp-queue.ts';
import type { AppDatabase } from '../storage/database.ts';

/** The timestamps over seals that are here, with the lines that were stamped. Rejects when the storage cannot be read. */
export async function sealStampsOf(db: AppDatabase): Promise<SealStamp[]> {
  const stamps: SealStamp[] = [];
  for (const row of await db.stamps.toArray()) {
    const queued = v.safeParse(queuedStampSchema, row);
    if (!queued.success || queued.output.state !== 'stamped') continue;
    const { subject, request, response, chainPem } = queued.output;
    const seal = await db.seals.get(subject);
    if (seal)
      stamps.push({
        line: seal.line,
        request: base64ToBytes(request),
        response: base64ToBytes(response),
        chainPem,
      });
  }
  return stamps;
}
