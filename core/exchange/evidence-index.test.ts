import { describe, expect, it } from 'vitest';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { blankEntry } from '../soa/soa-entry.ts';
import { evidenceIndex, evidenceTable } from './evidence-index.ts';
import { exhibitFileNames, exhibitFolder, slug, systemOf } from './exhibit-names.ts';
import { soaRows, totalsByGroup } from './soa-rows.ts';

describe('evidenceIndex', () => {
  it('numbers by time of capture, whatever the order in which the exhibits come', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const rows = evidenceIndex(entries, exhibits.toReversed());
    expect(rows).toEqual(evidenceIndex(entries, exhibits));
    expect(rows.map((row) => [row.number, row.system])).toEqual([
      ['EV-0001', 'entra.example.com'],
      ['EV-0002', 'console.example.org:8443'],
      ['EV-0003', 'git.example.net'],
    ]);
  });

  it('compares instants, not texts: 09:00+02:00 comes before 08:00Z', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const [first, second] = exhibits;
    if (!first || !second) throw new Error('the sample has two exhibits');
    first.provenance.capturedAt = '2026-05-01T08:00:00Z';
    second.provenance.capturedAt = '2026-05-01T09:00:00+02:00';
    const [earliest] = evidenceIndex(entries, [first, second]);
    expect(earliest).toMatchObject({ id: second.id, capturedAt: '2026-05-01T07:00:00.000Z' });
  });

  it('lists the controls that link to the exhibit now, in the order of Annex A', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const unlinked = entries
      .map((entry) => (entry.control === 'A.8.2' ? { ...entry, exhibits: [] } : entry))
      .toReversed();
    expect(evidenceIndex(unlinked, exhibits)[0]?.controls).toEqual(['A.5.15', 'A.5.17', 'A.5.18', 'A.8.5']);
  });

  it('has one line for each exhibit beside the heading', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const table = evidenceTable(evidenceIndex(entries, exhibits));
    expect(table).toHaveLength(4);
    expect(new Set(table.map((row) => row.length)).size).toBe(1);
  });

  it('refuses the same exhibit twice', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    expect(() => evidenceIndex(entries, [...exhibits, ...exhibits.slice(0, 1)])).toThrow('each exhibit once');
  });
});

describe('soaRows', () => {
  it('has the 93 controls, 37 + 8 + 14 + 34', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const rows = soaRows(entries.toReversed(), evidenceIndex(entries, exhibits));
    expect(totalsByGroup(rows).map(({ total }) => total)).toEqual([37, 8, 14, 34]);
    expect(rows[0]?.control).toBe('A.5.1');
  });

  it('has custom controls below, in the order of their references and whatever order they come in', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const custom = (at: number, reference: string) => {
      const id = `C.0199c001-0000-7000-8000-00000000000${at}` as const;
      const definition = { id, reference, title: '', source: '', description: '' };
      return { ...blankEntry(id, definition), exhibits: [exhibits[0]?.id ?? ''] };
    };
    const all = [custom(1, 'C.10'), ...entries, custom(2, 'C.2')];
    const evidence = evidenceIndex(all, exhibits);
    expect(evidence[0]?.references.slice(-2)).toEqual(['C.2', 'C.10']);
    const rows = soaRows(all, evidence);
    expect(rows.slice(93).map(({ reference, group }) => `${reference} ${group}`)).toEqual([
      'C.2 custom',
      'C.10 custom',
    ]);
    expect(totalsByGroup(rows).map(({ total }) => total)).toEqual([37, 8, 14, 34, 2]);
    expect(() => soaRows([...all, custom(2, 'C.3')], evidence)).toThrow('got 96');
  });

  it('says which linked exhibits the export does not hold', async () => {
    const { entries, exhibits } = await makeWorkspaceSample();
    const rows = soaRows(entries, evidenceIndex(entries, exhibits.slice(1)));
    const row = rows.find(({ control }) => control === 'A.8.5');
    expect(row).toMatchObject({ evidence: [], missing: [exhibits[0]?.id], newest: '' });
  });

  it('refuses entries that lack a control', async () => {
    const { entries } = await makeWorkspaceSample([]);
    expect(() => soaRows(entries.slice(1), [])).toThrow('expected 93 entries');
  });
});

describe('names', () => {
  it.each([
    ['Conditional Access | Policies - Überblick', 'Conditional-Access-Policies-Uberblick'],
    ['../../etc/passwd', 'etc-passwd'],
    ['Straße\u0000 <>:"/\\|?*', 'Strasse'],
    ['CON. ', 'CON'],
    ['バックアップ', ''],
  ])('makes %j %j', (text, expected) => {
    expect(slug(text, 40)).toBe(expected);
  });

  it('takes the host where the title has no Latin letters', async () => {
    const { exhibits } = await makeWorkspaceSample();
    const [, japanese] = exhibits;
    if (!japanese) throw new Error('the sample has two exhibits');
    expect(exhibitFolder('EV-0002', japanese)).toBe('EV-0002_console-example-org-8443_2026-05-01');
  });

  it('gives two files of one role two names', async () => {
    const [record] = (await makeWorkspaceSample()).exhibits;
    const [original] = record?.files ?? [];
    if (!record || !original) throw new Error('the sample has exhibits with files');
    expect(exhibitFileNames({ ...record, files: [...record.files, original] })).toEqual([
      'original.png',
      'page.json',
      'page.txt',
      'ocr.json',
      'original-2.png',
    ]);
  });

  it('has no system for an address without a host', () => {
    expect(['about:blank', 'not an address', 'file:///tmp/a'].map(systemOf)).toEqual(['', '', '']);
  });
});
