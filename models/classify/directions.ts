import * as v from 'valibot';
import { controlIdSchema, type ControlId } from '#core/catalogue/control.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';

const base64 = v.pipe(v.string(), v.base64());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The shipped file `prototypes.json`, as models/train/embed-prototypes.ts writes it. Numbers are float32, little-endian. */
const prototypesFileSchema = v.object({
  /** Of models/data/prototypes.json, the texts that all this was worked out from. */
  sourceSha256: sha256,
  model: v.object({ name: v.string(), sha256 }),
  dimensions: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
  controls: v.pipe(v.array(controlIdSchema), v.length(93)),
  /** One direction and one offset per control and, last, for "no evidence". */
  directions: base64,
  offsets: base64,
  /** The mean of the controls' texts. */
  mean: base64,
  /** Turns a page's log-odds into a share of one: 1 / (1 + exp(-(slope * x + intercept))). */
  calibration: v.object({ slope: v.number(), intercept: v.number() }),
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});
export type PrototypesFile = v.InferOutput<typeof prototypesFileSchema>;

/**
 * What the classifier measures a text's vector against: a linear discriminant. `log-odds = direction . vector + offset`,
 * up to one scale for all. The row after the last control stands for "no evidence".
 */
export type Directions = Pick<PrototypesFile, 'model' | 'dimensions' | 'calibration' | 'threshold'> & {
  controls: readonly ControlId[];
  directions: Float32Array;
  offsets: Float32Array;
  mean: Float32Array;
};

function floats(text: string, count: number): Float32Array {
  const { buffer } = base64ToBytes(text);
  if (buffer.byteLength !== count * 4)
    throw new Error(`expected ${count} numbers, got ${buffer.byteLength} bytes`);
  return new Float32Array(buffer);
}

/** The content of `prototypes.json`. Throws when it is not what our own tool writes. */
export function parseDirections(file: unknown): Directions {
  const { directions, offsets, mean, ...rest } = v.parse(prototypesFileSchema, file);
  const rows = rest.controls.length + 1;
  return {
    ...rest,
    directions: floats(directions, rows * rest.dimensions),
    offsets: floats(offsets, rows),
    mean: floats(mean, rest.dimensions),
  };
}
