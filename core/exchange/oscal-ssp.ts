/**
 * The Statement of Applicability as an OSCAL system security plan (NIST, OSCAL 1.2.3, JSON). Of NIST's models this one says for each
 * control of a baseline whether and how an organisation implements it; a component definition would speak for a product, a profile
 * for the choice of controls alone. What OSCAL has no field for stands in properties of our own namespace.
 */
import type { ImplementationStatus, SoaEntry } from '../soa/soa-entry.ts';
import { evidenceIndex, type EvidenceRow } from './evidence-index.ts';
import { clauseComponents } from './oscal-clauses.ts';
import {
  evidenceLinks,
  idOf,
  listed,
  oneLine,
  properties,
  remarkedProperty,
  roles,
  tokenOf,
  type Property,
} from './oscal-parts.ts';
import { reasonLetters, soaRows, type SoaRow } from './soa-rows.ts';
import { standard, type SoaExport } from './soa-xlsx.ts';
import { commentsBySubject } from './comment-table.ts';
import { signerText } from './signature-text.ts';
import { approvalText } from './version-facts.ts';

const oscalVersion = '1.2.3';

const states: Record<ImplementationStatus, string> = {
  implemented: 'implemented',
  partly: 'partial',
  planned: 'planned',
  'not-implemented': 'not-implemented',
  unverified: 'unverified',
};

/**
 * Equal input gives an equal plan. A custom control has its id, `C.` and a UUID, for `control-id`: a reference may hold what OSCAL's token
 * may not, and stands with title, source and text in the properties. Throws when `entries` lacks a control or an exhibit comes twice.
 */
export function oscalSsp(input: SoaExport) {
  const evidence = evidenceIndex(input.entries, input.exhibits);
  const rows = soaRows(input.entries, evidence);
  const said = commentsBySubject(input.comments, { rows, evidence });
  const commentProperties = (subject: string) =>
    (said.get(subject) ?? []).flatMap(({ by, text }) => remarkedProperty('comment', by, text));
  const hasCustom = rows.some(({ group }) => group === 'custom');
  const { organization, workspaceName, version, generatedAt } = input;
  const name = oneLine(organization) || 'Organisation';
  const own = { plan: idOf('plan', name, version?.sha256 ?? generatedAt), system: idOf('system', name) };
  const catalog = idOf('catalog', standard);
  const scope = input.scope?.trim() || `The information security management system of ${name}.`;
  const clauses = input.clauses ?? [];
  const approver = (version ? version.version.approver : input.approver) ?? '';
  const named = [
    approver,
    ...rows.flatMap(({ entry }) => [entry.owner, entry.reviewer]),
    ...clauses.map(({ owner }) => owner),
  ];
  const people = [...new Set(named.map(oneLine))].filter((person) => person !== '').toSorted();
  return {
    'system-security-plan': {
      uuid: own.plan,
      metadata: {
        title: `Statement of Applicability - ${name}`,
        'last-modified': new Date(generatedAt).toISOString(),
        version: version ? oneLine(version.label) : 'not frozen',
        'oscal-version': oscalVersion,
        ...listed('props', version ? versionProperties(version) : []),
        roles: [
          { id: 'owner', title: 'Answers for the control' },
          { id: 'reviewer', title: 'Looks whether the control works' },
          // As OSCAL calls whoever approves a document.
          { id: 'content-approver', title: 'Approves the Statement of Applicability' },
        ],
        parties: [
          { uuid: idOf('organization', name), type: 'organization', name },
          ...people.map((person) => ({ uuid: idOf('person', person), type: 'person', name: person })),
        ],
        ...listed('responsible-parties', approverParty(input, approver)),
      },
      'import-profile': { href: `#${catalog}` },
      'system-characteristics': {
        'system-ids': [{ 'identifier-type': 'https://ietf.org/rfc/rfc4122', id: own.system }],
        'system-name': oneLine(workspaceName) || name,
        description: scope,
        'system-information': {
          'information-types': [
            {
              uuid: idOf('information', name),
              title: 'Information within the scope',
              description: 'Whatever information the management system protects.',
            },
          ],
        },
        status: { state: 'operational' },
        'authorization-boundary': { description: scope },
      },
      'system-implementation': {
        components: [
          {
            uuid: own.system,
            type: 'this-system',
            title: oneLine(workspaceName) || name,
            description: scope,
            status: { state: 'operational' },
          },
          ...clauseComponents(clauses, evidence),
        ],
      },
      'control-implementation': {
        description: `How the controls of ${standard}, Annex A, ${hasCustom ? 'and custom controls ' : ''}are decided and implemented.`,
        'implemented-requirements': rows.map((row) => requirement(row, own, commentProperties(row.control))),
      },
      'back-matter': {
        resources: [
          { uuid: catalog, title: `${standard}, Annex A`, description: 'The 93 controls, by their numbers.' },
          ...evidence.map((row) => evidenceResource(row, commentProperties(row.number))),
        ],
      },
    },
  };
}

function versionProperties({ version, sha256 }: NonNullable<SoaExport['version']>): Property[] {
  return [
    ...properties('reason-for-version', version.reason),
    ...properties('approved-by', version.approver),
    ...properties('frozen-at', version.frozenAt),
    ...properties('frozen-by', version.frozenBy),
    ...properties('version-sha256', sha256),
  ];
}

/** Whoever approves, with the signed approvals of the version. Without any, the name is one that was typed in, and the remarks say so. */
function approverParty({ version }: SoaExport, approver: string) {
  const said = !version
    ? 'To be approved by; nothing is frozen yet.'
    : version.approvals.length === 0
      ? 'The name was typed in when the version was frozen; nobody has signed it.'
      : 'The name was typed in when the version was frozen; who signed it stands in the properties.';
  const signed = (version?.approvals ?? []).flatMap((approval) =>
    remarkedProperty('signed-approval', signerText(approval), approvalText(approval)),
  );
  return roles({ 'content-approver': approver }).map((party) => ({
    ...party,
    ...listed('props', signed),
    remarks: said,
  }));
}

function requirement(row: SoaRow, own: { plan: string; system: string }, comments: readonly Property[]) {
  const { control, entry } = row;
  const { owner, reviewer } = entry;
  return {
    uuid: idOf('requirement', own.plan, control),
    'control-id': control,
    props: [...entryProperties(row), ...comments],
    ...listed('links', evidenceLinks(row.evidence)),
    ...listed('responsible-roles', roles({ owner, reviewer })),
    'by-components': [
      {
        'component-uuid': own.system,
        uuid: idOf('implementation', own.plan, control),
        description: entry.implementation || 'Nobody has described yet how it is implemented.',
        'implementation-status': {
          state: entry.applicability === 'not-applicable' ? 'not-applicable' : states[entry.status],
        },
      },
    ],
    ...(entry.justification && { remarks: entry.justification }),
  };
}

/** What OSCAL has no field for. */
function entryProperties({ title, entry, missing, newest }: SoaRow): Property[] {
  const { provider, custom } = entry;
  return [
    ...properties('title', title),
    ...(custom
      ? [
          ...properties('custom-control', custom.reference),
          ...properties('custom-control-source', custom.source),
          ...properties('custom-control-description', custom.description),
        ]
      : []),
    ...properties('applicability', entry.applicability),
    ...properties('status', entry.status),
    ...reasonLetters
      .filter(({ reason }) => entry.reasons.includes(reason))
      .flatMap(({ reason }) =>
        properties('inclusion-reason', reason, entry.derivedReasons.includes(reason) ? 'derived' : undefined),
      ),
    ...entry.risks.flatMap(({ reference, title: risk }) => remarkedProperty('risk', reference, risk)),
    ...entry.obligations.flatMap(({ name, reason }) => properties('obligation', name, reason)),
    ...(provider
      ? [
          ...properties('provider', provider.name),
          ...properties('provider-report', provider.report),
          ...properties('provider-report-date', provider.reportDate),
        ]
      : []),
    ...properties('planned-for', entry.plannedFor),
    ...properties('maturity', entry.maturity === 0 ? '' : String(entry.maturity)),
    ...properties('last-review', entry.lastReview),
    ...properties('remarks', entry.remarks),
    ...properties('newest-evidence', newest),
    ...missing.flatMap((id) => properties('evidence-not-in-export', id)),
    ...contested(entry),
  ];
}

/** What members decided differently at once; `class` is who did. */
const contested = ({ contested: { applicability, status } }: SoaEntry): Property[] => [
  ...applicability.flatMap(({ value, by }) => properties('contested-applicability', value, tokenOf(by))),
  ...status.flatMap(({ value, by }) => properties('contested-status', value, tokenOf(by))),
];

const evidenceResource = (row: EvidenceRow, comments: readonly Property[]) => ({
  uuid: idOf('exhibit', row.id),
  title: `${row.number} ${oneLine(row.title)}`.trim(),
  props: [
    ...properties('exhibit-id', row.id),
    ...properties('number', row.number),
    ...properties('captured-at', row.capturedAt),
    ...properties('collected-by', row.collectedBy),
    ...comments,
  ],
  ...listed(
    'rlinks',
    row.files.map(({ name, sha256 }) => ({
      href: `04_Exhibits/${row.folder}/${name}`,
      hashes: [{ algorithm: 'SHA-256', value: sha256 }],
    })),
  ),
});

/** The plan as a file. */
export const oscalText = (input: SoaExport): string => `${JSON.stringify(oscalSsp(input), undefined, 2)}\n`;
