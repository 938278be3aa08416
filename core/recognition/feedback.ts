/**
 * What people decided about earlier pages moves the ranking of pages of the same kind: nearest neighbours over stored
 * signatures. Everything stays on the device that made the decisions; without them nothing changes.
 */
import type { AnnexControlId } from '../catalogue/control.ts';

/**
 * Where a page stands among pages: two unit vectors one after the other. The first is what the page means (the encoder's
 * vector), the second which words it uses (a hashed count of its words, so that pages of one template meet). Empty for a
 * page without passages.
 */
export type PageSignature = Float32Array;

/** The second part of a signature has this many numbers. */
export const wordSketchSize = 256;

/** One reviewed page: the controls that the person chose, and the proposals that the person turned down. */
export type ReviewedPage = {
  signature: PageSignature;
  accepted: readonly AnnexControlId[];
  rejected: readonly AnnexControlId[];
};

/** Pages less alike than this have nothing to say about each other. */
const leastLikeness = 0.5;
/** The most that decisions can add to, or take from, a control's log-odds. */
const mostChange = 12;
/** One reviewed page of the same kind moves a control a third of the way, twenty nine tenths. */
const doubt = 2;

/** 32-bit FNV-1a over UTF-16 units: small, and the same on every device. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function toUnitLength(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return length > 0 ? values.map((value) => value / length) : values;
}

/** The words of a page as numbers: how often each occurs, damped, in one of `wordSketchSize` places by its hash. */
export function wordSketchOf(texts: readonly string[]): Float32Array {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.toLowerCase().matchAll(/\p{L}{3,}/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  const sketch = new Float32Array(wordSketchSize);
  for (const [word, count] of counts) {
    const hash = hashOf(word);
    const place = hash % wordSketchSize;
    // The sign keeps words that share a place from adding up (Weinberger and others, ICML 2009).
    sketch[place] = (sketch[place] ?? 0) + ((hash & 0x10000) === 0 ? 1 : -1) * Math.log1p(count);
  }
  return toUnitLength(sketch);
}

/** `meaning` is the encoder's vector of the page, of any length but zero. */
export function signatureOf(meaning: Float32Array, texts: readonly string[]): PageSignature {
  const first = toUnitLength(meaning);
  const signature = new Float32Array(first.length + wordSketchSize);
  signature.set(first);
  signature.set(wordSketchOf(texts), first.length);
  return signature;
}

const product = (left: PageSignature, right: PageSignature, from: number, to: number) => {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += (left[at] ?? 0) * (right[at] ?? 0);
  return Math.max(0, sum);
};

/** How alike two pages are, 0 to 1: in meaning and in words. 0 where the signatures are of different models. */
export function likeness(left: PageSignature, right: PageSignature): number {
  if (left.length !== right.length || left.length <= wordSketchSize) return 0;
  const middle = left.length - wordSketchSize;
  return Math.sqrt(product(left, right, 0, middle) * product(left, right, middle, left.length));
}

/** What to add to each control's log-odds on a page, after what people decided about pages like it; controls without change are left out. */
export function changesByFeedback(
  signature: PageSignature,
  reviewed: readonly ReviewedPage[],
): Map<AnnexControlId, number> {
  const votes = new Map<AnnexControlId, { sum: number; weight: number }>();
  const vote = (control: AnnexControlId, weight: number, sign: number) => {
    const before = votes.get(control) ?? { sum: 0, weight: 0 };
    votes.set(control, { sum: before.sum + sign * weight, weight: before.weight + weight });
  };
  for (const page of reviewed) {
    const weight = (likeness(signature, page.signature) - leastLikeness) / (1 - leastLikeness);
    if (weight <= 0) continue;
    for (const control of page.accepted) vote(control, weight, 1);
    for (const control of page.rejected) vote(control, weight, -1);
  }
  return new Map(
    [...votes].map(([control, { sum, weight }]) => [control, (mostChange * sum) / (weight + doubt)]),
  );
}
