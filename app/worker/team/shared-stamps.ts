/**
 * Timestamps over seals, in the shared document: one that came after the hand-over reaches every member. They are checked in the tabs, which
 * load the code for it anyway (app/services/take-stamps.ts).
 */
import type * as Y from 'yjs';
import * as v from 'valibot';
import { sha256Hex, textToBytes } from '#core/shared/bytes.ts';
import { queuedStampSchema } from '#core/timestamp/stamp-queue.ts';
import { shareStamp, sharedStamp, sharedStamps, type SharedStamp } from '#core/sync/shared-evidence.ts';
import type { AppDatabase } from '../../storage/database.ts';

type StampExchangeParts = {
  db: AppDatabase;
  doc: Y.Doc;
  /** Hears of stamps that are not stored here, each once. */
  tell: (stamps: readonly SharedStamp[]) => void;
};

/** So that nothing that a member's device writes stands under the name of another stamp. */
const nameOf = ({ response }: SharedStamp): Promise<string> => sha256Hex(textToBytes(response));

export function createStampExchange({ db, doc, tell }: StampExchangeParts) {
  const told = new Set<string>();
  /** What stood in the place of a stamp of this device and was written over, once: two who differ must not take turns for ever. */
  const replaced = new Set<string>();

  async function stampsHere(): Promise<SharedStamp[]> {
    const here: SharedStamp[] = [];
    for (const row of await db.stamps.toArray()) {
      const parsed = v.safeParse(queuedStampSchema, row);
      if (!parsed.success || parsed.output.state !== 'stamped') continue;
      const { subject: seal, request, response, chainPem } = parsed.output;
      here.push({ seal, request, response, chainPem });
    }
    return here;
  }

  return {
    /** Gives the document the stamps of this device that it lacks. */
    async share(): Promise<void> {
      for (const stamp of await stampsHere()) {
        const name = await nameOf(stamp);
        const there = JSON.stringify(sharedStamp(doc, name));
        if (there === JSON.stringify(stamp) || replaced.has(name + there)) continue;
        replaced.add(name + there);
        shareStamp(doc, name, stamp);
      }
    },

    /** Tells of the stamps over seals that are here and have none. */
    async tell(): Promise<void> {
      const stamped = new Set((await stampsHere()).map(({ seal }) => seal));
      const news: SharedStamp[] = [];
      for (const stamp of sharedStamps(doc)) {
        const key = JSON.stringify(stamp);
        if (stamped.has(stamp.seal) || told.has(key) || !(await db.seals.get(stamp.seal))) continue;
        told.add(key);
        news.push(stamp);
      }
      if (news.length > 0) tell(news);
    },
  };
}
