import type { HandoverSource } from '#core/handover/answer.ts';
import { acceptedClips } from './clips.ts';
import type { Clip, ExtensionDatabase } from './database.ts';

type PairingPart = Pick<HandoverSource, 'isPaired' | 'tryCode'>;

const isOnOffer = (clip: Clip | undefined): clip is Clip & Required<Pick<Clip, 'accepted'>> =>
  clip?.accepted !== undefined && clip.discardedAt === undefined;

/** What the extension hands over: accepted clips from its database. Pairing is decided elsewhere. */
export function createHandoverSource(db: ExtensionDatabase, pairing: PairingPart): HandoverSource {
  return {
    isPaired: (origin) => pairing.isPaired(origin),
    tryCode: (origin, code) => pairing.tryCode(origin, code),

    async offers() {
      const clips = await acceptedClips(db);
      return clips
        .filter(isOnOffer)
        .map((clip) => ({ exhibit: clip.id, recordSha256: clip.accepted.recordSha256 }));
    },

    async record(exhibit) {
      // From here on the record may be on the other side, so it can no longer be changed (see reopenClip).
      await db.clips.where({ id: exhibit, state: 'accepted' }).modify((clip) => {
        clip.offeredAt ??= new Date().toISOString();
      });
      const clip = await db.clips.get(exhibit);
      return isOnOffer(clip) ? clip.accepted : undefined;
    },

    async readFile(exhibit, sha256, offset, length) {
      const clip = await db.clips.get(exhibit);
      if (!isOnOffer(clip) || !clip.accepted.record.files.some((file) => file.sha256 === sha256))
        return undefined;
      const file = await db.files.get(sha256);
      if (!file) return undefined;
      return new Uint8Array(await file.content.slice(offset, offset + length).arrayBuffer());
    },

    async noteReceipt(exhibit, recordSha256) {
      const clip = await db.clips.get(exhibit);
      if (clip?.accepted?.recordSha256 !== recordSha256) return false;
      await db.clips
        .where({ id: exhibit, state: 'accepted' })
        .modify({ state: 'delivered', deliveredAt: new Date().toISOString() });
      return true;
    },
  };
}
