/**
 * Samples that anybody can draw again. The rows stand in the order of SHA-256 of the UTF-8 text `SEED,ROW`, `ROW` being their place in
 * the population from 0: a random order that nobody chose. In this order a row's rank is the part of its stratum that stands before it,
 * and the sample is the rows of lowest rank, the earlier one where two ranks are equal. So each stratum gives its first row before any gives
 * its second, and all give in proportion to their size. `sha256sum` and a sheet that sorts are enough to follow it.
 */
import { sha256Hex, textToBytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';

export type Sample = {
  format: 'exhibit-sample/2';
  seed: string;
  /** SHA-256 of the population's canonical JSON (RFC 8785), an array of rows: the sample holds for no other. */
  populationSha256: string;
  /** Positions in the population, from 0, in the order in which they were drawn. */
  rows: number[];
};

/**
 * Draws `size` different rows, from each stratum in proportion and one at least from each, as far as `size` allows. All rows when there are
 * no more than `size`. The seed is best a text that nobody could choose, such as dice thrown in front of the auditor.
 */
export async function drawSample<Row>(
  population: readonly Row[],
  stratumOf: (row: Row) => string,
  wish: { size: number; seed: string },
): Promise<Sample> {
  const hashed: { at: number; stratum: string; hash: string }[] = [];
  for (const [at, row] of population.entries())
    hashed.push({
      at,
      stratum: stratumOf(row),
      hash: await sha256Hex(textToBytes(`${wish.seed},${at}`)),
    });
  const size = Math.max(0, Math.floor(wish.size));
  return {
    format: 'exhibit-sample/2',
    seed: wish.seed,
    populationSha256: await sha256Hex(canonicalJson(population)),
    rows: ranked(hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))).slice(0, size),
  };
}

/** The rows by their ranks; equal ranks stay in the order given. */
function ranked(rows: readonly { at: number; stratum: string }[]): number[] {
  const sizes = new Map<string, number>();
  for (const { stratum } of rows) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  const before = new Map<string, number>();
  const withRank = rows.map(({ at, stratum }) => {
    const count = before.get(stratum) ?? 0;
    before.set(stratum, count + 1);
    return { at, rank: count / (sizes.get(stratum) ?? 1) };
  });
  return withRank.toSorted((a, b) => a.rank - b.rank).map(({ at }) => at);
}
