/**
 * What the detectors find of what is planted in generated pages, and how much of what they find is right: `node tests/bench/redaction.ts
 * [CAPTURES]`. With a folder of captures of real consoles (JSON with `title` and `text`) it also prints what is found in them, for a
 * person to judge: nobody has labelled those.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { findSensitive } from '#core/redaction/find-sensitive.ts';
import type { PageFinding } from '#core/redaction/finding.ts';
import { defaultRedactionRules, type SensitiveKind } from '#core/redaction/rules.ts';
import { signOriginal } from '#core/remains/original.ts';
import { pngOf, somePixels } from '../fixtures/redacted-pictures.ts';
import { makeSigner } from '../fixtures/sealing.ts';
import { makeRedactionCorpus, type Planted } from '../fixtures/redaction-corpus.ts';
import { median, reportBench, rounded, type BenchRow } from './result.ts';

/** Other pages than those of the unit tests. */
const corpus = makeRedactionCorpus(77_001, 1_000);
const bars: Partial<Record<SensitiveKind, number>> = {
  secret: 0.98,
  'payment-card': 0.98,
  iban: 0.98,
  email: 0.98,
  'person-name': 0.85,
};

const pieceOf = ({ place }: PageFinding) =>
  place.kind === 'title' ? 'title' : `${place.block}/${place.kind === 'cell' ? place.cell : place.kind}`;

const planted = new Map<SensitiveKind, number>();
const hit = new Map<SensitiveKind, number>();
const found = new Map<SensitiveKind, number>();
const count = (counts: Map<SensitiveKind, number>, kind: SensitiveKind) =>
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
const times: number[] = [];
for (const page of corpus) {
  const left: Planted[] = [...page.planted];
  for (const { kind } of left) count(planted, kind);
  const before = performance.now();
  const findings = findSensitive(page.page, defaultRedactionRules);
  times.push(performance.now() - before);
  for (const finding of findings) {
    count(found, finding.kind);
    const at = left.findIndex(
      ({ kind, text, piece }) => kind === finding.kind && text === finding.text && piece === pieceOf(finding),
    );
    if (at < 0) continue;
    left.splice(at, 1);
    count(hit, finding.kind);
  }
}

const sum = (counts: Map<SensitiveKind, number>) => [...counts.values()].reduce((a, b) => a + b, 0);
const rows: BenchRow[] = [...planted].flatMap(([kind, all]) => {
  const bar = bars[kind];
  const hits = hit.get(kind) ?? 0;
  const peers = bar === undefined ? {} : { bar };
  return [
    { metric: `recall of ${kind} (${all} planted)`, unit: 'share', ours: rounded(hits / all), peers },
    {
      metric: `precision of ${kind}`,
      unit: 'share',
      ours: rounded(hits / (found.get(kind) ?? 1)),
      peers: {},
    },
  ];
});
rows.push(
  { metric: 'precision of all', unit: 'share', ours: rounded(sum(hit) / sum(found)), peers: { bar: 0.9 } },
  { metric: 'median time a page', unit: 'ms', ours: rounded(median(times)), peers: {} },
);

/** What a clip costs once more, in a worker, so that it can be redacted with proof. */
const files = { picture: pngOf(somePixels(3_840, 2_160)), page: undefined, ocr: undefined };
const signer = await makeSigner();
const signing: number[] = [];
for (let round = 0; round < 7; round += 1) {
  const before = performance.now();
  const capture = { capturedAt: new Date().toISOString(), after: undefined };
  if (!(await signOriginal(files, capture, signer, new Date()))) throw new Error('it is a PNG');
  signing.push(performance.now() - before);
}
rows.push({
  metric: 'signing the 2,040 tiles of a picture of 3840 x 2160',
  unit: 'ms',
  ours: rounded(median(signing)),
  peers: { bar: 500 },
});
reportBench('redaction', rows);

const captureSchema = v.object({ id: v.string(), title: v.string(), text: v.string() });
const [captures] = process.argv.slice(2);
for (const file of captures === undefined
  ? []
  : readdirSync(captures).filter((name) => name.endsWith('.json'))) {
  const parsed = v.safeParse(captureSchema, JSON.parse(readFileSync(join(captures ?? '', file), 'utf8')));
  if (!parsed.success) continue;
  const { id, title, text } = parsed.output;
  const blocks = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ kind: 'paragraph' as const, text: line, landmark: 'main' as const, inPicture: true }));
  const page = { title, language: 'en', blocks, unreadableFrames: [], truncated: false };
  const texts = findSensitive(page, defaultRedactionRules).map(
    ({ kind, text: value }) => `${kind}: ${value}`,
  );
  console.log(`${id}: ${[...new Set(texts)].join(' | ') || 'nothing'}`);
}
