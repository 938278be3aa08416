/**
 * Readers and writers of the risk register and its criteria. A risk's map `risk/<id>` has plain values under flat keys, flags such
 * as `control:A.8.5` and `affects:integrity`, its actions as `action:<id>:title`, and its decisions (treatment, acceptance) as
 * decision.ts lays them out. `description` and `plan` are texts. The criteria are one decision in the map `risk-criteria`.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Author, Claim } from '../shared/claim.ts';
import type { RiskCriteria, Score } from '../risks/criteria.ts';
import { defaultCriteria, riskCriteriaSchema } from '../risks/criteria.ts';
import type { Acceptance, Risk, RiskAction, SecurityProperty, Treatment } from '../risks/risk.ts';
import {
  acceptanceSchema,
  basisSchema,
  inAnnexOrder,
  propertySchema,
  scoreSchema,
  treatmentSchema,
} from '../risks/risk.ts';
import type { RiskScenario } from '../risks/scenarios.ts';
import { decide, decided, readClaims } from './decision.ts';
import { edit } from './edit.ts';
import {
  controlsOf,
  createRecord,
  flagsOf,
  recordIdSchema,
  recordIds,
  recordMap,
  textOf,
  valueOf,
} from './records.ts';

const lineSchema = v.pipe(v.string(), v.maxLength(500));
const dateSchema = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const numberSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const stepSchema = scoreSchema.entries.likelihood;
/** More actions than this belong in a tracker. */
const mostActions = 200;

/** The plain fields of one line, by name, with what fits. */
const fieldSchemas = {
  title: lineSchema,
  basis: basisSchema,
  threat: lineSchema,
  vulnerability: lineSchema,
  owner: lineSchema,
  reviewOn: dateSchema,
  scenario: lineSchema,
} as const;
export type RiskField = keyof typeof fieldSchemas;

const scoreKey = (which: 'inherent' | 'residual', part: keyof Score) => `${which}:${part}`;

function readScore(map: Y.Map<unknown>, which: 'inherent' | 'residual'): Score {
  return {
    likelihood: valueOf(map, scoreKey(which, 'likelihood'), stepSchema, 0),
    consequence: valueOf(map, scoreKey(which, 'consequence'), stepSchema, 0),
  };
}

function readActions(map: Y.Map<unknown>): RiskAction[] {
  const ids = new Set<string>();
  for (const key of map.keys()) {
    const [kind, id] = key.split(':');
    if (kind === 'action' && v.is(recordIdSchema, id)) ids.add(id);
  }
  return [...ids]
    .sort()
    .slice(0, mostActions)
    .filter((id) => map.get(`action:${id}:removed`) !== true)
    .map((id) => ({
      id,
      title: valueOf(map, `action:${id}:title`, lineSchema, ''),
      owner: valueOf(map, `action:${id}:owner`, lineSchema, ''),
      due: valueOf(map, `action:${id}:due`, dateSchema, ''),
      done: map.get(`action:${id}:done`) === true,
    }));
}

/** The risk as it stands, removed or not. Its reference is only known among all risks: see `readRisks`. */
export function readRisk(doc: Y.Doc, id: string): Risk & { number: number } {
  const map = recordMap(doc, 'risk', id);
  const treatment = decided(readClaims(map, 'treatment', treatmentSchema), 'undecided');
  const none: Acceptance = { kind: 'none' };
  const acceptance = decided(readClaims(map, 'acceptance', acceptanceSchema), none);
  const number = valueOf(map, 'number', numberSchema, 1);
  return {
    id,
    number,
    reference: `R-${number}`,
    title: valueOf(map, 'title', fieldSchemas.title, ''),
    basis: valueOf(map, 'basis', fieldSchemas.basis, 'scenario'),
    description: textOf(doc, 'risk', id, 'description'),
    threat: valueOf(map, 'threat', fieldSchemas.threat, ''),
    vulnerability: valueOf(map, 'vulnerability', fieldSchemas.vulnerability, ''),
    affects: propertySchema.options.filter((property) => map.get(`affects:${property}`) === true),
    assets: flagsOf(map, 'asset')
      .filter((asset) => v.is(recordIdSchema, asset))
      .sort(),
    owner: valueOf(map, 'owner', fieldSchemas.owner, ''),
    inherent: readScore(map, 'inherent'),
    residual: readScore(map, 'residual'),
    treatment: treatment.value,
    plan: textOf(doc, 'risk', id, 'plan'),
    controls: inAnnexOrder(controlsOf(map)),
    actions: readActions(map),
    reviewOn: valueOf(map, 'reviewOn', fieldSchemas.reviewOn, ''),
    acceptance:
      acceptance.value.kind === 'accepted' && acceptance.by
        ? { ...acceptance.value, ...acceptance.by }
        : undefined,
    contested: { treatment: treatment.contested, acceptance: acceptance.contested },
    scenario: valueOf(map, 'scenario', fieldSchemas.scenario, ''),
    removed: map.get('removed') === true,
  };
}

/** Risks in the order of their numbers; of those that were given one number offline, the later ones get a letter. */
export function withReferences(risks: readonly (Risk & { number: number })[]): Risk[] {
  const taken = new Map<number, number>();
  return risks
    .toSorted((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1))
    .map(({ number, ...risk }) => {
      const before = taken.get(number) ?? 0;
      taken.set(number, before + 1);
      // `b` for the second, then `c`; past the alphabet the count itself.
      const letter = before === 0 ? '' : before < 26 ? String.fromCharCode(97 + before) : `-${before + 1}`;
      return { ...risk, reference: `R-${number}${letter}` };
    });
}

/** All risks, removed ones included, in the order of their numbers. */
export const readRisks = (doc: Y.Doc): Risk[] =>
  withReferences(recordIds(doc, 'risk').map((id) => readRisk(doc, id)));

/** What a new risk may begin with; all else is filled in later. */
export type RiskDraft = Partial<Pick<Risk, RiskField | 'affects' | 'controls' | 'assets' | 'inherent'>> & {
  description?: string;
  number?: number | undefined;
};

/** The numbers that risks have, removed ones included. */
const riskNumbers = (doc: Y.Doc): number[] =>
  recordIds(doc, 'risk').map((id) => valueOf(recordMap(doc, 'risk', id), 'number', numberSchema, 0));

/** Makes a risk with the next free number, or with the number that it had elsewhere where that is free. `id` is a new UUID of version 7. */
export function createRisk(doc: Y.Doc, id: string, draft: RiskDraft, author: Author): void {
  const { description = '', affects = [], controls = [], assets = [], inherent, number, ...fields } = draft;
  const taken = riskNumbers(doc);
  const isFree = v.is(numberSchema, number) && !taken.includes(number);
  const values: Record<string, unknown> = { number: isFree ? number : Math.max(0, ...taken) + 1 };
  for (const [name, value] of Object.entries(fields))
    values[name] = v.parse(fieldSchemas[name as RiskField], value);
  for (const property of affects) values[`affects:${property}`] = true;
  for (const control of controls) values[`control:${control}`] = true;
  for (const asset of assets) values[`asset:${asset}`] = true;
  if (inherent) {
    values[scoreKey('inherent', 'likelihood')] = v.parse(stepSchema, inherent.likelihood);
    values[scoreKey('inherent', 'consequence')] = v.parse(stepSchema, inherent.consequence);
  }
  edit(doc, () => {
    createRecord(doc, 'risk', id, values, author);
    if (description !== '') doc.getText(`risk/${id}/description`).insert(0, description);
  });
}

/** What a scenario of the starting library gives a new risk. Its scores are for five steps and are cut to the scales at hand. */
export function draftOfScenario(scenario: RiskScenario, criteria: RiskCriteria): RiskDraft {
  return {
    title: scenario.title,
    basis: 'scenario',
    description: `${scenario.scenario}\n\n${scenario.consequences}`,
    threat: scenario.threat,
    vulnerability: scenario.vulnerability,
    affects: [...scenario.affects],
    controls: [...scenario.controls],
    inherent: {
      likelihood: scaled(scenario.likelihood, criteria.likelihood.length),
      consequence: scaled(scenario.impact, criteria.consequence.length),
    },
    scenario: scenario.id,
  };
}

const scaled = (step: number, steps: number) => Math.round(1 + ((step - 1) / 4) * (steps - 1));

const set = (doc: Y.Doc, id: string, key: string, value: unknown) =>
  edit(doc, () => recordMap(doc, 'risk', id).set(key, value));

export const setRiskField = (doc: Y.Doc, id: string, field: RiskField, value: string): void =>
  set(doc, id, field, v.parse(fieldSchemas[field], value));

/** `step` counts from 1; 0 takes the score back. */
export const setRiskScore = (
  doc: Y.Doc,
  id: string,
  which: 'inherent' | 'residual',
  part: keyof Score,
  step: number,
): void => set(doc, id, scoreKey(which, part), v.parse(stepSchema, step));

export const setAffects = (doc: Y.Doc, id: string, property: SecurityProperty, holds: boolean): void =>
  set(doc, id, `affects:${property}`, holds);

export const linkAsset = (doc: Y.Doc, id: string, asset: string, holds: boolean): void =>
  set(doc, id, `asset:${v.parse(recordIdSchema, asset)}`, holds);

/** Sets fields of an action; one that is not there yet is made. `action` is a UUID. */
export function setAction(
  doc: Y.Doc,
  id: string,
  action: string,
  change: Partial<Omit<RiskAction, 'id'>>,
): void {
  const start = `action:${v.parse(recordIdSchema, action)}`;
  edit(doc, () => {
    const map = recordMap(doc, 'risk', id);
    for (const field of ['title', 'owner', 'due', 'done'] as const) {
      const value = change[field];
      if (value === undefined) continue;
      const schema = field === 'done' ? v.boolean() : field === 'due' ? dateSchema : lineSchema;
      map.set(`${start}:${field}`, v.parse(schema, value));
    }
  });
}

/** Marked, not emptied, so that undo and others' edits find it again. */
export const removeAction = (doc: Y.Doc, id: string, action: string): void =>
  set(doc, id, `action:${v.parse(recordIdSchema, action)}:removed`, true);

export const restoreAction = (doc: Y.Doc, id: string, action: string): void =>
  set(doc, id, `action:${v.parse(recordIdSchema, action)}:removed`, false);

export const decideTreatment = (doc: Y.Doc, id: string, value: Treatment, author: Author): void =>
  edit(doc, () => decide(recordMap(doc, 'risk', id), 'treatment', v.parse(treatmentSchema, value), author));

/** Accepts a score under a version of the criteria, or takes the acceptance back. */
export const decideAcceptance = (
  doc: Y.Doc,
  id: string,
  value: v.InferInput<typeof acceptanceSchema>,
  author: Author,
): void =>
  edit(doc, () => decide(recordMap(doc, 'risk', id), 'acceptance', v.parse(acceptanceSchema, value), author));

const criteriaMap = (doc: Y.Doc) => doc.getMap<unknown>('risk-criteria');

/**
 * The criteria in force. Where two members saved different ones at once, those that were saved last hold (by every replica's
 * reading alike) and `contested` has them all.
 */
export function readCriteria(doc: Y.Doc): { criteria: RiskCriteria; contested: Claim<RiskCriteria>[] } {
  const claims = readClaims(criteriaMap(doc), 'criteria', riskCriteriaSchema);
  const { value, contested } = decided(claims, claims.at(-1)?.value ?? defaultCriteria);
  return { criteria: value, contested };
}

/** Saves criteria under the next version, or under the later one that they carry from where they come. */
export function saveCriteria(doc: Y.Doc, criteria: RiskCriteria, author: Author): void {
  const { criteria: now, contested } = readCriteria(doc);
  const next = Math.max(now.version, ...contested.map(({ value }) => value.version)) + 1;
  const version = Math.max(next, criteria.version);
  const value = v.parse(riskCriteriaSchema, { ...criteria, version });
  edit(doc, () => decide(criteriaMap(doc), 'criteria', value, author));
}
