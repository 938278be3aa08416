/**
 * Decisions that merge with meaning: a multi-value register in the flat keys of a Yjs map.
 *
 * A decision about `status` is one entry under a key of its own, `status@<replica>.<clock>`, both in base 36; the clock is the
 * replica's own in Yjs, so no key is used twice. Deciding deletes the entries that are there and adds one. Yjs deletes what the
 * decider has seen and nothing else, so that decisions made without knowing of each other survive side by side: the field is
 * contested until somebody decides having seen them all.
 *
 * `seen` in an entry counts, for each replica, the newest of its entries that went before. An entry that another one has seen is
 * out of date even where it comes back, as it does when its successor is undone while somebody else had decided meanwhile.
 *
 * A plain value under the bare key `status` is what versions before this one wrote; it counts as an entry by nobody known.
 */
import * as v from 'valibot';
import * as Y from 'yjs';
import type { Author, Claim } from '../shared/claim.ts';

const name = v.pipe(v.string(), v.maxLength(500));
const instant = v.union([v.literal(''), v.pipe(v.string(), v.isoTimestamp())]);
export const authorSchema = v.object({ by: name, at: instant });

// Yjs numbers its replicas with 32 bits. Eight letters at most, so that no key of `seen` is a name that every object has.
const numberText = v.pipe(v.string(), v.regex(/^[0-9a-z]{1,8}$/));
const clock = v.pipe(v.number(), v.integer(), v.minValue(0));
const entrySchema = v.object({
  ...authorSchema.entries,
  value: v.unknown(),
  seen: v.record(numberText, clock),
});
const keyPattern = /^([0-9a-z]{1,8})\.([0-9a-z]{1,11})$/;

type Entry = v.InferOutput<typeof entrySchema> & { replica: string; clock: number };

function entriesOf(map: Y.Map<unknown>, field: string): Entry[] {
  const entries: Entry[] = [];
  const start = `${field}@`;
  for (const [key, value] of map) {
    if (!key.startsWith(start)) continue;
    const [, replica, at] = keyPattern.exec(key.slice(start.length)) ?? [];
    const entry = v.safeParse(entrySchema, value);
    if (replica === undefined || at === undefined || !entry.success) continue;
    entries.push({ ...entry.output, replica, clock: Number.parseInt(at, 36) });
  }
  return entries;
}

const hasSeen = (later: Entry, earlier: Entry) =>
  later !== earlier && (later.seen[earlier.replica] ?? -1) >= earlier.clock;

/** Entries that no other one replaced. Where a forged ring of entries leaves none, all stand: nothing is hidden. */
function standing(entries: readonly Entry[]): readonly Entry[] {
  const left = entries.filter((entry) => !entries.some((other) => hasSeen(other, entry)));
  return left.length > 0 ? left : entries;
}

/**
 * What members have decided about the field: nothing, one claim, or several of which none knew of the others, oldest first.
 * Values that do not fit the schema count as not there.
 */
export function readClaims<Value>(
  map: Y.Map<unknown>,
  field: string,
  schema: v.GenericSchema<unknown, Value>,
): Claim<Value>[] {
  const plain = map.has(field) ? [{ by: '', at: '', value: map.get(field) }] : [];
  return [...plain, ...standing(entriesOf(map, field))]
    .flatMap(({ by, at, value }) => {
      const parsed = v.safeParse(schema, value);
      return parsed.success ? [{ value: parsed.output, by, at }] : [];
    })
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = (claim: Claim<unknown>) => `${claim.at}|${claim.by}|${JSON.stringify(claim.value)}`;

/**
 * The field as screens and rules need it. While claims differ, `value` is `otherwise` (nobody has decided for all) and
 * `contested` holds them; it is empty when all agree.
 */
export function decided<Value>(
  claims: Claim<Value>[],
  otherwise: Value,
): { value: Value; by: Author | undefined; contested: Claim<Value>[] } {
  const [first] = claims;
  if (!first) return { value: otherwise, by: undefined, contested: [] };
  const same = claims.every(({ value }) => JSON.stringify(value) === JSON.stringify(first.value));
  return same
    ? { value: first.value, by: { by: first.by, at: first.at }, contested: [] }
    : { value: otherwise, by: undefined, contested: claims };
}

/**
 * Writes a decision that takes all that is visible here into account. Must run inside a transaction. The same value again changes
 * nothing, so it is no contest either.
 */
export function decide(map: Y.Map<unknown>, field: string, value: unknown, author: Author): void {
  const { doc } = map;
  if (!doc) throw new Error(`decide: the map of ${field} is in no document`);
  const now = readClaims(map, field, v.unknown());
  if (now.length > 0 && now.every((claim) => JSON.stringify(claim.value) === JSON.stringify(value))) return;
  const seen: Record<string, number> = {};
  for (const entry of entriesOf(map, field)) {
    for (const [replica, at] of [...Object.entries(entry.seen), [entry.replica, entry.clock] as const])
      seen[replica] = Math.max(seen[replica] ?? 0, at);
  }
  // Also what could not be read goes: this decision is meant to be the only one.
  for (const key of Array.from(map.keys())) if (key === field || key.startsWith(`${field}@`)) map.delete(key);
  const at = Y.getState(doc.store, doc.clientID);
  map.set(`${field}@${doc.clientID.toString(36)}.${at.toString(36)}`, {
    value,
    ...v.parse(authorSchema, author),
    seen,
  });
}
