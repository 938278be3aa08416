/** Which exhibits a pack holds and what it leaves out of them, as its manifest says. */
import * as v from 'valibot';
import { controlGroups } from '../catalogue/control.ts';
import { sha256Schema } from '../evidence/exhibit.ts';

/** One archive holds no more files than this, so no set is larger. */
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000));
const day = v.pipe(v.string(), v.isoDate());
/** Letters without marks of their own: what is hashed must be typed again by anybody. */
export const seedSchema = v.pipe(v.string(), v.regex(/^[ -~]{1,200}$/));

/** The audited set that a customer's exhibits belong to: the pack that the auditor saw, and the root in its manifest. */
const auditedSchema = v.strictObject({
  /** `exhibitsRoot` of that pack's manifest. */
  root: sha256Schema,
  count,
  manifestSha256: sha256Schema,
  generatedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type Audited = v.InferOutput<typeof auditedSchema>;

/**
 * `window`: captured on these days or between them, in UTC. `theme`: linked to a control of the theme,
 * or with `custom` to a custom control. `sample`: drawn from all, see
 * `core/sampling`. `selection`: chosen by hand; with `audited`, each is proved to belong to that set.
 */
export const packScopeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('window'), from: day, to: day }),
  v.strictObject({ kind: v.literal('theme'), theme: v.picklist(controlGroups.map(({ id }) => id)) }),
  v.strictObject({ kind: v.literal('sample'), size: count, seed: seedSchema }),
  v.strictObject({ kind: v.literal('selection'), audited: v.optional(auditedSchema) }),
]);
export type PackScope = v.InferOutput<typeof packScopeSchema>;

/**
 * `originals`: pictures and files as captured. `texts`: what the page said, in files and records. `names`: people, in records and rows;
 * risks and statements go with them. `risks`: the register. `statements`: what people signed.
 */
export const leftOutSchema = v.picklist(['originals', 'texts', 'names', 'risks', 'statements']);
export type LeftOut = v.InferOutput<typeof leftOutSchema>;

/** In one order, once each, with what a part takes along. */
export function allLeftOut(wanted: readonly LeftOut[]): LeftOut[] {
  const parts = new Set<LeftOut>(wanted.includes('names') ? [...wanted, 'risks', 'statements'] : wanted);
  return leftOutSchema.options.filter((part) => parts.has(part));
}

/** The scope in words, for index, read-me and viewer. */
export function scopeText(scope: PackScope): string {
  switch (scope.kind) {
    case 'all':
      return 'All exhibits';
    case 'window':
      return `Captured from ${scope.from} to ${scope.to} (UTC)`;
    case 'theme': {
      if (scope.theme === 'custom') return 'Linked to custom controls';
      const theme = controlGroups.find(({ id }) => id === scope.theme);
      return `Linked to controls of ${theme?.clause} ${theme?.title}`;
    }
    case 'sample':
      return `Sample of ${scope.size}, stratified by theme, seed "${scope.seed}"`;
    case 'selection':
      return scope.audited
        ? `Selection from an audited set of ${scope.audited.count}, root ${scope.audited.root}`
        : 'Selection by hand';
  }
}

const leftOutWords: Record<LeftOut, string> = {
  originals: 'pictures and original files',
  texts: 'texts of pages',
  names: 'names of people',
  risks: 'risk register',
  statements: 'signed statements',
};

/** What is left out in words; empty where nothing is. */
export const leftOutText = (parts: readonly LeftOut[]): string =>
  parts.map((part) => leftOutWords[part]).join(', ');
