import { describe, expect, it } from 'vitest';
import { nameOfRow } from '#core/catalogue/control-name.ts';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { ageDays, filterExhibits, filterRows, noFilter, type PackFilter } from './filter.ts';
import type { PackExhibit, SoaRow } from './read-pack.ts';

const generatedAt = '2026-06-10T00:00:00.000Z';

const rowOf = (control: SoaRow['control'], owner: string, evidence: SoaRow['evidence'] = []): SoaRow => ({
  control,
  reference: control,
  title: `Title of ${control}`,
  theme: nameOfRow({ control }).group,
  applicability: 'applicable',
  reasons: [],
  justification: '',
  status: 'implemented',
  implementation: '',
  owner,
  remarks: '',
  evidence,
});

async function makeShown() {
  const { exhibits: records } = await makeWorkspaceSample();
  const rows = [
    rowOf('A.8.5', 'Bob', [{ number: 'EV-0001', id: records[0]?.id ?? '' }]),
    rowOf('A.8.13', 'Carol', [{ number: 'EV-0002', id: records[1]?.id ?? '' }]),
    rowOf('A.5.1', 'Bob'),
  ];
  const exhibits = records.map((record, at): PackExhibit => ({
    number: `EV-000${at + 1}`,
    id: record.id,
    folder: '',
    record:
      at === 0
        ? record
        : { ...record, provenance: { ...record.provenance, capturedAt: '2026-06-09T23:00:00.000Z' } },
    recordSha256: '',
    files: [],
    rows: rows.filter(({ evidence }) => evidence.some(({ id }) => id === record.id)),
    seal: undefined,
  }));
  return { exhibits, rows };
}

describe('filterExhibits', () => {
  const cases: [Partial<PackFilter>, string[]][] = [
    [{}, ['EV-0001', 'EV-0002', 'EV-0003']],
    [{ text: 'conditional entra' }, ['EV-0001']],
    [{ text: 'a.8.13' }, ['EV-0002']],
    [{ theme: 'technological' }, ['EV-0001', 'EV-0002']],
    [{ theme: 'organizational' }, []],
    [{ control: 'A.8.13' }, ['EV-0002']],
    [{ owner: 'Bob' }, ['EV-0001']],
    [{ owner: 'Alice' }, ['EV-0002', 'EV-0003']],
    [{ age: 'to-30' }, ['EV-0002', 'EV-0003']],
    [{ age: 'to-90' }, ['EV-0001', 'EV-0002', 'EV-0003']],
    [{ age: 'over-365' }, []],
    [{ age: 'to-30', owner: 'Carol' }, ['EV-0002']],
  ];
  it.each(cases)('%j leaves %j', async (change, numbers) => {
    const { exhibits } = await makeShown();
    const left = filterExhibits(exhibits, { ...noFilter, ...change }, generatedAt);
    expect(left.map(({ number }) => number)).toEqual(numbers);
  });
});

describe('filterRows', () => {
  const cases: [Partial<PackFilter>, string[]][] = [
    [{}, ['A.8.5', 'A.8.13', 'A.5.1']],
    [{ text: 'title of a.8' }, ['A.8.5', 'A.8.13']],
    [{ owner: 'Bob' }, ['A.8.5', 'A.5.1']],
    [{ theme: 'organizational' }, ['A.5.1']],
    [{ age: 'to-30' }, ['A.8.13']],
  ];
  it.each(cases)('%j leaves %j', async (change, controls) => {
    const { exhibits, rows } = await makeShown();
    const left = filterRows(rows, exhibits, { ...noFilter, ...change }, generatedAt);
    expect(left.map(({ control }) => control)).toEqual(controls);
  });
});

describe('ageDays', () => {
  it('counts whole days up to the pack, and none for a clock that was ahead', async () => {
    const { exhibits } = await makeShown();
    const [first] = exhibits;
    if (!first) throw new Error('the sample has an exhibit');
    expect(ageDays(first, generatedAt)).toBe(39);
    expect(ageDays(first, '2026-04-01T00:00:00.000Z')).toBe(0);
  });
});
