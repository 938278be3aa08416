import { rowByRow, type Pixels, type Work } from './pixels.ts';

/** Steps of a channel between neighbours that still count as one surface: gradients of panels, not edges of letters. */
const tolerance = 5;
/** Pixels of a surface at 1x. Letters up to about 40 pixels high stay below it, the inside of a badge is above. */
const surfaceArea = 400;
const far = 65_535;

/**
 * For each pixel the index of the background pixel it stands on, or -1 when the picture has no background at all.
 *
 * Background is every connected surface of nearly one colour that is larger than a letter, so a page may have as many
 * backgrounds as it likes: dark side bar, white panel, coloured badge. Every other pixel stands on the nearest of them.
 * A global threshold instead drops grey text on pages that are half dark and half light.
 * `scale` is device pixels per CSS pixel.
 */
export function* backgroundOf(picture: Pixels, scale: number): Work<Int32Array> {
  const { width, height } = picture;
  const isBackground = yield* largeSurfaces(picture, surfaceArea * scale * scale);
  const source = new Int32Array(width * height).fill(-1);
  const distance = new Uint16Array(width * height).fill(far);
  yield* rowByRow(height, (y) => {
    for (let i = y * width; i < (y + 1) * width; i++) {
      if (isBackground[i] === 0) continue;
      source[i] = i;
      distance[i] = 0;
    }
  });
  yield* spreadNearest(source, distance, width, height);
  return source;
}

function* largeSurfaces({ width, height, data }: Pixels, area: number): Work<Uint8Array> {
  const label = new Int32Array(width * height);
  const parent: number[] = [];
  const size: number[] = [];
  const root = (of: number): number => {
    let i = of;
    while (parent[i] !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  // Most neighbours are the same to the bit: one comparison tells.
  const colours = new Int32Array(data.buffer, data.byteOffset, width * height);
  const alike = (i: number, j: number) =>
    colours[i] === colours[j] ||
    (Math.abs(data[i * 4]! - data[j * 4]!) <= tolerance &&
      Math.abs(data[i * 4 + 1]! - data[j * 4 + 1]!) <= tolerance &&
      Math.abs(data[i * 4 + 2]! - data[j * 4 + 2]!) <= tolerance);
  yield* rowByRow(height, (y) => {
    // Always the root of the surface that the pixel to the left belongs to.
    let own = -1;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (x > 0 && !alike(i, i - 1)) own = -1;
      if (y > 0 && alike(i, i - width)) {
        const above = root(label[i - width]!);
        if (own >= 0 && own !== above) {
          parent[own] = above;
          size[above]! += size[own]!;
        }
        own = above;
      }
      if (own < 0) {
        own = parent.push(parent.length) - 1;
        size.push(0);
      }
      label[i] = own;
      size[own]! += 1;
    }
  });
  const out = new Uint8Array(width * height);
  yield* rowByRow(height, (y) => {
    for (let i = y * width; i < (y + 1) * width; i++) if (size[root(label[i]!)]! >= area) out[i] = 1;
  });
  return out;
}

/** Two sweeps of the 3-4 chamfer distance (Borgefors 1986), each pixel taking over its nearest neighbour's source. */
function* spreadNearest(
  source: Int32Array,
  distance: Uint16Array,
  width: number,
  height: number,
): Work<void> {
  const take = (i: number, j: number, step: number) => {
    const d = distance[j]! + step;
    if (d < distance[i]!) {
      distance[i] = d;
      source[i] = source[j]!;
    }
  };
  yield* rowByRow(height, (y) => {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (distance[i] === 0) continue;
      if (x > 0) take(i, i - 1, 3);
      if (y === 0) continue;
      take(i, i - width, 3);
      if (x > 0) take(i, i - width - 1, 4);
      if (x < width - 1) take(i, i - width + 1, 4);
    }
  });
  yield* rowByRow(height, (fromBelow) => {
    const y = height - 1 - fromBelow;
    for (let x = width - 1; x >= 0; x--) {
      const i = y * width + x;
      if (distance[i] === 0) continue;
      if (x < width - 1) take(i, i + 1, 3);
      if (y === height - 1) continue;
      take(i, i + width, 3);
      if (x < width - 1) take(i, i + width + 1, 4);
      if (x > 0) take(i, i + width - 1, 4);
    }
  });
}
