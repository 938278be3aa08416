import * as v from 'valibot';
import { exhibitRecordSchema, sha256Schema } from '#core/evidence/exhibit.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import type { StoredExhibit } from './database.ts';

const storedExhibitSchema = v.object({
  id: v.string(),
  record: exhibitRecordSchema,
  recordSha256: sha256Schema,
  receivedAt: v.pipe(v.string(), v.isoTimestamp()),
  seal: v.optional(sha256Schema),
  arrival: v.optional(sha256Schema),
  discardedAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});

/** The stored row as an exhibit; undefined when the row is damaged or of a format that this version does not know. */
export function parseStoredExhibit(row: unknown): StoredExhibit | undefined {
  const parsed = v.safeParse(storedExhibitSchema, row);
  if (!parsed.success || parsed.output.id !== parsed.output.record.id) return undefined;
  const { discardedAt, seal, arrival, ...exhibit } = parsed.output;
  return {
    ...exhibit,
    ...(seal !== undefined && { seal }),
    ...(arrival !== undefined && { arrival }),
    ...(discardedAt !== undefined && { discardedAt }),
  };
}

/** What must not change of a stored exhibit beside its record, as one hash. It is no signature: it shows damage, not who did it. */
export const arrivalSha256 = ({
  id,
  recordSha256,
  receivedAt,
  seal,
}: Pick<StoredExhibit, 'id' | 'recordSha256' | 'receivedAt' | 'seal'>): Promise<string> =>
  sha256Hex(canonicalJson({ id, recordSha256, receivedAt, seal: seal ?? null }));

export type ExhibitPage = {
  exhibits: StoredExhibit[];
  /** Ids of rows on this page that cannot be read. They are kept; show that they are there. */
  unreadable: string[];
};

export function rowsToPage(rows: unknown[]): ExhibitPage {
  const page: ExhibitPage = { exhibits: [], unreadable: [] };
  for (const row of rows) {
    const exhibit = parseStoredExhibit(row);
    if (exhibit) page.exhibits.push(exhibit);
    else page.unreadable.push(String((row as { id?: unknown } | null)?.id));
  }
  return page;
}
