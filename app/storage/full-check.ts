/** When this device last compared all that it stores, every file's bytes included, with what was sealed. */
import * as v from 'valibot';
import type { AppDatabase } from './database.ts';

const fullCheckSchema = v.object({
  /** When it began; ISO 8601, UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** The build of the app that made it: another one may look closer, or have brought a damaged store along. */
  app: v.string(),
  /** Whether every file was as it was sealed. */
  good: v.boolean(),
});
type FullCheck = v.InferOutput<typeof fullCheckSchema>;

const settingName = 'fullStoreCheck';
const everyMs = 24 * 60 * 60_000;

/** Undefined before the first, and for what is damaged. Rejects when the storage cannot be read. */
export async function readFullCheck(db: AppDatabase): Promise<FullCheck | undefined> {
  const stored = v.safeParse(fullCheckSchema, (await db.settings.get(settingName))?.value);
  return stored.success ? stored.output : undefined;
}

export async function keepFullCheck(db: AppDatabase, check: FullCheck): Promise<void> {
  await db.settings.put({ name: settingName, value: check });
}

/**
 * Whether all files should be read again: once a day, after an update of the app, and while something is wrong with one, which only
 * reading can tell. A clock that was set back makes it due as well.
 */
export function isFullCheckDue(last: FullCheck | undefined, app: string, now: Date): boolean {
  if (!last?.good || last.app !== app) return true;
  const age = now.getTime() - Date.parse(last.at);
  return age < 0 || age >= everyMs;
}
