/** Assets, suppliers and obligations of the invented company. */
import type { AnnexControlId } from '../catalogue/control.ts';
import { people } from './rows.ts';

export const sampleAssets = [
  ['Customer database', 'information', people.E, 'confidential', 'Cloud, Frankfurt'],
  ['Planning product', 'application', people.E, 'internal', 'Cloud, Frankfurt'],
  ['Source code', 'information', people.E, 'confidential', 'Code host'],
  ['Directory and sign-in', 'application', people.I, 'internal', 'Provider'],
  ['Staff files', 'information', people.P, 'confidential', 'HR system'],
  ['Backups', 'information', people.O, 'confidential', 'Cloud, Paris'],
  ['Laptops', 'device', people.I, 'internal', 'With their users'],
  ['Office floor', 'facility', people.O, 'internal', 'Hamburg'],
  ['Books and contracts', 'information', people.L, 'confidential', 'Archive'],
  ['On-call engineers', 'people', people.E, 'internal', 'Hamburg and remote'],
] as const;

export const sampleSuppliers = [
  [
    'Nordwolke Hosting',
    'Cloud infrastructure in three zones',
    people.O,
    'high',
    'SOC 2 Type II',
    '2026-03-31',
  ],
  ['Keyring Identity', 'Directory and sign-in', people.I, 'high', 'ISO/IEC 27001 certificate', '2025-11-12'],
  ['Codeharbour', 'Code host and builds', people.E, 'high', 'SOC 2 Type II', '2026-01-31'],
  ['Mailpost Suite', 'Mail, calendar, files', people.I, 'medium', 'ISO/IEC 27001 certificate', '2026-02-20'],
  ['Peopledesk', 'HR system', people.P, 'medium', 'SOC 2 Type I', '2025-09-30'],
  ['Rundum Recycling', 'Disposal of devices', people.I, 'low', '', ''],
] as const;

export const sampleObligations: readonly {
  name: string;
  type: 'law' | 'regulation' | 'contract';
  source: string;
  controls: readonly AnnexControlId[];
}[] = [
  {
    name: 'GDPR',
    type: 'regulation',
    source: 'Articles 5, 25, 28, 32, 33',
    controls: ['A.5.34', 'A.5.31', 'A.8.10', 'A.8.11', 'A.8.24', 'A.5.26', 'A.5.20'],
  },
  {
    name: 'Commercial and tax law on books',
    type: 'law',
    source: 'Retention of 6 and 10 years',
    controls: ['A.5.33', 'A.5.31'],
  },
  { name: 'Copyright law', type: 'law', source: 'Use of software and fonts', controls: ['A.5.32'] },
  {
    name: 'Works agreement on IT use',
    type: 'contract',
    source: 'Agreement of 2024',
    controls: ['A.5.10', 'A.6.4', 'A.8.16'],
  },
  {
    name: 'Contracts with customers, annex on security',
    type: 'contract',
    source: 'Annex 3',
    controls: ['A.8.13', 'A.8.14', 'A.8.29', 'A.5.24', 'A.8.3', 'A.8.5', 'A.5.19'],
  },
  {
    name: 'Cyber insurance',
    type: 'contract',
    source: 'Policy conditions, part B',
    controls: ['A.8.7', 'A.8.8', 'A.8.13', 'A.6.3'],
  },
];
