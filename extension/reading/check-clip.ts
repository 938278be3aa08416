import type { Agreement } from '#core/evidence/agreement.ts';
import { checkAgreement } from '#core/recognition/agreement.ts';
import type { RecognisedWord } from '#core/recognition/text-recogniser.ts';
import type { PictureReader } from '#models/ocr/tesseract-recogniser.ts';
import type { Clip } from '../outbox/database.ts';

/** CSS pixels by which rounding may set picture and window apart. */
const slack = 3;

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
  const { width, height } = clip.files.find(({ role }) => role === 'original') ?? {};
  if (!drawn || !width || !height || drawn.area.width <= 0) return undefined;
  const scale = width / drawn.area.width;
  // The window changed its size between picture and page text: no place of one is a place of the other.
  if (Math.abs(height / scale - drawn.area.height) > slack) return undefined;
  return reader.examine(picture, scale, (evidence) => checkAgreement(drawn, read, evidence, scale), options);
}
