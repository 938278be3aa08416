import type { HandoverSource } from '#core/handover/answer.ts';
import { acceptedClips } from './review.ts';
import type { Clip, ExtensionDatabase } from './database.ts';
import { logHead, ownDevice } from './seals.ts';

type PairingPart = Pick<HandoverSource, 'isPaired' | 'tryCode' | 'stamp'>;

const isOnOffer = (clip: Clip | undefined): clip is Clip & Required<Pick<Clip, 'accepted'>> =>
  clip?.accepted !== undefined && clip.discardedAt === undefined;

/** What the extension hands over: accepted clips from its database, and the log of its seals. Pairing, and who may be asked for a time, is decided elsewhere. */
export function createHandoverSource(db: ExtensionDatabase, pairing: PairingPart): HandoverSource {
  const clipOf = (exhibit: string) => db.clips.where('accepted.record.id').equals(exhibit);

  return {
    isPaired: (origin) => pairing.isPaired(origin),
    tryCode: (origin, code) => pairing.tryCode(origin, code),
    stamp: (origin, url, request) => pairing.stamp(origin, url, request),

    async offers() {
      const clips = await acceptedClips(db);
      return clips.filter(isOnOffer).map(({ accepted }) => ({
        exhibit: accepted.record.id,
        recordSha256: accepted.recordSha256,
      }));
    },

    async record(exhibit) {
      // From here on the record may be on the other side, so it can no longer be changed (see reopenClip).
      await clipOf(exhibit).modify((clip) => {
        if (clip.state === 'accepted') clip.offeredAt ??= new Date().toISOString();
      });
      const clip = await clipOf(exhibit).first();
      if (!isOnOffer(clip)) return undefined;
      const seal = await db.seals.get({ exhibit });
      return { ...clip.accepted, ...(seal && { seal: seal.line }) };
    },

    async readFile(exhibit, sha256, offset, length) {
      const clip = await clipOf(exhibit).first();
      if (!isOnOffer(clip) || !clip.accepted.record.files.some((file) => file.sha256 === sha256))
        return undefined;
      const file = await db.files.get(sha256);
      if (!file) return undefined;
      return new Uint8Array(await file.content.slice(offset, offset + length).arrayBuffer());
    },

    async noteReceipt(exhibit, recordSha256) {
      const clip = await clipOf(exhibit).first();
      if (clip?.accepted?.recordSha256 !== recordSha256) return false;
      await clipOf(exhibit)
        .and(({ state }) => state === 'accepted')
        .modify({ state: 'delivered', deliveredAt: new Date().toISOString() });
      return true;
    },

    async device() {
      const head = await logHead(db);
      // Before its first seal the device may still introduce itself under another name.
      const device = head && (await ownDevice(db));
      return { introduction: device?.introduction ?? null, head: head ?? null };
    },

    async log(after, limit) {
      const seals = await db.seals.where('sequence').above(after).limit(limit).toArray();
      return seals.map(({ line }) => line);
    },
  };
}
