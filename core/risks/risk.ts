/** A risk of the register and what follows from its fields (ISO/IEC 27001:2022, 6.1.2 c to e, 6.1.3, 8.2 and 8.3). */
import * as v from 'valibot';
import type { ControlId } from '../catalogue/control.ts';
import { controls } from '../catalogue/controls.ts';
import type { Author, Claim } from '../shared/claim.ts';
import type { RiskCriteria, Score } from './criteria.ts';
import { levelOf } from './criteria.ts';

/** `undecided` is the honest start. The others are the four ways that risk management knows. */
export const treatmentSchema = v.picklist(['undecided', 'modify', 'retain', 'avoid', 'share']);
export const basisSchema = v.picklist(['scenario', 'asset']);
export const propertySchema = v.picklist(['confidentiality', 'integrity', 'availability']);

const step = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5));
export const scoreSchema = v.object({ likelihood: step, consequence: step });

/** What was accepted; `none` when an acceptance was taken back. */
export const acceptanceSchema = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({
    kind: v.literal('accepted'),
    /** Whose acceptance it is; who entered it stands beside the decision. */
    owner: v.optional(v.pipe(v.string(), v.maxLength(500)), ''),
    score: scoreSchema,
    /** Version of the criteria under which the score was accepted. */
    criteria: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
]);

export type Treatment = v.InferOutput<typeof treatmentSchema>;
export type Basis = v.InferOutput<typeof basisSchema>;
export type SecurityProperty = v.InferOutput<typeof propertySchema>;
export type Acceptance = v.InferOutput<typeof acceptanceSchema>;

/** `due` is `YYYY-MM-DD` or empty. */
export type RiskAction = { id: string; title: string; owner: string; due: string; done: boolean };

export type Risk = {
  id: string;
  /** `R-7`: what people and SoA rows call it. Two risks that were given one number offline differ by a letter: `R-7b`. */
  reference: string;
  title: string;
  basis: Basis;
  /** What may happen and what it would mean, in the team's words; merges character by character. */
  description: string;
  threat: string;
  vulnerability: string;
  affects: SecurityProperty[];
  /** Ids of linked assets. */
  assets: string[];
  owner: string;
  /** Before controls, and with the treatment in place. */
  inherent: Score;
  residual: Score;
  /** `undecided` also while members have decided differently at once: see `contested`. */
  treatment: Treatment;
  /** How it will be treated, in the team's words. */
  plan: string;
  controls: ControlId[];
  actions: RiskAction[];
  /** `YYYY-MM-DD` or empty. */
  reviewOn: string;
  /** What the owner accepted, who entered it and when; undefined without an acceptance and while it is contested. */
  acceptance: (Extract<Acceptance, { kind: 'accepted' }> & Author) | undefined;
  /** What members decided differently at once; empty lists when all agree. */
  contested: { treatment: Claim<Treatment>[]; acceptance: Claim<Acceptance>[] };
  /** The entry of the starting library from which it was made; empty when it was not. */
  scenario: string;
  removed: boolean;
};

/** `stale`: the residual score or the criteria have moved since the owner accepted. */
export type AcceptanceState = 'none' | 'current' | 'stale' | 'contested';

export function acceptanceState(risk: Risk, criteria: RiskCriteria): AcceptanceState {
  if (risk.contested.acceptance.length > 0) return 'contested';
  if (!risk.acceptance) return 'none';
  const { score } = risk.acceptance;
  const moved =
    score.likelihood !== risk.residual.likelihood || score.consequence !== risk.residual.consequence;
  return moved || risk.acceptance.criteria !== criteria.version ? 'stale' : 'current';
}

/** A risk that still has to be dealt with: neither avoided nor accepted as it stands. */
export const isOpen = (risk: Risk, criteria: RiskCriteria): boolean =>
  risk.treatment !== 'avoid' && acceptanceState(risk, criteria) !== 'current';

const annexOrder = new Map<string, number>(controls.map(({ id }, at) => [id, at]));
const placeOf = (id: ControlId) => annexOrder.get(id) ?? controls.length;

/** Controls in the order of Annex A, then custom ones by their age. */
export const inAnnexOrder = (ids: readonly ControlId[]): ControlId[] =>
  ids.toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));

/** The risks of one cell of the matrix, steps counted from 1. */
export const risksAt = (risks: readonly Risk[], which: 'inherent' | 'residual', at: Score): Risk[] =>
  risks.filter(
    ({ [which]: score }) => score.likelihood === at.likelihood && score.consequence === at.consequence,
  );

/** How many risks stand at each level, by its index; `unscored` are those that have none. */
export function countByLevel(
  risks: readonly Risk[],
  which: 'inherent' | 'residual',
  criteria: RiskCriteria,
): { byLevel: number[]; unscored: number } {
  const byLevel = criteria.levels.map(() => 0);
  let unscored = 0;
  for (const risk of risks) {
    const level = levelOf(criteria, risk[which]);
    if (level === undefined) unscored += 1;
    else byLevel[level] = (byLevel[level] ?? 0) + 1;
  }
  return { byLevel, unscored };
}
