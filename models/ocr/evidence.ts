import type { PictureBox, PictureEvidence, PlaceToLookAt } from '#core/recognition/picture-evidence.ts';
import type { Engine } from './engine.ts';
import { inParallel } from './in-parallel.ts';
import type { Picture } from './picture.ts';
import type { Box } from './pixels.ts';
import { cropped, lookAt, reach } from './second-look.ts';

/** The box in whole pixels, cut at the picture's edges; undefined where nothing of it is left. */
function within({ x, y, width, height }: PictureBox, picture: Picture): Box | undefined {
  const left = Math.max(0, Math.floor(x));
  const top = Math.max(0, Math.floor(y));
  const right = Math.min(picture.width, Math.ceil(x + width)) - 1;
  const bottom = Math.min(picture.height, Math.ceil(y + height)) - 1;
  return right < left || bottom < top ? undefined : { left, top, right, bottom };
}

const movedUp = (box: Box, by: number): Box => ({ ...box, top: box.top - by, bottom: box.bottom - by });

/** What an open picture can tell. `scale` is pixels of the picture per CSS pixel; `onProgress` gets 0 to 1 while places are looked at. */
export function evidenceOf(
  picture: Picture,
  engine: Pick<Engine, 'readLine' | 'workers'>,
  scale: number,
  onProgress: (fraction: number) => void = () => {},
): PictureEvidence {
  const lookAtPlace = async ({ box, isEnough }: PlaceToLookAt): Promise<string[]> => {
    const inner = within(box, picture);
    if (!inner) return [];
    const top = Math.max(0, inner.top - reach(scale));
    const strip = picture.pixels(top, Math.min(picture.height, inner.bottom + reach(scale) + 1));
    return lookAt(strip, { box: movedUp(inner, top), isEnough }, scale, engine);
  };
  return {
    pixels: (box) => {
      const inner = within(box, picture);
      if (!inner) return undefined;
      const band = picture.pixels(inner.top, inner.bottom + 1);
      return cropped(band, movedUp(inner, inner.top));
    },
    lookAgain: (places) => {
      let done = 0;
      return inParallel(places, engine.workers, async (place) => {
        const readings = await lookAtPlace(place);
        done += 1;
        onProgress(done / places.length);
        return readings;
      });
    },
  };
}
