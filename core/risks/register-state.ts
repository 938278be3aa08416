/** The risk register with its criteria and the lean registers, as one state: what is exported, frozen and compared. */
import * as v from 'valibot';
import { controlIdSchema } from '../catalogue/control.ts';
import type { CustomControl } from '../catalogue/custom-control.ts';
import { riskCriteriaSchema } from './criteria.ts';
import type { RiskCriteria } from './criteria.ts';
import type {
  Asset,
  Obligation,
  RegisterField,
  RegisterName,
  RegisterRecord,
  Supplier,
} from './registers.ts';
import { registerFields } from './registers.ts';
import type { Risk } from './risk.ts';
import { acceptanceSchema, basisSchema, propertySchema, scoreSchema, treatmentSchema } from './risk.ts';

export type RegisterState = {
  /** Risks that are not removed, in the order of their numbers. */
  risks: readonly Risk[];
  criteria: RiskCriteria;
  asset: readonly Asset[];
  supplier: readonly Supplier[];
  obligation: readonly Obligation[];
  /** Controls from outside Annex A, which risks and obligations may name as well, in the order of the SoA. */
  customControls: readonly CustomControl[];
};

const line = v.pipe(v.string(), v.maxLength(500));
const prose = v.pipe(v.string(), v.maxLength(200_000));
const date = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const id = v.pipe(v.string(), v.maxLength(100));
const several = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(5_000));
const controls = v.pipe(v.array(controlIdSchema), v.maxLength(93 + 5_000));

const frozenRiskSchema = v.strictObject({
  id,
  reference: line,
  title: line,
  basis: basisSchema,
  description: prose,
  threat: line,
  vulnerability: line,
  affects: v.pipe(v.array(propertySchema), v.maxLength(propertySchema.options.length)),
  assets: several(id),
  owner: line,
  inherent: scoreSchema,
  residual: scoreSchema,
  treatment: treatmentSchema,
  plan: prose,
  controls,
  actions: several(v.strictObject({ id, title: line, owner: line, due: date, done: v.boolean() })),
  reviewOn: date,
  acceptance: v.optional(v.strictObject({ ...acceptanceSchema.options[1].entries, by: line, at: line })),
  scenario: line,
});

const valueSchema = (field: RegisterField) =>
  field.kind === 'choice'
    ? v.picklist(field.options)
    : field.kind === 'date'
      ? date
      : field.kind === 'note'
        ? prose
        : line;

/** A record with exactly the fields of its register's description. */
const frozenRecordSchema = <Name extends RegisterName>(
  register: Name,
): v.GenericSchema<Omit<RegisterRecord<Name>, 'removed'>> =>
  // The entries follow the description from which the type is made, which the compiler cannot see.
  v.strictObject({
    id,
    register: v.literal(register),
    controls,
    ...Object.fromEntries(registerFields[register].map((field) => [field.name, valueSchema(field)])),
  }) as unknown as v.GenericSchema<Omit<RegisterRecord<Name>, 'removed'>>;

/** The state as a frozen version holds it: nothing removed, nothing contested. */
export const frozenRegistersSchema = v.strictObject({
  criteria: riskCriteriaSchema,
  risks: several(frozenRiskSchema),
  asset: several(frozenRecordSchema('asset')),
  supplier: several(frozenRecordSchema('supplier')),
  obligation: several(frozenRecordSchema('obligation')),
});
export type FrozenRegisters = v.InferOutput<typeof frozenRegistersSchema>;

const kept = <Record extends { removed: boolean }>({
  removed: _removed,
  ...record
}: Record): Omit<Record, 'removed'> => record;

/** What of the state is frozen here; custom controls are frozen with their rows. */
export const frozenRegisters = (state: RegisterState): FrozenRegisters => ({
  criteria: state.criteria,
  risks: state.risks.map(({ contested: _contested, acceptance, ...risk }) => ({
    ...kept(risk),
    ...(acceptance && { acceptance: acceptedOf(acceptance) }),
  })),
  asset: state.asset.map(kept),
  supplier: state.supplier.map(kept),
  obligation: state.obligation.map(kept),
});

/** Reading adds nothing to the type and a stray key would be refused. */
const acceptedOf = ({ kind, owner, score, criteria, by, at }: NonNullable<Risk['acceptance']>) => ({
  kind,
  owner,
  score,
  criteria,
  by,
  at,
});

/** The state as screens and exports need it; `customControls` were frozen with the rows. */
export const thawedRegisters = (
  frozen: FrozenRegisters,
  customControls: readonly CustomControl[],
): RegisterState => ({
  criteria: frozen.criteria,
  risks: frozen.risks.map(({ acceptance, ...risk }) => ({
    ...risk,
    acceptance,
    contested: { treatment: [], acceptance: [] },
    removed: false,
  })),
  asset: frozen.asset.map((record) => ({ ...record, removed: false })),
  supplier: frozen.supplier.map((record) => ({ ...record, removed: false })),
  obligation: frozen.obligation.map((record) => ({ ...record, removed: false })),
  customControls,
});
