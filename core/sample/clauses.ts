/** How far Harbourlight GmbH is with clauses 4 to 10. */
import type { ClauseStatus } from '../soa/clause-entry.ts';
import { people } from './rows.ts';

export const sampleScope =
  'Development, operation and support of the Harbourlight planning service for its customers, by all 60 staff in the Hamburg office and at home. Outside of it: the physical data centres of the cloud provider, covered by its own certificate, and the payroll bureau.';

const statuses: Record<string, ClauseStatus> = { m: 'met', p: 'partly', n: 'not-met', u: 'unverified' };

/** Status, owner, clause, how it is met and, after a bar, the document; one line each. */
const lines = `
mC 4.1 Nine issues with their owner; climate change was looked at in March and found relevant for the office's power supply only. | Context of the ISMS
mC 4.2 Parties and what they require, each marked as handled here or not; fed by sales for new contracts. | Interested parties
mC 4.3 One page, the same words as the draft certificate; interfaces with the cloud provider and the payroll bureau are named. | Scope of the ISMS
mC 4.4 A map of six processes with their owners, and a calendar of when each ran.
mC 5.1 The managing director opens each quarterly review and has approved the year's budget.
mC 5.2 Two pages, signed in January, on the first page of the handbook. | Information security policy
mP 5.3 The role table names CISO, deputy and system owners, and stands in their job descriptions. | Roles and duties
mC 6.1.1 Risks and chances of the management system itself are rows of the register, reviewed with it.
mC 6.1.2 Two scales of five steps, a threshold, and a register of 25 risks assessed twice so that results can be compared. | Risk assessment method
pC 6.1.3 Plans stand in the register; two of them have no date yet. | Risk treatment plan
mC 6.2 Five objectives with a measure, a date and an owner. | Security objectives 2026
pO 6.3 Larger changes go through the project template; small ones of the ISMS are not yet planned in writing.
mC 7.1 Two people and a budget line of their own, approved in December.
mP 7.2 Certificates and training records of those with security roles are kept in the HR system. | Competence records
mP 7.3 A course on the first day and each January; 58 of 60 have finished this year's.
mC 7.4 A table says who tells whom about what, authorities and customers included. | Communication plan
mC 7.5.1 The list of documents says which are required by the standard and which we want.
mC 7.5.2 The template carries title, author, version and approval; changes are pull requests.
pC 7.5.3 All is in the repository but older contracts, which still lie in the shared drive.
mO 8.1 Each process has a checklist, and its runs are kept as tickets. | Process checklists
mC 8.2 Done in January and again in September after the move to the new region. | Risk assessment of September
pC 8.3 Twenty-one of 25 plans are carried out, four are on time. | State of the treatment plan
mC 9.1 Eleven measures on one board, looked at each month. | Measures 2026
pC 9.2.1 The audit of September covered clauses and two themes; people and physical controls follow in December.
mC 9.2.2 A programme for three years, with an auditor from outside. | Internal audit programme
mC 9.3.1 Once a quarter, all of it at least once a year.
mC 9.3.2 The agenda is the list of inputs, so that none is left out.
mC 9.3.3 Minutes with decisions, owners and dates. | Minutes of the management review
uC 10.1 Nobody has looked at how improvements beyond findings are gathered.
mC 10.2 Findings are tickets of their own kind with cause, action and a check of its effect. | Nonconformities and corrective actions
`;

export type SampleClause = {
  clause: string;
  status: ClauseStatus;
  owner: string;
  how: string;
  document: string | undefined;
};

export const sampleClauses: readonly SampleClause[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [, status = '', owner = '', clause = '', how = '', document] =
      /^(.)(.) (\S+) (.*?)(?: \| (.*))?$/.exec(line) ?? [];
    return {
      clause,
      status: statuses[status] ?? 'unverified',
      owner: people[owner as keyof typeof people],
      how,
      document,
    };
  });
