import { describe, expect, it } from 'vitest';
import { defaultCriteria, levelOf } from '../risks/criteria.ts';
import { foreignCriteria } from './foreign-criteria.ts';
import { readCriteriaImport } from './import-criteria.ts';
import { guessKind } from './import-tables.ts';

const table = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));

const read = (rows: string[][]) => {
  const found = foreignCriteria(rows, defaultCriteria);
  if (!found) throw new Error('the sheet has criteria');
  return { ...found, notes: found.notes.map(({ kind }) => kind) };
};
const labels = (steps: readonly { label: string }[]) => steps.map(({ label }) => label);

/** Scales one below the other, levels by ranges of the product, the worst first. */
const stacked = table(`
Risk methodology of Example Ltd
Likelihood scale
Score | Rating | Description
5 | Almost certain | Weekly
4 | Likely | Monthly
3 | Possible | Yearly
2 | Unlikely | Once in five years
1 | Rare | Never seen

Impact | Score | Meaning
Negligible | 1 | Below 1k
Minor | 2 | Below 10k
Moderate | 3 | Below 100k
Major | 4 | Below 1M
Severe | 5 | Above 1M

Risk level | Range | What to do
Low | 1-4 | Accept
Medium | 5 – 11 | Treat within a year
High | >= 12 | Treat now

Risk appetite | Low
`);

/** German, side by side, the number in the name, a matrix in words that rises from below. */
const beside = table(`
Eintrittswahrscheinlichkeit | Erläuterung | | Schadenshöhe | Erläuterung
1 - selten | alle 10 Jahre | | 1 - gering | bis 10 T€
2 - möglich | alle 3 Jahre | | 2 - spürbar | bis 100 T€
3 - häufig | jährlich | | 3 - existenzbedrohend | darüber

Risikostufe | | Maßnahme
gering (1) | | beobachten
mittel (2) | | behandeln
hoch (3) | | sofort behandeln

Matrix
häufig | mittel | hoch | hoch
möglich | gering | mittel | hoch
selten | gering | gering | mittel
 | gering | spürbar | existenzbedrohend
`);

describe('criteria in somebody else’s sheet', () => {
  it('are read from scales below each other, with levels by ranges of the product', () => {
    const { criteria, notes } = read(stacked);
    expect(notes).toEqual([]);
    expect(labels(criteria.likelihood)).toEqual(['Rare', 'Unlikely', 'Possible', 'Likely', 'Almost certain']);
    expect(criteria.likelihood[0]?.description).toBe('Never seen');
    expect(labels(criteria.consequence)).toEqual(['Negligible', 'Minor', 'Moderate', 'Major', 'Severe']);
    expect(criteria.consequence[4]?.description).toBe('Above 1M');
    expect(criteria.levels).toEqual([
      { label: 'Low', description: 'Accept' },
      { label: 'Medium', description: 'Treat within a year' },
      { label: 'High', description: 'Treat now' },
    ]);
    expect(criteria.acceptUpTo).toBe(0);
    const level = (likelihood: number, consequence: number) => levelOf(criteria, { likelihood, consequence });
    expect([level(1, 4), level(2, 2), level(1, 5), level(3, 4), level(5, 5)]).toEqual([0, 0, 1, 2, 2]);
  });

  it('are read from scales beside each other, in German, with a matrix in words', () => {
    const { criteria, notes } = read(beside);
    expect(notes).toEqual(['threshold-kept']);
    expect(criteria.likelihood).toEqual([
      { label: 'selten', description: 'alle 10 Jahre' },
      { label: 'möglich', description: 'alle 3 Jahre' },
      { label: 'häufig', description: 'jährlich' },
    ]);
    expect(labels(criteria.consequence)).toEqual(['gering', 'spürbar', 'existenzbedrohend']);
    expect(labels(criteria.levels)).toEqual(['gering', 'mittel', 'hoch']);
    expect(criteria.matrix).toEqual([
      [0, 0, 1],
      [0, 1, 2],
      [1, 2, 2],
    ]);
  });

  it('read a matrix alike whichever scale stands across', () => {
    const turned = table(`
Likelihood | Level
1 | Low
2 | Mid
3 | Often

Impact | Name
1 | Small
2 | Big
3 | Huge

Risk rating | Name
1 | Green
2 | Amber
3 | Red

Risk matrix | Low | Mid | Often
Small | Green | Green | Amber
Big | Green | Amber | Red
Huge | Red | Red | Red
`);
    const { criteria, notes } = read(turned);
    expect(notes).toEqual(['threshold-kept']);
    // By likelihood, then by consequence.
    expect(criteria.matrix).toEqual([
      [0, 0, 2],
      [0, 1, 2],
      [1, 2, 2],
    ]);
  });

  it('keep what is in force where the sheet does not say it, and say so', () => {
    const { criteria, notes } = read(stacked.slice(0, 15));
    expect(notes).toEqual(['levels-kept', 'matrix-suggested', 'threshold-kept']);
    expect(criteria.levels).toEqual(defaultCriteria.levels);
    expect(criteria.acceptUpTo).toBe(defaultCriteria.acceptUpTo);
  });

  it('are shown cell by cell before anything is taken', () => {
    expect(guessKind({ rows: stacked })).toBe('criteria');
    const [row] = readCriteriaImport([{ rows: stacked }], defaultCriteria);
    expect(row?.outcome).toBe('change');
    expect(row?.changes.map(({ field }) => field)).toContain('May be accepted up to');
    expect(row && readCriteriaImport([{ rows: stacked }], row.criteria ?? defaultCriteria)[0]?.outcome).toBe(
      'same',
    );
  });

  it.each([
    ['one scale alone', stacked.slice(0, 8)],
    ['steps that are numbered twice', stacked.map((row) => row.map((cell) => (cell === '4' ? '5' : cell)))],
    ['six steps', [...stacked.slice(0, 3), ['6', 'Always', ''], ...stacked.slice(3)]],
    [
      'a register of risks',
      table(`
Risk | Likelihood | Impact | Treatment
Fire | 1 | 3 | Modify
Flood | 2 | 2 | Retain
Theft | 3 | 1 | Share
`),
    ],
    ['nothing', []],
  ])('are not seen in %s', (_, rows) => {
    expect(foreignCriteria(rows, defaultCriteria)).toBeUndefined();
  });
});
