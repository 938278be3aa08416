/** The timestamp authorities that were chosen in this browser. */
import * as v from 'valibot';
import { pemBlocks } from '#core/crypto/pem.ts';
import type { AppDatabase } from './database.ts';

const authoritySchema = v.object({
  url: v.pipe(v.string(), v.url(), v.regex(/^https?:/), v.maxLength(2_000)),
  /** The certificates that are trusted for it, PEM. */
  rootPem: v.pipe(
    v.string(),
    v.maxLength(20_000),
    v.check((text) => pemBlocks(text, 'CERTIFICATE').length > 0),
  ),
});
export const authoritiesSchema = v.pipe(v.array(authoritySchema), v.maxLength(5));
export type StampAuthority = v.InferOutput<typeof authoritySchema>;

export const authoritiesName = 'stampAuthorities';

/** In the order in which they are asked; undefined when none were ever chosen. Rejects when the storage cannot be read. */
export async function storedAuthorities(db: AppDatabase): Promise<readonly StampAuthority[] | undefined> {
  const stored = v.safeParse(authoritiesSchema, (await db.settings.get(authoritiesName))?.value);
  return stored.success ? stored.output : undefined;
}
