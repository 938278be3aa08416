/** A way of looking at the SoA: which rows, which columns, in which order. It has no say about what stands in them. */
import * as v from 'valibot';
import { attributeIdSchema } from '../catalogue/attributes.ts';
import { controlGroups } from '../catalogue/control.ts';
import { rules } from './linter.ts';
import { applicabilitySchema, implementationStatusSchema } from './soa-entry.ts';

const everything = v.literal('all');
const ruleIds = rules.map(({ id }) => id);

/** Which rows to show; `all` and an empty text let everything pass. */
export const soaFilterSchema = v.object({
  /** A theme of Annex A, or the custom controls. */
  theme: v.union([everything, v.picklist(controlGroups.map(({ id }) => id))]),
  applicability: v.union([everything, applicabilitySchema]),
  status: v.union([everything, implementationStatusSchema]),
  withoutEvidence: v.boolean(),
  /** Rows that one rule, or any, has found. */
  rule: v.union([everything, v.literal('any'), v.picklist(ruleIds)]),
  /** Rows with a thread that is not resolved, or one of these that calls the reader. */
  comments: v.union([everything, v.literal('open'), v.literal('mine')]),
  text: v.pipe(v.string(), v.maxLength(500)),
  /** Rows of any of these; the empty name stands for rows without an owner. Views from before these filters have neither. */
  owners: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(500))), v.maxLength(200)), []),
  /** Of each attribute that is named, one of its values named here. */
  attributes: v.optional(v.pipe(v.array(attributeIdSchema), v.maxLength(100)), []),
});

export const noFilter: SoaFilter = {
  theme: 'all',
  applicability: 'all',
  status: 'all',
  withoutEvidence: false,
  rule: 'all',
  comments: 'all',
  text: '',
  owners: [],
  attributes: [],
};

/** The columns beside reference and title, from left to right. */
export const soaColumns = [
  'applicability',
  'reasons',
  'justification',
  'status',
  'plannedFor',
  'implementation',
  'maturity',
  'owner',
  'reviewer',
  'lastReview',
  'evidence',
  'remarks',
] as const;
export type SoaColumn = (typeof soaColumns)[number];

/** `annex` is the order of Annex A, by theme, with the custom controls below; any other order has one list without themes. */
export const soaOrders = [
  'annex',
  'applicability',
  'status',
  'plannedFor',
  'maturity',
  'owner',
  'reviewer',
  'lastReview',
  'evidence',
] as const;
export type SoaOrder = (typeof soaOrders)[number];

export const soaLookSchema = v.object({
  columns: v.pipe(v.array(v.picklist(soaColumns)), v.maxLength(soaColumns.length)),
  order: v.picklist(soaOrders),
  descending: v.boolean(),
});

export const usualLook: SoaLook = {
  columns: ['applicability', 'reasons', 'status', 'owner', 'evidence'],
  order: 'annex',
  descending: false,
};

export type SoaFilter = v.InferOutput<typeof soaFilterSchema>;
/** Columns and order. */
export type SoaLook = v.InferOutput<typeof soaLookSchema>;
