/**
 * A plausible workspace to look at and to test with: Harbourlight GmbH, 60 people, software as a service. Invented throughout, and
 * the same bytes each time, so that opening it twice changes nothing.
 */
import * as Y from 'yjs';
import { controls } from '../catalogue/controls.ts';
import { defaultCriteria } from '../risks/criteria.ts';
import { riskScenarios } from '../risks/scenarios.ts';
import type { Treatment } from '../risks/risk.ts';
import { freezeSoa } from '../soa/soa-version.ts';
import { createCustomControl } from '../workspace/custom-controls.ts';
import { createRecord, linkControl } from '../workspace/records.ts';
import {
  createRisk,
  decideAcceptance,
  decideTreatment,
  draftOfScenario,
  linkAsset,
  setAction,
  setRiskField,
  setRiskScore,
} from '../workspace/risks.ts';
import {
  clauseText,
  linkClauseExhibit,
  readClauses,
  setClauseDocument,
  setClauseOwner,
  setClauseStatus,
} from '../workspace/clauses.ts';
import { readIsms, scopeText, setIsmsName } from '../workspace/isms.ts';
import { readRegisterState } from '../workspace/register-state.ts';
import { addVersion } from '../workspace/soa-versions.ts';
import {
  linkExhibit,
  readSoa,
  setApplicability,
  setLastReview,
  setMaturity,
  setOwner,
  setPlannedFor,
  setProvider,
  setReason,
  setReviewer,
  setStatus,
  soaText,
} from '../workspace/workspace.ts';
import {
  sampleCustomControls,
  sampleLateCustomControl,
  type SampleCustomControl,
} from './custom-controls.ts';
import { makeSampleExhibits, type SampleExhibit } from './exhibits.ts';
import { sampleAssets, sampleObligations, sampleSuppliers } from './registers.ts';
import { sampleClauses, sampleScope } from './clauses.ts';
import { people, sampleExclusions, sampleInherited, sampleRows } from './rows.ts';

export type SampleWorkspace = {
  organization: string;
  /** The document as one Yjs update (version 1 encoding). */
  update: Uint8Array;
  exhibits: SampleExhibit[];
};

export const sampleOrganization = 'Harbourlight GmbH (sample)';
const sampleApprover = 'Karla Brandt, managing director';
const who = { by: 'Mara Lindqvist', at: '2026-05-04T09:00:00.000Z' };
const later = { by: 'Mara Lindqvist', at: '2026-10-30T09:00:00.000Z' };
const id = (kind: number, at: number) =>
  `0199c00${kind}-0000-7000-8000-${(at + 1).toString(16).padStart(12, '0')}`;

function fillRegisters(doc: Y.Doc): void {
  sampleAssets.forEach(([name, type, owner, classification, location], at) =>
    createRecord(doc, 'asset', id(1, at), { name, type, owner, classification, location }, who),
  );
  sampleSuppliers.forEach(([name, service, owner, criticality, report, reportDate], at) =>
    createRecord(
      doc,
      'supplier',
      id(2, at),
      { name, service, owner, criticality, report, ...(reportDate && { reportDate }) },
      who,
    ),
  );
  sampleObligations.forEach(({ name, type, source, controls: asked }, at) => {
    const fields = { name, type, source, owner: people.L, reviewOn: '2027-01-31' };
    createRecord(doc, 'obligation', id(3, at), fields, who);
    for (const control of asked) linkControl(doc, 'obligation', id(3, at), control, true);
  });
}

const treatments: readonly Treatment[] = ['modify', 'modify', 'retain', 'modify', 'share'];

function fillRisks(doc: Y.Doc): void {
  const owners = Object.values(people);
  riskScenarios.slice(0, 25).forEach((scenario, at) => {
    const risk = id(4, at);
    const owner = owners[at % owners.length] ?? people.C;
    createRisk(doc, risk, draftOfScenario(scenario, defaultCriteria), who);
    setRiskField(doc, risk, 'owner', owner);
    setRiskField(doc, risk, 'reviewOn', '2027-04-30');
    decideTreatment(doc, risk, treatments[at % treatments.length] ?? 'modify', who);
    linkAsset(doc, risk, id(1, at % sampleAssets.length), true);
    const score = { likelihood: 1 + (at % 3), consequence: 1 + (at % 2) };
    setRiskScore(doc, risk, 'residual', 'likelihood', score.likelihood);
    setRiskScore(doc, risk, 'residual', 'consequence', score.consequence);
    if (at % 4 === 1)
      setAction(doc, risk, id(5, at), {
        title: 'Check that the measures work',
        owner,
        due: '2027-02-26',
      });
    else decideAcceptance(doc, risk, { kind: 'accepted', owner, score, criteria: 1 }, who);
  });
}

function fillRows(doc: Y.Doc): void {
  for (const { control, status, owner, text } of sampleRows) {
    const inherited = sampleInherited.includes(control);
    setApplicability(doc, control, inherited ? 'inherited' : 'applicable', who);
    if (inherited) setProvider(doc, control, id(2, 0));
    setReason(doc, control, 'business', true);
    setStatus(doc, control, status, who);
    if (status === 'planned' || status === 'partly') setPlannedFor(doc, control, '2026-12-18');
    if (status === 'not-implemented') setPlannedFor(doc, control, '2027-03-31');
    setOwner(doc, control, owner);
    setReviewer(doc, control, owner === people.C ? people.E : people.C);
    setLastReview(doc, control, '2026-04-28');
    setMaturity(doc, control, status === 'implemented' ? 3 : status === 'partly' ? 2 : 1);
    const title = controls.find((known) => known.id === control)?.title ?? '';
    soaText(doc, control, 'justification').insert(
      0,
      `Needed for the service we sell: ${title.charAt(0).toLowerCase()}${title.slice(1)} is part of what customers and the risk assessment ask of us.`,
    );
    soaText(doc, control, 'implementation').insert(0, text);
  }
  for (const { control, why } of sampleExclusions) {
    setApplicability(doc, control, 'not-applicable', who);
    soaText(doc, control, 'justification').insert(0, why);
    setOwner(doc, control, people.E);
  }
}

/** A custom control with its row and its links; `at` is its place among them. */
function addCustomControl(
  doc: Y.Doc,
  custom: SampleCustomControl,
  at: number,
  exhibits: readonly SampleExhibit[],
  author: typeof who,
): void {
  const { reference, title, source, description, status, owner } = custom;
  const control = createCustomControl(doc, id(7, at), { reference, title, source, description }, author);
  setApplicability(doc, control, 'applicable', author);
  setReason(doc, control, 'business', true);
  setStatus(doc, control, status, author);
  if (status === 'partly') setPlannedFor(doc, control, '2026-12-18');
  setOwner(doc, control, owner);
  setReviewer(doc, control, people.C);
  setLastReview(doc, control, author.at.slice(0, 10));
  setMaturity(doc, control, status === 'implemented' ? 3 : 2);
  soaText(doc, control, 'justification').insert(0, custom.justification);
  soaText(doc, control, 'implementation').insert(0, custom.text);
  for (const risk of custom.risks) linkControl(doc, 'risk', id(4, risk), control, true);
  for (const obligation of custom.obligations)
    linkControl(doc, 'obligation', id(3, obligation), control, true);
  for (const place of custom.exhibits) {
    const record = exhibits[place]?.record;
    if (!record) throw new Error(`sample: no exhibit at ${place}`);
    linkExhibit(doc, { control, exhibit: record.id, linkedBy: author.by, linkedAt: record.reviewedAt });
  }
}

function fillClauses(doc: Y.Doc): void {
  setIsmsName(doc, 'organization', sampleOrganization);
  setIsmsName(doc, 'approver', sampleApprover);
  scopeText(doc).insert(0, sampleScope);
  sampleClauses.forEach(({ clause, status, owner, how, document }, at) => {
    setClauseStatus(doc, clause, status, who);
    setClauseOwner(doc, clause, owner);
    clauseText(doc, clause).insert(0, how);
    if (document)
      setClauseDocument(doc, clause, { id: id(6, at), title: document, place: `Wiki, ISMS, ${document}` });
  });
}

/** What changed between the two versions. */
function goOn(doc: Y.Doc): void {
  setStatus(doc, 'A.8.12', 'planned', later);
  setPlannedFor(doc, 'A.8.12', '2027-01-29');
  setStatus(doc, 'A.5.5', 'implemented', later);
  setOwner(doc, 'A.7.4', people.I);
  setLastReview(doc, 'A.8.5', '2026-10-12');
  const text = soaText(doc, 'A.8.10', 'implementation');
  text.insert(text.length, ' Half of that backlog was cleared in October.');
}

async function freeze(
  doc: Y.Doc,
  input: {
    number: number;
    reason: string;
    at: string;
    previous: string;
    exhibits: readonly SampleExhibit[];
  },
): Promise<string> {
  const frozen = await freezeSoa({
    isms: readIsms(doc),
    number: input.number,
    reason: input.reason,
    approver: sampleApprover,
    frozenBy: who.by,
    frozenAt: input.at,
    previous: input.previous,
    entries: readSoa(doc),
    clauses: readClauses(doc),
    registers: readRegisterState(doc),
    exhibits: input.exhibits.map(({ record, recordSha256 }) => ({ id: record.id, recordSha256 })),
  });
  if (!frozen.ok) throw new Error(`sample: ${frozen.error.kind}`);
  addVersion(doc, frozen.value);
  return frozen.value.sha256;
}

/** The workspace with 93 decided rows and three of custom controls, 25 risks, three registers, forty exhibits and two frozen versions. */
export async function makeSampleWorkspace(): Promise<SampleWorkspace> {
  const doc = new Y.Doc();
  // One replica of its own, whose edits nobody else makes: applied twice they are there once.
  doc.clientID = 60;
  fillRegisters(doc);
  fillRisks(doc);
  fillRows(doc);
  fillClauses(doc);
  const exhibits = await makeSampleExhibits();
  const link = ({ record }: SampleExhibit) => {
    const { id: exhibit, reviewedAt: linkedAt, provenance } = record;
    for (const control of record.controls)
      linkExhibit(doc, { control, exhibit, linkedBy: provenance.collectedBy, linkedAt });
  };
  const first = exhibits.slice(0, 22);
  first.forEach(link);
  sampleCustomControls.forEach((custom, at) => addCustomControl(doc, custom, at, exhibits, who));
  for (const { record } of exhibits.slice(0, 2)) linkClauseExhibit(doc, '7.2', record.id, who);
  const previous = await freeze(doc, {
    number: 1,
    reason: 'Before the internal audit',
    at: '2026-09-14T10:00:00.000Z',
    previous: '',
    exhibits: first,
  });
  exhibits.slice(22).forEach(link);
  goOn(doc);
  addCustomControl(doc, sampleLateCustomControl, sampleCustomControls.length, exhibits, later);
  await freeze(doc, {
    number: 2,
    reason: 'For the certification audit, stage 1',
    at: '2026-11-02T10:00:00.000Z',
    previous,
    exhibits,
  });
  return { organization: sampleOrganization, update: Y.encodeStateAsUpdate(doc), exhibits };
}
