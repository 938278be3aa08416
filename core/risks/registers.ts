/**
 * The lean registers from which reasons and links derive: assets, suppliers, and obligations (laws, regulations, contracts). A
 * description of their fields, so that one reader, one screen and one export serve all three.
 */
import type { ControlId } from '../catalogue/control.ts';

/** `text`: one line. `date`: `YYYY-MM-DD`. `note`: prose that merges character by character. `choice`: one of `options`. */
export type RegisterField =
  | { kind: 'text' | 'date' | 'note'; name: string }
  | { kind: 'choice'; name: string; options: readonly [string, ...string[]] };

/** The first option of a choice is what holds until somebody chooses. */
export const registerFields = {
  asset: [
    { name: 'name', kind: 'text' },
    {
      name: 'type',
      kind: 'choice',
      options: ['information', 'application', 'infrastructure', 'device', 'facility', 'people'],
    },
    { name: 'owner', kind: 'text' },
    {
      name: 'classification',
      kind: 'choice',
      options: ['unclassified', 'public', 'internal', 'confidential', 'secret'],
    },
    { name: 'location', kind: 'text' },
    { name: 'note', kind: 'note' },
  ],
  supplier: [
    { name: 'name', kind: 'text' },
    { name: 'service', kind: 'text' },
    { name: 'owner', kind: 'text' },
    { name: 'criticality', kind: 'choice', options: ['unrated', 'low', 'medium', 'high'] },
    { name: 'report', kind: 'text' },
    { name: 'reportDate', kind: 'date' },
    { name: 'note', kind: 'note' },
  ],
  obligation: [
    { name: 'name', kind: 'text' },
    { name: 'type', kind: 'choice', options: ['law', 'regulation', 'contract'] },
    { name: 'source', kind: 'text' },
    { name: 'owner', kind: 'text' },
    { name: 'reviewOn', kind: 'date' },
    { name: 'note', kind: 'note' },
  ],
} as const satisfies Record<string, readonly RegisterField[]>;

export type RegisterName = keyof typeof registerFields;
export const registerNames: readonly RegisterName[] = ['asset', 'supplier', 'obligation'];
export type FieldName<Name extends RegisterName> = (typeof registerFields)[Name][number]['name'];

/** A record of a register. `controls` are the ones it asks for; only obligations have any. */
export type RegisterRecord<Name extends RegisterName = RegisterName> = {
  id: string;
  register: Name;
  controls: ControlId[];
  removed: boolean;
} & Record<FieldName<Name>, string>;

export type Asset = RegisterRecord<'asset'>;
export type Supplier = RegisterRecord<'supplier'>;
export type Obligation = RegisterRecord<'obligation'>;

/** The reason for inclusion that an obligation gives the controls it names. */
export const reasonOf = ({ type }: Pick<Obligation, 'type'>): 'legal' | 'contractual' =>
  type === 'contract' ? 'contractual' : 'legal';
