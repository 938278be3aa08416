/** The controls that Harbourlight GmbH has besides Annex A (ISO/IEC 27001:2022, 6.1.3 b). What they say is invented or in our own words. */
import type { ImplementationStatus } from '../soa/soa-entry.ts';
import { people } from './rows.ts';

export type SampleCustomControl = {
  reference: string;
  title: string;
  source: string;
  description: string;
  status: ImplementationStatus;
  owner: string;
  justification: string;
  text: string;
  /** Which of the forty exhibits show it, by their places. */
  exhibits: readonly number[];
  /** Which of the 25 risks it treats, by their places. */
  risks: readonly number[];
  /** Which obligation asks for it, by its place. */
  obligations: readonly number[];
};

export const sampleCustomControls: readonly SampleCustomControl[] = [
  {
    reference: 'C.1',
    title: 'Separation of customers is tested with each release',
    source: 'own',
    description:
      'Before a release goes out, an automatic test tries to read and change the data of one customer with the keys of another. A release whose test fails, or was skipped, does not go out.',
    status: 'implemented',
    owner: people.E,
    justification:
      'One customer seeing the data of another is the worst that can happen to our service, and the annex on security promises a test of it.',
    text: 'Forty-one tests run in the pipeline against a copy with two made-up customers; the release job asks for their result and has no switch to pass it by.',
    exhibits: [15, 16],
    risks: [0, 3],
    obligations: [4],
  },
  {
    reference: 'CLD.6.3.1',
    title: 'Who does what between us and the cloud provider',
    source: 'ISO/IEC 27017:2015',
    description:
      'For each cloud service it is written down which tasks of security are ours and which the provider has, and who of us answers for ours.',
    status: 'implemented',
    owner: people.O,
    justification:
      'All of production runs at a cloud provider: what both believe to be the task of the other is done by nobody.',
    text: 'A matrix for each of the three services stands in the wiki; it is gone through when the report of the provider arrives.',
    exhibits: [7, 9],
    risks: [6],
    obligations: [],
  },
];

/** Added between the two frozen versions, for a page by which customers pay. */
export const sampleLateCustomControl: SampleCustomControl = {
  reference: 'PCI-6.4.3',
  title: 'Scripts on the payment page are approved and watched',
  source: 'PCI DSS 4.0.1',
  description:
    'Each script that the page for card data loads has a named reason and an approval, and it is noticed when one is added or changed.',
  status: 'partly',
  owner: people.E,
  justification:
    'The page by which customers pay their subscription opens in December; its contract with the card acquirer asks for it.',
  text: 'Six scripts are listed with reasons and pinned by their hashes; the alert on changes is being built.',
  exhibits: [17],
  risks: [],
  obligations: [],
};
