/**
 * The Statement of Applicability as an OSCAL system security plan (NIST, OSCAL 1.2.3, JSON). Of NIST's models this one says for each
 * control of a baseline whether and how an organisation implements it; a component definition would speak for a product, a profile
 * for the choice of controls alone. What OSCAL has no field for stands in properties of our own namespace.
 */
import { v5 as uuidV5 } from 'uuid';
import type { ImplementationStatus, SoaEntry } from '../soa/soa-entry.ts';
import { evidenceIndex, type EvidenceRow } from './evidence-index.ts';
import { reasonLetters, soaRows, type SoaRow } from './soa-rows.ts';
import { standard, type SoaExport } from './soa-xlsx.ts';

const oscalVersion = '1.2.3';
const namespace = 'urn:exhibit:soa';
/** Of names from which ids follow (RFC 9562, 5.5), so that the same thing has the same id in each export. */
const idNamespace = '6f1b7d52-6f0e-5b0c-9a55-6a2f3c1d8e40';

const idOf = (...names: readonly string[]) => uuidV5(JSON.stringify(names), idNamespace);

type Property = { name: string; ns: string; value: string; class?: string; remarks?: string };

/** OSCAL's "string" has one line and no space at its ends. */
const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** A property; none without a text. What a line cannot hold stands in its remarks as it is. */
function properties(name: string, text: string, kind?: string): Property[] {
  const value = oneLine(text);
  if (value === '') return [];
  return [
    { name, ns: namespace, value, ...(kind && { class: kind }), ...(value !== text && { remarks: text }) },
  ];
}

const states: Record<ImplementationStatus, string> = {
  implemented: 'implemented',
  partly: 'partial',
  planned: 'planned',
  'not-implemented': 'not-implemented',
  unverified: 'unverified',
};

/** The list under this name, which OSCAL wants left out and not empty. */
const listed = <Name extends string, Item>(name: Name, items: readonly Item[]) =>
  (items.length > 0 ? { [name]: items } : {}) as Partial<Record<Name, readonly Item[]>>;

/** Equal input gives an equal plan. Throws when `entries` lacks a control or an exhibit comes twice. */
export function oscalSsp(input: SoaExport) {
  const evidence = evidenceIndex(input.entries, input.exhibits);
  const rows = soaRows(input.entries, evidence);
  const { organization, workspaceName, version, generatedAt } = input;
  const name = oneLine(organization) || 'Organisation';
  const own = { plan: idOf('plan', name, version?.sha256 ?? generatedAt), system: idOf('system', name) };
  const catalog = idOf('catalog', standard);
  const scope = input.scope?.trim() || `The information security management system of ${name}.`;
  const people = [...new Set(rows.flatMap(({ entry }) => [entry.owner, entry.reviewer]).map(oneLine))]
    .filter((person) => person !== '')
    .toSorted();
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
        ],
        parties: [
          { uuid: idOf('organization', name), type: 'organization', name },
          ...people.map((person) => ({ uuid: idOf('person', person), type: 'person', name: person })),
        ],
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
        ],
      },
      'control-implementation': {
        description: `How the controls of ${standard}, Annex A, are decided and implemented.`,
        'implemented-requirements': rows.map((row) => requirement(row, own)),
      },
      'back-matter': {
        resources: [
          { uuid: catalog, title: `${standard}, Annex A`, description: 'The 93 controls, by their numbers.' },
          ...evidence.map(evidenceResource),
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

function requirement(row: SoaRow, own: { plan: string; system: string }) {
  const { control, entry } = row;
  const roles = (['owner', 'reviewer'] as const).filter((role) => oneLine(entry[role]) !== '');
  return {
    uuid: idOf('requirement', own.plan, control),
    'control-id': control,
    props: entryProperties(row),
    ...listed(
      'links',
      row.evidence.map(({ id, number }) => ({
        href: `#${idOf('exhibit', id)}`,
        rel: 'evidence',
        text: number,
      })),
    ),
    ...listed(
      'responsible-roles',
      roles.map((role) => ({ 'role-id': role, 'party-uuids': [idOf('person', oneLine(entry[role]))] })),
    ),
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
  const { provider } = entry;
  return [
    ...properties('title', title),
    ...properties('applicability', entry.applicability),
    ...properties('status', entry.status),
    ...reasonLetters
      .filter(({ reason }) => entry.reasons.includes(reason))
      .flatMap(({ reason }) =>
        properties('inclusion-reason', reason, entry.derivedReasons.includes(reason) ? 'derived' : undefined),
      ),
    ...entry.risks.flatMap(({ reference, title: risk }) => [
      { name: 'risk', ns: namespace, value: oneLine(reference), ...(risk && { remarks: risk }) },
    ]),
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

/** A name as OSCAL's "token": letters, digits, dots, dashes and underscores, a letter first. */
const tokenOf = (text: string) => `by-${text.replace(/[^\p{L}\p{N}]+/gu, '-') || 'somebody'}`;

const evidenceResource = (row: EvidenceRow) => ({
  uuid: idOf('exhibit', row.id),
  title: `${row.number} ${oneLine(row.title)}`.trim(),
  props: [
    ...properties('exhibit-id', row.id),
    ...properties('number', row.number),
    ...properties('captured-at', row.capturedAt),
    ...properties('collected-by', row.collectedBy),
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
