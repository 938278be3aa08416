import { drawStamped } from '#core/evidence/draw-stamp.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { fileOf, newFile } from '../outbox/clips.ts';
import { acceptClip } from '../outbox/review.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';

/** The picture with its banner, from what is left after all redactions; undefined where there is no picture to put one below. */
async function stampedOf(db: ExtensionDatabase, clip: Clip): Promise<NewFile | undefined> {
  const picture = await fileOf(db, clip, 'original');
  if (!picture?.type.startsWith('image/')) return undefined;
  const redacted = (clip.redactions?.length ?? 0) > 0;
  const { content, width, height } = await drawStamped(picture, clip.provenance, redacted);
  const bytes: Bytes = new Uint8Array(await content.arrayBuffer());
  return newFile('stamped', 'image/png', bytes, { width, height });
}

/** Accepts the clip, with the picture with banner where the person wants one. A banner that cannot be drawn does not keep the clip back. */
export async function acceptWithBanner(db: ExtensionDatabase, id: string): Promise<void> {
  const clip = await db.clips.get(id);
  const isWanted = (await db.settings.get('banner'))?.value === 'on';
  const file = clip && isWanted ? await stampedOf(db, clip).catch(() => undefined) : undefined;
  await acceptClip(db, id, clip && file && { file, of: clip });
}
