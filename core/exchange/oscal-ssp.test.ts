/** The plan against NIST's own schema (OSCAL 1.2.3, public domain; tests/fixtures/oscal). */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { expect, it } from 'vitest';
import { makeWorkspaceSample } from '../../tests/fixtures/workspace-sample.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import { defaultCriteria } from '../risks/criteria.ts';
import { blankClause, clauseIds } from '../soa/clause-entry.ts';
import { blankEntry } from '../soa/soa-entry.ts';
import { freezeSoa } from '../soa/soa-version.ts';
import { oscalSsp, oscalText } from './oscal-ssp.ts';
import type { SoaExport } from './soa-xlsx.ts';

// The schema names its types by ids that are no addresses, which strict mode would refuse.
const ajv = new Ajv({ allErrors: true, strict: false, formats: fullFormats });
const schema = new URL('../../tests/fixtures/oscal/oscal_ssp_schema.json', import.meta.url);
const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);
const faults = (plan: unknown) => {
  validate(plan);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const awkward = () =>
  makeWorkspaceSample(undefined, {
    'A.5.1': {
      applicability: 'inherited',
      justification: ' two\nlines ',
      remarks: '\n\t ملاحظة\nשורה\n',
      implementation: '',
      owner: ' Zoë\nMüller ',
      reviewer: '担当者',
      provider: { id: 'p', name: 'Hosting\nLtd', report: '', reportDate: '' },
      reasons: ['legal', 'risk'],
      derivedReasons: ['risk'],
      risks: [{ id: 'r', reference: 'R-1', title: 'Fire', open: true }],
      exhibits: ['01970000-0000-7000-8000-000000000001', '01970000-0000-7000-8000-0000000000ee'],
      contested: {
        applicability: [
          { value: 'applicable', by: '', at: '' },
          { value: 'inherited', by: 'Anna & Ben (2)', at: '' },
        ],
        status: [],
      },
    },
    'A.7.1': { applicability: 'not-applicable', status: 'unverified' },
  });

it('fits the schema, whatever people wrote', async () => {
  const sample = await awkward();
  expect(faults(oscalSsp(sample))).toEqual([]);
  expect(faults(oscalSsp({ ...sample, organization: '', workspaceName: '' }))).toEqual([]);
});

it('fits the schema when it is a frozen version', async () => {
  const sample = await makeWorkspaceSample();
  const frozen = await freezeSoa({
    isms: { organization: sample.organization, approver: '', scope: '' },
    number: 2,
    reason: 'Yearly review',
    approver: 'Rita',
    frozenBy: 'Alice',
    frozenAt: sample.generatedAt,
    previous: '',
    entries: sample.entries,
    clauses: clauseIds.map(blankClause),
    registers: {
      risks: [],
      criteria: defaultCriteria,
      asset: [],
      supplier: [],
      obligation: [],
      customControls: [],
      contestedCriteria: [],
    },
    exhibits: [],
  });
  if (!frozen.ok) throw new Error('the sample can be frozen');
  const input: SoaExport = { ...sample, version: { ...frozen.value, label: '2', approvals: [] } };
  const plan = oscalSsp(input);
  expect(faults(plan)).toEqual([]);
  expect(plan['system-security-plan'].metadata.version).toBe('2');
  const approved = (exported: SoaExport) => {
    const made = oscalSsp(exported);
    expect(faults(made)).toEqual([]);
    const { parties, 'responsible-parties': responsible = [] } = made['system-security-plan'].metadata;
    return responsible.map(({ 'party-uuids': uuids, ...party }) => ({
      ...party,
      names: parties.filter(({ uuid }) => uuids.includes(uuid)).map(({ type, name }) => `${type} ${name}`),
    }));
  };
  expect(approved(input)).toMatchObject([
    { 'role-id': 'content-approver', names: ['person Rita'], remarks: expect.stringContaining('typed in') },
  ]);
  const device = 'b'.repeat(64);
  const signed = {
    contentSha256: frozen.value.sha256,
    member: 'Rita',
    device,
    signedAt: sample.generatedAt,
    fault: undefined,
    holder: { kind: 'own-device' as const, label: 'Firefox, Linux' },
    doubts: [],
  };
  const [party] = approved({ ...input, version: { ...frozen.value, label: '2', approvals: [signed] } });
  expect(party?.props).toMatchObject([{ name: 'signed-approval', value: 'Rita' }]);
  expect(approved({ ...sample, approver: ' Zoë\nMüller ' })).toMatchObject([
    { names: ['person Zoë Müller'], remarks: expect.stringContaining('nothing is frozen') },
  ]);
  expect(approved(sample)).toEqual([]);
});

it('has clauses 4 to 10 as processes, which are no controls', async () => {
  const sample = await awkward();
  const [exhibit] = sample.exhibits;
  const clauses = clauseIds.map((clause) => ({
    ...blankClause(clause),
    ...(clause === '6.1.2' && {
      status: 'partly' as const,
      how: 'Yearly\nand after changes',
      owner: '担当者',
      documents: [{ id: 'd', title: 'Method', place: 'Wiki' }],
      exhibits: [exhibit?.id ?? '', '01970000-0000-7000-8000-0000000000ee'],
      contested: { status: [{ value: 'met' as const, by: 'Anna', at: '' }] },
    }),
  }));
  const plan = oscalSsp({ ...sample, clauses });
  expect(faults(plan)).toEqual([]);
  const { components } = plan['system-security-plan']['system-implementation'];
  expect(components).toHaveLength(1 + clauseIds.length);
  expect(components.find(({ title }) => title.startsWith('6.1.2 '))).toMatchObject({
    type: 'process-procedure',
    description: 'Yearly\nand after changes',
    status: { state: 'under-development' },
    props: [
      { name: 'clause', value: '6.1.2' },
      { name: 'clause-status', value: 'partly' },
      { name: 'document', value: 'Method', remarks: 'Wiki' },
      { name: 'evidence-not-in-export' },
      { name: 'contested-status', value: 'met', class: 'by-Anna' },
    ],
    links: [{ rel: 'evidence', text: 'EV-0001' }],
    'responsible-roles': [{ 'role-id': 'owner' }],
  });
});

it('has custom controls, whatever they are called, and fits the schema', async () => {
  const sample = await awkward();
  const custom: CustomControl = {
    id: 'C.0199c001-0000-7000-8000-000000000001',
    reference: '自社 §1 "x"',
    title: ' two\nlines ',
    source: 'PCI DSS 4.0.1',
    description: '\nعشرة\n',
  };
  const exhibits = sample.exhibits.slice(0, 1).map(({ id }) => id);
  const entries = [...sample.entries, { ...blankEntry(custom.id, custom), exhibits }];
  const plan = oscalSsp({ ...sample, entries });
  expect(faults(plan)).toEqual([]);
  const implementation = plan['system-security-plan']['control-implementation'];
  expect(implementation.description).toContain('custom controls');
  const requirement = implementation['implemented-requirements'].at(-1);
  expect(requirement).toMatchObject({ 'control-id': custom.id, links: [{ rel: 'evidence' }] });
  expect(requirement?.props).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'custom-control', value: custom.reference }),
      expect.objectContaining({ name: 'custom-control-source', value: custom.source }),
      expect.objectContaining({ name: 'custom-control-description', remarks: custom.description }),
      expect.objectContaining({ name: 'title', value: 'two lines' }),
    ]),
  );
});

it('is refused by the schema once it is damaged', async () => {
  const { 'system-security-plan': plan } = oscalSsp(await awkward());
  const { 'import-profile': _gone, ...rest } = plan;
  expect(faults({ 'system-security-plan': rest })).not.toEqual([]);
  expect(faults({ 'system-security-plan': { ...plan, uuid: '1' } })).not.toEqual([]);
});

it('has each control once, with the exhibits that it links to, and is the same each time', async () => {
  const sample = await awkward();
  const plan = oscalSsp(sample)['system-security-plan'];
  const requirements = plan['control-implementation']['implemented-requirements'];
  expect(new Set(requirements.map(({ 'control-id': control }) => control)).size).toBe(93);
  const resources = new Set(plan['back-matter'].resources.map(({ uuid }) => `#${uuid}`));
  const links = requirements.flatMap((requirement) => requirement.links ?? []);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter(({ href }) => !resources.has(href))).toEqual([]);
  const turned = { ...sample, entries: sample.entries.toReversed(), exhibits: sample.exhibits.toReversed() };
  expect(oscalText(turned)).toBe(oscalText(sample));
});
