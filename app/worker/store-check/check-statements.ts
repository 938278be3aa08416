import type { Device } from '#core/seal/device-roster.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { statementIn, verifyStatement } from '#core/signing/statement.ts';
import type { StoreFinding } from '../../services/store-finding.ts';
import type { AppDatabase } from '../../storage/database.ts';

/** Each statement of this device that does not hold for the content that is stored with it. */
export async function checkStatements(
  db: AppDatabase,
  devices: ReadonlyMap<string, Device>,
): Promise<StoreFinding[]> {
  const findings: StoreFinding[] = [];
  for (const { line, content } of await db.statements.toArray()) {
    const sha256 = await Promise.resolve()
      .then(() => sha256Hex(canonicalJson(content)))
      .catch(() => '');
    const verified = await verifyStatement(String(line), () => sha256, devices);
    if (verified.ok) continue;
    const statement = await statementIn(String(line));
    findings.push({ kind: 'statement-changed', subject: statement?.subject ?? '' });
  }
  return findings;
}
