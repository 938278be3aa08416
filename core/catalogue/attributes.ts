/**
 * The attributes of ISO/IEC 27002:2022 (clause 4.2 and its Annex A) by which the 93 controls can be sorted and looked at. Names of
 * attributes and values only.
 */
import * as v from 'valibot';
import type { AnnexControlId, ControlId } from './control.ts';

/** The five attributes with their values, in the order of the standard. */
export const attributeKinds = [
  {
    id: 'type',
    values: ['type:preventive', 'type:detective', 'type:corrective'],
  },
  {
    id: 'property',
    values: ['property:confidentiality', 'property:integrity', 'property:availability'],
  },
  {
    id: 'concept',
    values: ['concept:identify', 'concept:protect', 'concept:detect', 'concept:respond', 'concept:recover'],
  },
  {
    id: 'capability',
    values: [
      'capability:governance',
      'capability:asset-management',
      'capability:information-protection',
      'capability:human-resource-security',
      'capability:physical-security',
      'capability:system-and-network-security',
      'capability:application-security',
      'capability:secure-configuration',
      'capability:identity-and-access-management',
      'capability:threat-and-vulnerability-management',
      'capability:continuity',
      'capability:supplier-relationships',
      'capability:legal-and-compliance',
      'capability:information-security-event-management',
      'capability:information-security-assurance',
    ],
  },
  {
    id: 'domain',
    values: ['domain:governance', 'domain:protection', 'domain:defence', 'domain:resilience'],
  },
] as const;

/** A value of an attribute, such as `type:preventive`. */
export type AttributeId = (typeof attributeKinds)[number]['values'][number];

export const attributeIdSchema: v.GenericSchema<unknown, AttributeId> = v.picklist(
  attributeKinds.flatMap(({ values }): readonly AttributeId[] => values),
);

/** One line per control: type; property; concept; capability; domain, each with the places of its values among those above, from 0. */
const table = `
A.5.1 0 0,1,2 0 0 0,3
A.5.2 0 0,1,2 0 0 0,1,3
A.5.3 0 0,1,2 1 0,8 0
A.5.4 0 0,1,2 0 0 0
A.5.5 0,2 0,1,2 0,1,3,4 0 2,3
A.5.6 0,2 0,1,2 1,3,4 0 2
A.5.7 0,1,2 0,1,2 0,2,3 9 2,3
A.5.8 0 0,1,2 0,1 0 0,1
A.5.9 0 0,1,2 0 1 0,1
A.5.10 0 0,1,2 1 1,2 0,1
A.5.11 0 0,1,2 1 1 1
A.5.12 0 0,1,2 0 2 1,2
A.5.13 0 0,1,2 1 2 1,2
A.5.14 0 0,1,2 1 1,2 1
A.5.15 0 0,1,2 1 8 1
A.5.16 0 0,1,2 1 8 1
A.5.17 0 0,1,2 1 8 1
A.5.18 0 0,1,2 1 8 1
A.5.19 0 0,1,2 0 11 0,1
A.5.20 0 0,1,2 0 11 0,1
A.5.21 0 0,1,2 0 11 0,1
A.5.22 0 0,1,2 0 11,14 0,1,2
A.5.23 0 0,1,2 1 11 0,1
A.5.24 2 0,1,2 3,4 0,13 2
A.5.25 1 0,1,2 2,3 13 2
A.5.26 2 0,1,2 3,4 13 2
A.5.27 0 0,1,2 0,1 13 2
A.5.28 2 0,1,2 2,3 13 2
A.5.29 0,2 0,1,2 1,3 10 1,3
A.5.30 2 2 3 10 3
A.5.31 0 0,1,2 0 12 0,1
A.5.32 0 0,1,2 0 12 0
A.5.33 0 0,1,2 0,1 1,2,12 2
A.5.34 0 0,1,2 0,1 2,12 1
A.5.35 0,2 0,1,2 0,1 14 0
A.5.36 0 0,1,2 0,1 12,14 0
A.5.37 0,2 0,1,2 1,4 1,4,5,6,7,8,9,10,13 0,1,2
A.6.1 0 0,1,2 1 3 0
A.6.2 0 0,1,2 1 3 0
A.6.3 0 0,1,2 1 3 0
A.6.4 0,2 0,1,2 1,3 3 0
A.6.5 0 0,1,2 1 1,3 0
A.6.6 0 0 1 2,3,11 0
A.6.7 0 0,1,2 1 1,2,4,5 1
A.6.8 1 0,1,2 2 13 2
A.7.1 0 0,1,2 1 4 1
A.7.2 0 0,1,2 1 4,8 1
A.7.3 0 0,1,2 1 1,4 1
A.7.4 0,1 0,1,2 1,2 4 1,2
A.7.5 0 0,1,2 1 4 1
A.7.6 0 0,1,2 1 4 1
A.7.7 0 0 1 4 1
A.7.8 0 0,1,2 1 1,4 1
A.7.9 0 0,1,2 1 1,4 1
A.7.10 0 0,1,2 1 1,4 1
A.7.11 0,1 1,2 1,2 4 1
A.7.12 0 0,2 1 4 1
A.7.13 0 0,1,2 1 1,4 1,3
A.7.14 0 0 1 1,4 1
A.8.1 0 0,1,2 1 1,2 1
A.8.2 0 0,1,2 1 8 1
A.8.3 0 0,1,2 1 8 1
A.8.4 0 0,1,2 1 6,7,8 1
A.8.5 0 0,1,2 1 8 1
A.8.6 0,1 1,2 0,1,2 10 0,1
A.8.7 0,1,2 0,1,2 1,2 2,5 1,2
A.8.8 0 0,1,2 0,1 9 0,1,2
A.8.9 0 0,1,2 1 7 1
A.8.10 0 0 1 2,12 1
A.8.11 0 0 1 2 1
A.8.12 0,1 0 1,2 2 1,2
A.8.13 2 1,2 4 10 1
A.8.14 0 2 1 1,10 1,3
A.8.15 1 0,1,2 2 13 1,2
A.8.16 1,2 0,1,2 2,3 13 2
A.8.17 1 1 1,2 13 1,2
A.8.18 0 0,1,2 1 5,6,7 1
A.8.19 0 0,1,2 1 6,7 1
A.8.20 0,1 0,1,2 1,2 5 1
A.8.21 0 0,1,2 1 5 1
A.8.22 0 0,1,2 1 5 1
A.8.23 0 0,1,2 1 5 1
A.8.24 0 0,1,2 1 7 1
A.8.25 0 0,1,2 1 5,6 1
A.8.26 0 0,1,2 1 5,6 1,2
A.8.27 0 0,1,2 1 5,6 1
A.8.28 0 0,1,2 1 5,6 1
A.8.29 0 0,1,2 0 5,6,14 1
A.8.30 0,1 0,1,2 0,1,2 5,6,11 0,1
A.8.31 0 0,1,2 1 5,6 1
A.8.32 0 0,1,2 1 5,6 1
A.8.33 0 0,1 1 2 1
A.8.34 0 0,1,2 1 2,5 0,1
`;

function read(): ReadonlyMap<ControlId, ReadonlySet<AttributeId>> {
  const rows = table.trim().split('\n');
  return new Map(
    rows.map((row) => {
      const [control, ...places] = row.split(' ');
      const values = attributeKinds.flatMap((kind, at): (AttributeId | undefined)[] => {
        const own: readonly AttributeId[] = kind.values;
        return (places[at] ?? '').split(',').map((place) => own[Number(place)]);
      });
      // The lines above begin with the controls of Annex A, which a test counts.
      return [control as AnnexControlId, new Set(values.filter((value) => value !== undefined))];
    }),
  );
}

const byControl = read();

/** The attributes of the control; empty for one that is not in Annex A. */
export const attributesOf = (control: ControlId): ReadonlySet<AttributeId> =>
  byControl.get(control) ?? new Set();

/**
 * Whether the control has what is wanted: of each attribute that is asked about, one of the values asked for. Everything fits when
 * nothing is asked.
 */
export function hasAttributes(control: ControlId, wanted: readonly AttributeId[]): boolean {
  const own = attributesOf(control);
  return attributeKinds.every(({ values }) => {
    const asked = wanted.filter((one) => (values as readonly AttributeId[]).includes(one));
    return asked.length === 0 || asked.some((one) => own.has(one));
  });
}
