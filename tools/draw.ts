/**
 * `npm run draw -- POPULATION.jsonl --size 25 --seed "TEXT" [--stratum KEY] --out SAMPLE.json` draws a sample, and
 * `npm run draw -- POPULATION.jsonl --check SAMPLE.json [--stratum KEY]` draws it again and says whether it is the same.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { sha256Schema } from '#core/evidence/exhibit.ts';
import { drawSample } from '#core/sampling/draw-sample.ts';

const usage =
  'npm run draw -- POPULATION.jsonl --size 25 --seed "TEXT" [--stratum KEY] --out SAMPLE.json\n' +
  'npm run draw -- POPULATION.jsonl --check SAMPLE.json [--stratum KEY]';

const sampleSchema = v.object({
  seed: v.string(),
  populationSha256: sha256Schema,
  rows: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: 'string' },
    seed: { type: 'string' },
    stratum: { type: 'string' },
    out: { type: 'string' },
    check: { type: 'string' },
  },
});

/** One JSON value a line. */
function readPopulation(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
}

const stratumOf = (row: unknown): string => {
  const { stratum } = values;
  if (stratum === undefined || typeof row !== 'object' || row === null) return '';
  return String(Reflect.get(row, stratum) ?? '');
};

async function draw(): Promise<number> {
  const [file] = positionals;
  const { size, seed, out, check } = values;
  if (file === undefined) throw new Error(usage);
  const population = readPopulation(file);
  if (check !== undefined) {
    const given = v.parse(sampleSchema, JSON.parse(readFileSync(check, 'utf8')));
    const again = await drawSample(population, stratumOf, { size: given.rows.length, seed: given.seed });
    const same = again.populationSha256 === given.populationSha256;
    const rows = again.rows.join() === given.rows.join();
    console.log(same ? 'the population is the one that was sampled' : 'this is another population');
    console.log(
      rows ? `the same ${given.rows.length} rows are drawn again` : 'other rows are drawn from this seed',
    );
    return same && rows ? 0 : 1;
  }
  if (size === undefined || seed === undefined || out === undefined) throw new Error(usage);
  const sample = await drawSample(population, stratumOf, { size: Number(size), seed });
  writeFileSync(out, `${JSON.stringify(sample, undefined, 2)}\n`);
  console.log(`${sample.rows.length} of ${population.length} rows in ${out}`);
  return 0;
}

try {
  process.exitCode = await draw();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
