/** Pictures as the page shows them, from what the browser has decoded already: nothing is loaded again. */
import { localNameOf } from '../page/native.ts';
import { dataUrlOf } from './data-url.ts';

/** Drawing more pixels at once would hold up the page. */
const mostPixels = 4_000_000;

type Drawable = HTMLImageElement | HTMLCanvasElement | HTMLVideoElement;

/** Pixels without anything of another origin, which would make the browser refuse to give them out. `undefined` then. */
async function drawn(source: Drawable, width: number, height: number): Promise<string | undefined> {
  if (width < 1 || height < 1 || width * height > mostPixels) return undefined;
  try {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')?.drawImage(source, 0, 0, width, height);
    // Encoded beside the page's thread.
    return await dataUrlOf(await canvas.convertToBlob({ type: 'image/png' }));
  } catch {
    return undefined;
  }
}

/** The picture that an image, canvas or video shows, as PNG in a `data:` URL; `undefined` where the browser keeps it from us. */
export function drawnPicture(element: Element): Promise<string | undefined> {
  switch (localNameOf(element)) {
    case 'canvas': {
      const canvas = element as HTMLCanvasElement;
      return drawn(canvas, canvas.width, canvas.height);
    }
    case 'video': {
      const video = element as HTMLVideoElement;
      return video.readyState >= 2
        ? drawn(video, video.videoWidth, video.videoHeight)
        : Promise.resolve(undefined);
    }
    default: {
      const image = element as HTMLImageElement;
      return image.complete
        ? drawn(image, image.naturalWidth, image.naturalHeight)
        : Promise.resolve(undefined);
    }
  }
}
