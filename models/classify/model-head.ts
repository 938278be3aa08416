import * as v from 'valibot';
import { annexControlIdSchema, type AnnexControlId } from '#core/catalogue/control.ts';
import { base64ToBytes } from '#core/shared/bytes.ts';

const base64 = v.pipe(v.string(), v.base64());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** The shipped file `head.json`, as models/train/train.py writes it. Numbers in base64 are float32, little-endian. */
const headFileSchema = v.object({
  /** Of `onnx/model_quantized.onnx`, the encoder that this head was trained with. */
  model: v.object({ name: v.string(), sha256 }),
  dimensions: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096)),
  controls: v.pipe(v.array(annexControlIdSchema), v.length(93)),
  /** One direction and one offset per control and, last, for "no evidence". */
  directions: base64,
  offsets: base64,
  /** The mean of the training texts' vectors: what an average text has along every direction. */
  mean: base64,
});

/**
 * The shipped file `calibration.json`, as models/train/calibrate.ts writes it: a page's score for a control is
 * 1 / (1 + exp(-(share * ln P(control | evidence) + anything * ln odds(evidence) + length * ln(passages) + offset))).
 */
const calibrationFileSchema = v.object({
  /** Of `head.json`, for which this was fitted. */
  headSha256: sha256,
  share: v.number(),
  anything: v.number(),
  length: v.number(),
  offset: v.number(),
  /** Below it nothing is proposed. */
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

export type HeadFile = v.InferOutput<typeof headFileSchema>;
export type Calibration = v.InferOutput<typeof calibrationFileSchema>;

/**
 * What the classifier measures a text's vector against: `logit = direction . vector + offset`, with the vector of unit
 * length. The row after the last control stands for "no evidence".
 */
export type ModelHead = Pick<HeadFile, 'model' | 'dimensions'> & {
  controls: readonly AnnexControlId[];
  directions: Float32Array;
  offsets: Float32Array;
  mean: Float32Array;
  calibration: Pick<Calibration, 'share' | 'anything' | 'length' | 'offset'>;
  threshold: number;
};

function floats(text: string, count: number): Float32Array {
  const { buffer } = base64ToBytes(text);
  if (buffer.byteLength !== count * 4)
    throw new Error(`expected ${count} numbers, got ${buffer.byteLength} bytes`);
  return new Float32Array(buffer);
}

/** The content of `head.json` and `calibration.json`. Throws when one is not what our own tools write. */
export function parseModelHead(headFile: unknown, calibrationFile: unknown): ModelHead {
  const { model, dimensions, controls, directions, offsets, mean } = v.parse(headFileSchema, headFile);
  const { threshold, ...calibration } = v.parse(calibrationFileSchema, calibrationFile);
  const rows = controls.length + 1;
  return {
    model,
    dimensions,
    controls,
    directions: floats(directions, rows * dimensions),
    offsets: floats(offsets, rows),
    mean: floats(mean, dimensions),
    calibration,
    threshold,
  };
}
