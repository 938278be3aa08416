/**
 * Frozen versions of the Statement of Applicability and of what it rests on. A version is what its rows, clauses 4 to 10, the risks
 * with their criteria and actions, the lean registers and the cover said when somebody froze them, with number, reason and approver, as
 * canonical JSON (RFC 8785); its name is the SHA-256 of those bytes. Versions of the form `/1` hold the rows alone, those of the form
 * `/2` rows and registers; those before `/4` know no custom controls. None ever changes: whoever edits works towards the next one. Numbers are not reused; `previous` names the
 * version before, so that none can be taken out unseen.
 */
import * as v from 'valibot';
import { controlIdSchema, isCustomId } from '../catalogue/control.ts';
import { nameOfRow } from '../catalogue/control-name.ts';
import { controls } from '../catalogue/controls.ts';
import { referenceSchema, type CustomControl } from '../catalogue/custom-control.ts';
import { exhibitIdSchema } from '../evidence/exhibit.ts';
import { bytesToText, sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { FrozenRegisters, RegisterState } from '../risks/register-state.ts';
import { frozenRegisters, frozenRegistersSchema } from '../risks/register-state.ts';
import type { Result } from '../shared/result.ts';
import { failure, ok } from '../shared/result.ts';
import type { ClauseEntry } from './clause-entry.ts';
import { frozenClause, frozenClausesSchema, isClauseContested, thawedClause } from './frozen-clause.ts';
import type { IsmsFacts } from './isms-facts.ts';
import type { SoaEntry } from './soa-entry.ts';
import {
  applicabilitySchema,
  implementationStatusSchema,
  inclusionReasonSchema,
  maturitySchema,
} from './soa-entry.ts';

const line = v.pipe(v.string(), v.maxLength(500));
const prose = v.pipe(v.string(), v.maxLength(200_000));
const date = v.union([v.literal(''), v.pipe(v.string(), v.isoDate())]);
const id = v.pipe(v.string(), v.maxLength(100));
const reasons = v.pipe(v.array(inclusionReasonSchema), v.maxLength(4));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const several = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(5_000));

const frozenEntrySchema = v.strictObject({
  control: controlIdSchema,
  /** What the control is, where it is not one of Annex A. */
  custom: v.optional(
    v.strictObject({
      reference: referenceSchema,
      title: line,
      source: line,
      description: prose,
    }),
  ),
  applicability: applicabilitySchema,
  reasons,
  derivedReasons: reasons,
  risks: several(v.strictObject({ id, reference: line, title: line, open: v.boolean() })),
  obligations: several(v.strictObject({ id, name: line, reason: v.picklist(['legal', 'contractual']) })),
  provider: v.optional(v.strictObject({ id, name: line, report: line, reportDate: date })),
  justification: prose,
  status: implementationStatusSchema,
  plannedFor: date,
  implementation: prose,
  maturity: maturitySchema,
  owner: line,
  reviewer: line,
  lastReview: date,
  remarks: prose,
  exhibits: several(exhibitIdSchema),
});

/** The 93 once each, in the order of Annex A. */
const isAnnexInOrder = (entries: readonly { control: string }[]) =>
  entries.length >= controls.length &&
  controls.every(({ id: control }, at) => control === entries[at]?.control);

/** Custom controls alone, each once, with what it is. */
const areCustom = (entries: readonly { control: string; custom?: unknown }[]) =>
  new Set(entries.map(({ control }) => control)).size === entries.length &&
  entries.every(({ control, custom }) => isCustomId(control) && custom !== undefined);

const annexEntriesSchema = v.pipe(
  v.array(frozenEntrySchema),
  v.length(controls.length),
  v.check((entries) => isAnnexInOrder(entries)),
);

/** The 93 in the order of Annex A, then custom controls. */
const entriesSchema = v.pipe(
  v.array(frozenEntrySchema),
  v.maxLength(controls.length + 5_000),
  v.check((entries) => isAnnexInOrder(entries) && areCustom(entries.slice(controls.length))),
);

const versionEntries = {
  standard: v.literal('ISO/IEC 27001:2022'),
  organization: line,
  number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  reason: v.pipe(line, v.nonEmpty()),
  approver: v.pipe(line, v.nonEmpty()),
  /** Who froze it, and when (ISO 8601, UTC). */
  frozenBy: line,
  frozenAt: v.pipe(v.string(), v.isoTimestamp()),
  /** SHA-256 of the version that was the newest then; empty for the first. */
  previous: v.union([v.literal(''), sha256]),
  entries: annexEntriesSchema,
  /** The exhibits that were on the device, by id, with the SHA-256 of their records. */
  exhibits: several(v.strictObject({ id: exhibitIdSchema, recordSha256: sha256 })),
};

const wholeEntries = {
  ...versionEntries,
  registers: frozenRegistersSchema,
  clauses: frozenClausesSchema,
  scope: prose,
  /** Who approves as a rule; `approver` is who did. */
  usualApprover: line,
};

export const soaVersionSchema = v.variant('format', [
  v.strictObject({ format: v.literal('exhibit-soa-version/1'), ...versionEntries }),
  v.strictObject({
    format: v.literal('exhibit-soa-version/2'),
    ...versionEntries,
    registers: frozenRegistersSchema,
  }),
  v.strictObject({ format: v.literal('exhibit-soa-version/3'), ...wholeEntries }),
  v.strictObject({ format: v.literal('exhibit-soa-version/4'), ...wholeEntries, entries: entriesSchema }),
]);

export type FrozenEntry = v.InferOutput<typeof frozenEntrySchema>;
export type SoaVersion = v.InferOutput<typeof soaVersionSchema>;

/** The registers as they were frozen; undefined in a version that holds none. */
export const registersOf = (version: SoaVersion): FrozenRegisters | undefined =>
  version.format === 'exhibit-soa-version/1' ? undefined : version.registers;

type WholeVersion = Extract<SoaVersion, { clauses: unknown }>;
const isWhole = (version: SoaVersion): version is WholeVersion => 'clauses' in version;

/** How far clauses 4 to 10 were met; undefined in a version that does not hold it. */
export const clausesOf = (version: SoaVersion): ClauseEntry[] | undefined =>
  isWhole(version) ? version.clauses.map(thawedClause) : undefined;

/** What stood on the cover; undefined in a version that holds the organisation's name alone. */
export const ismsOf = (version: SoaVersion): IsmsFacts | undefined =>
  isWhole(version)
    ? { organization: version.organization, approver: version.usualApprover, scope: version.scope }
    : undefined;

/** Longer versions are not read, so none is made. */
export const mostVersionCharacters = 8_000_000;

/** A version and its bytes: `text` is the canonical JSON, `sha256` the hash of it in UTF-8. */
export type FrozenSoa = { sha256: string; text: string; version: SoaVersion };

/** Why a version cannot be frozen. */
export type FreezeRefusal =
  | { kind: 'reason-missing' }
  | { kind: 'approver-missing' }
  /** Members decided differently at once, in these controls, clauses and risks: what is contested was approved by nobody. */
  | { kind: 'contested'; where: string[] }
  | { kind: 'criteria-contested' }
  | { kind: 'too-large' };

const isContested = ({ contested }: SoaEntry) =>
  contested.applicability.length > 0 || contested.status.length > 0;

/** The row as it is frozen: all but what is contested, which a version does not have. */
export function frozenEntry({ contested: _contested, provider, custom, ...entry }: SoaEntry): FrozenEntry {
  return { ...entry, ...(provider && { provider }), ...(custom && { custom: frozenCustom(custom) }) };
}

const frozenCustom = ({ reference, title, source, description }: CustomControl) => ({
  reference,
  title,
  source,
  description,
});

const customOf = ({ control, custom }: FrozenEntry): CustomControl | undefined =>
  custom && isCustomId(control) ? { id: control, ...custom } : undefined;

/** The custom controls of a version, in the order of its rows. */
export const customControlsOf = ({ entries }: SoaVersion): CustomControl[] =>
  entries.flatMap((entry) => customOf(entry) ?? []);

/** The row as screens and exports need it. */
export const thawedEntry = (frozen: FrozenEntry): SoaEntry => ({
  ...frozen,
  custom: customOf(frozen),
  provider: frozen.provider,
  contested: { applicability: [], status: [] },
});

const isRiskContested = ({ contested }: RegisterState['risks'][number]) =>
  contested.treatment.length > 0 || contested.acceptance.length > 0;

export type FreezeInput = Pick<
  SoaVersion,
  'number' | 'reason' | 'approver' | 'frozenBy' | 'frozenAt' | 'previous' | 'exhibits'
> & {
  isms: IsmsFacts;
  /** Each of the 93 once, in the order of Annex A, then custom controls. */
  entries: readonly SoaEntry[];
  /** Each part of clauses 4 to 10 once, in order. */
  clauses: readonly ClauseEntry[];
  /** `contestedCriteria`: whether members saved different criteria at once. */
  registers: RegisterState & { contestedCriteria: readonly unknown[] };
};

/** Freezes rows, clauses, registers and cover. Throws where a value does not fit the form. */
export async function freezeSoa({ isms, ...input }: FreezeInput): Promise<Result<FrozenSoa, FreezeRefusal>> {
  if (input.reason.trim() === '') return failure({ kind: 'reason-missing' });
  if (input.approver.trim() === '') return failure({ kind: 'approver-missing' });
  const where = [
    ...input.entries.filter(isContested).map((entry) => nameOfRow(entry).reference),
    ...input.clauses.filter(isClauseContested).map(({ clause }) => clause),
    ...input.registers.risks.filter(isRiskContested).map(({ reference }) => reference),
  ];
  if (where.length > 0) return failure({ kind: 'contested', where });
  if (input.registers.contestedCriteria.length > 0) return failure({ kind: 'criteria-contested' });
  const version = v.parse(soaVersionSchema, {
    ...input,
    format: 'exhibit-soa-version/4',
    standard: 'ISO/IEC 27001:2022',
    reason: input.reason.trim(),
    approver: input.approver.trim(),
    organization: isms.organization,
    scope: isms.scope,
    usualApprover: isms.approver,
    clauses: input.clauses.map(frozenClause),
    entries: input.entries.map(frozenEntry),
    registers: frozenRegisters(input.registers),
  });
  const bytes = canonicalJson(version);
  const text = bytesToText(bytes);
  if (text.length > mostVersionCharacters) return failure({ kind: 'too-large' });
  return ok({ sha256: await sha256Hex(bytes), text, version });
}

/** Reads a version's canonical text; undefined when it is none. Whether it has the hash of its name is for `isIntact` to say. */
export function parseSoaVersion(text: string): SoaVersion | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(soaVersionSchema, json);
  return parsed.success ? parsed.output : undefined;
}

/** Whether the bytes are canonical and have the hash under which the version is known. */
export async function isIntact({ sha256: name, text, version }: FrozenSoa): Promise<boolean> {
  const bytes = canonicalJson(version);
  return bytesToText(bytes) === text && (await sha256Hex(bytes)) === name;
}

const order = ({ version, sha256: name }: FrozenSoa) =>
  `${String(version.number).padStart(8, '0')}|${version.frozenAt}|${name}`;

/** Versions by number, oldest first. Of those that got one number offline, the later ones bear a letter: `3`, `3b`. */
export function labelledVersions<Version extends FrozenSoa>(
  versions: readonly Version[],
): (Version & { label: string })[] {
  const sorted = versions.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return sorted.map((one, at) => {
    const same = sorted.slice(0, at).filter(({ version }) => version.number === one.version.number).length;
    // Beyond z a number says it as well; nobody freezes 26 times at once.
    const letter = same === 0 ? '' : same < 26 ? String.fromCharCode(97 + same) : `-${same}`;
    return { ...one, label: `${one.version.number}${letter}` };
  });
}

/** The number that comes next; numbers are never given twice on one device. */
export const nextNumber = (versions: readonly FrozenSoa[]): number =>
  1 + Math.max(0, ...versions.map(({ version }) => version.number));
