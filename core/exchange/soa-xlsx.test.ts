import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import { soaWorkbook } from './soa-xlsx.ts';

it('has every field of a row: links, provider, how it is implemented, review, remarks, and what is contested', async () => {
  const sample = await makeWorkspaceSample([], {
    'A.7.1': {
      applicability: 'inherited',
      provider: { id: 'x', name: 'Hosting Ltd', report: 'SOC 2 Type II', reportDate: '2026-02-01' },
      risks: [{ id: 'r', reference: 'R-17', title: 'Fire', open: true }],
      obligations: [{ id: 'o', name: 'Building code', reason: 'legal' }],
      implementation: 'badges and locks',
      maturity: 4,
      reviewer: 'Rita Reviewer',
      lastReview: '2026-04-30',
      remarks: 'see the lease',
    },
    'A.7.2': {
      contested: {
        applicability: [
          { value: 'applicable', by: 'Anna', at: '' },
          { value: 'not-applicable', by: 'Ben', at: '' },
        ],
        status: [
          { value: 'planned', by: 'Anna', at: '' },
          { value: 'partly', by: '', at: '' },
        ],
      },
    },
  });
  const files = unzipSync(new Uint8Array(await (await soaWorkbook(sample)).arrayBuffer()));
  const xml = strFromU8(files['xl/worksheets/sheet2.xml'] ?? new Uint8Array());
  for (const words of [
    'Inherited',
    'Hosting Ltd\nSOC 2 Type II\n2026-02-01',
    'R-17',
    'Building code',
    'badges and locks',
    '>4<',
    'Rita Reviewer',
    '2026-04-30',
    'see the lease',
    'Contested: Applicable (Anna); Not applicable (Ben)',
    'Contested: Planned (Anna); Partly implemented (somebody)',
  ])
    expect(xml).toContain(words);
});
