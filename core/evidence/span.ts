import * as v from 'valibot';

const offset = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A run of characters in a text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export const spanSchema = v.object({ start: offset, end: offset });
export type Span = v.InferOutput<typeof spanSchema>;
