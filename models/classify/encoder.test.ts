import { AutoTokenizer } from '@huggingface/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEncoder, type Encoder } from './encoder.ts';
import { modelFolder } from './node-classifier.ts';
import { textVectorOf } from './text-vector.ts';

const tricky =
  "Señor O'Brien's SSO/SAML-2.0 (näïve) settings:\u00a0on;  re-auth=15min 日本語 \u{1f512} user@example.test";

describe('the encoder', () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await createEncoder({ modelBaseUrl: modelFolder, threads: 1 });
  });
  afterAll(() => encoder.close());

  it('cuts a text into the same pieces as its tokenizer does with the whole text', async () => {
    const tokenizer = await AutoTokenizer.from_pretrained('annex-a');
    const [encoded] = await encoder.encode([tricky]);
    expect(encoded?.ids).toEqual(tokenizer.encode(tricky));
  });

  it('gives a text the same vector alone and padded in a batch', async () => {
    const [alone] = await encoder.encode(['Screen lock after 5 minutes']);
    const [inBatch] = await encoder.encode(['Screen lock after 5 minutes', 'much longer text '.repeat(30)]);
    if (alone === undefined || inBatch === undefined) throw new Error('nothing came');
    expect(inBatch.ids).toEqual(alone.ids);
    const [left, right] = [textVectorOf(alone).vector, textVectorOf(inBatch).vector];
    expect(left.reduce((sum, value, at) => sum + value * (right[at] ?? 0), 0)).toBeGreaterThan(0.99999);
  });

  it('cuts a text that is too long', async () => {
    const [encoded] = await encoder.encode(['word '.repeat(500)]);
    expect(encoded?.ids).toHaveLength(128);
    expect(encoded?.vectors).toHaveLength(128 * 384);
  });
});
