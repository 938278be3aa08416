/** Everything that was sealed or signed and is stored in this browser, checked anew: bytes, records, seals, logs, timestamps. */
import type { StoreFinding } from '../../services/store-finding.ts';
import type { AppDatabase } from '../../storage/database.ts';
import { checkFiles, checkRecords } from './check-exhibits.ts';
import { checkLogs } from './check-logs.ts';
import { checkStamps, checkStatements } from './check-stamps.ts';

export type StoreCheckWish = {
  /** Whether the bytes of the files are read as well, which takes as long as reading them all. */
  files: boolean;
  onProgress?: (doneBytes: number, totalBytes: number) => void;
};

/**
 * What is not as it was sealed, signed or stored; empty where all is. It finds what was changed, not what was taken away without a
 * trace: an exhibit deleted together with its seal, with the note of the newest seal set back, was never here for all that this browser
 * knows (docs/decisions/0029). Rejects when the storage cannot be read.
 */
export async function checkStore(
  db: AppDatabase,
  { files, onProgress = () => undefined }: StoreCheckWish,
): Promise<{ findings: StoreFinding[]; exhibits: number }> {
  // Before the logs: an exhibit that comes meanwhile is not asked for a seal that was not read.
  const ids = await db.exhibits.toCollection().primaryKeys();
  const logs = await checkLogs(db);
  const records = await checkRecords(db, ids, logs.byExhibit);
  const findings = [
    ...records.findings,
    ...logs.findings,
    ...(await checkStamps(db, records.exhibits, logs.devices)),
    ...(await checkStatements(db, logs.devices)),
  ];
  if (files) findings.push(...(await checkFiles(db, records.exhibits, onProgress)));
  return { findings, exhibits: records.exhibits.length };
}
