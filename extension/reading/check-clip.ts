import type { Agreement } from '#core/evidence/agreement.ts';
import { checkAgreement } from '#core/recognition/agreement.ts';
import type { RecognisedWord } from '#core/recognition/text-recogniser.ts';
import type { PictureReader } from '#models/ocr/tesseract-recogniser.ts';
import type { Clip } from '../outbox/database.ts';

/**
 * How far the clip's picture and its page text agree; undefined where nothing tells which words the page drew in it. `onProgress` gets
 * 0 to 1.
 */
export async function checkClip(
  clip: Clip,
  picture: Blob,
  read: readonly RecognisedWord[],
  reader: PictureReader,
  options: { onProgress: (fraction: number) => void; signal: AbortSignal },
): Promise<Agreement | undefined> {
  const { drawn } = clip;
  const width = clip.files.find(({ role }) => role === 'original')?.width;
  if (!drawn || width === undefined || drawn.area.width <= 0) return undefined;
  const scale = width / drawn.area.width;
  return reader.examine(picture, scale, (evidence) => checkAgreement(drawn, read, evidence, scale), options);
}
