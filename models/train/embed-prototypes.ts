/**
 * Writes models/annex-a/prototypes.json: what the classifier measures a page against, worked out from the texts in
 * models/data/prototypes.json with the encoder that ships. Run after either has changed: node models/train/embed-prototypes.ts
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { controls } from '#core/catalogue/controls.ts';
import { bytesToBase64, sha256Hex, type Bytes } from '#core/shared/bytes.ts';
import type { PrototypesFile } from '#models/classify/directions.ts';
import { createEncoder } from '#models/classify/encoder.ts';
import { modelFolder } from '#models/classify/node-classifier.ts';
import { createVectorCache } from '#models/classify/vector-cache.ts';
import { discriminantOf, meanOf } from './discriminant.ts';

/** Chosen on the development texts; README.md has the table. */
const shrinkage = 3;
/** Fitted there too (README.md): the share of proposals at a page's log-odds that an auditor would accept. */
const calibration = { slope: 0.8, intercept: -1.76 };
/** Refuses pages without evidence; README.md has how many of these and of the others. */
const threshold = 0.36;

const textsFile = fileURLToPath(new URL('../data/prototypes.json', import.meta.url));
const textsSchema = v.record(v.string(), v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1)));

const bytesOf = async (path: string): Promise<Bytes> => new Uint8Array(await readFile(path));

const floatsToBase64 = (values: Iterable<number>) =>
  bytesToBase64(new Uint8Array(Float32Array.from(values).buffer));

const source = await bytesOf(textsFile);
const texts = v.parse(textsSchema, JSON.parse(new TextDecoder().decode(source)));
const classNames = [...controls.map(({ id }) => id), 'none'];
const missing = classNames.filter((name) => texts[name] === undefined);
if (missing.length > 0) throw new Error(`no text for ${missing.join(', ')}`);

const encoder = await createEncoder({ modelBaseUrl: modelFolder });
const cache = createVectorCache(encoder);
const classes: Float32Array[][] = [];
for (const name of classNames) {
  const vectors = await cache.vectorsOf(texts[name] ?? []);
  classes.push(vectors.map(({ vector }) => vector));
}
await encoder.close();

const dimensions = classes[0]?.[0]?.length ?? 0;
const centre = meanOf(classes.slice(0, -1).flat(), dimensions);
const { directions, offsets, mean } = discriminantOf(classes, centre, shrinkage);
const file: PrototypesFile = {
  sourceSha256: await sha256Hex(source),
  model: {
    name: 'all-MiniLM-L6-v2, eight-bit weights',
    sha256: await sha256Hex(await bytesOf(`${modelFolder}onnx/model_quantized.onnx`)),
  },
  dimensions,
  controls: controls.map(({ id }) => id),
  directions: floatsToBase64(directions.flatMap((direction) => [...direction])),
  offsets: floatsToBase64(offsets),
  mean: floatsToBase64(mean),
  calibration,
  threshold,
};
await writeFile(`${modelFolder}prototypes.json`, `${JSON.stringify(file)}\n`);
process.stdout.write(`${classes.flat().length} texts, ${classes.length} classes, ${dimensions} dimensions\n`);
