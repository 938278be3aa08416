import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const line = v.pipe(v.string(), v.maxLength(300));

/** A record names so many changes; `differing` counts them all. */
export const maxChanges = 50;

/**
 * What came of reloading a page past the cache and capturing it again: a text that somebody had edited in the page before the first
 * take is gone in the second one. Times that go on by themselves are not compared.
 */
export const doubleTakeSchema = v.object({
  /** Id of the exhibit or clip that is the first take. */
  earlier: v.pipe(v.string(), v.maxLength(100)),
  /** When that was taken; ISO 8601, UTC. */
  earlierAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Lines of the first take that were compared. */
  lines: count,
  /** Lines that differ. */
  differing: count,
  /** Empty on the side where the line does not exist. */
  changes: v.pipe(v.array(v.object({ before: line, after: line })), v.maxLength(maxChanges)),
});

export type DoubleTake = v.InferOutput<typeof doubleTakeSchema>;
