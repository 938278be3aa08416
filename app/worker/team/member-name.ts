import type { AppDatabase } from '../../storage/database.ts';

/** This member's name as the settings have it; empty until it was entered. */
export async function memberNameOf(db: AppDatabase): Promise<string> {
  const value = (await db.settings.get('memberName'))?.value;
  return typeof value === 'string' ? value.slice(0, 200) : '';
}
