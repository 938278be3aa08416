import { expect, it } from 'vitest';
import type { AnnexControlId } from '../catalogue/control.ts';
import { crosswalkCoverage } from './crosswalk-coverage.ts';
import type { SoaEntry } from './soa-entry.ts';
import { blankEntry } from './soa-entry.ts';

const entry = (control: AnnexControlId, change: Partial<SoaEntry>): SoaEntry => ({
  ...blankEntry(control),
  applicability: 'applicable',
  ...change,
});
const entries = [
  entry('A.5.1', { status: 'implemented', exhibits: ['one'] }),
  entry('A.5.2', { status: 'implemented' }),
  entry('A.5.3', { applicability: 'undecided' }),
  entry('A.5.4', { applicability: 'not-applicable' }),
  entry('A.5.5', { status: 'planned' }),
];
const coverageOf = (...controls: AnnexControlId[]) =>
  crosswalkCoverage([{ id: 'X.1', controls, clauses: [] }], entries)[0];

it('covers an item when all its applicable controls are implemented', () => {
  expect(coverageOf('A.5.1', 'A.5.2', 'A.5.4')).toMatchObject({
    coverage: 'covered',
    proven: 1,
    applicable: 2,
  });
});

it('tells what is partly covered, open, excluded, or a matter of clauses alone', () => {
  expect(coverageOf('A.5.1', 'A.5.3')?.coverage).toBe('partly');
  expect(coverageOf('A.5.3', 'A.5.5')?.coverage).toBe('open');
  expect(coverageOf('A.5.4')?.coverage).toBe('excluded');
  expect(crosswalkCoverage([{ id: 'X.2', controls: [], clauses: ['9.2'] }], entries)[0]?.coverage).toBe(
    'clauses',
  );
});
