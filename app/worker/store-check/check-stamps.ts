/** The timestamps over seals, and the statements that were signed here, as they are stored now. */
import * as v from 'valibot';
import { pemBlocks } from '#core/crypto/pem.ts';
import type { Device } from '#core/seal/device-roster.ts';
import { parseSeal } from '#core/seal/seal.ts';
import { base64ToBytes, sha256Hex, textToBytes } from '#core/shared/bytes.ts';
import { canonicalJson } from '#core/shared/canonical-json.ts';
import { statementIn, verifyStatement } from '#core/signing/statement.ts';
import { queuedStampSchema, type QueuedStamp } from '#core/timestamp/stamp-queue.ts';
import type { StoreFinding } from '../../services/store-finding.ts';
import type { AppDatabase, StoredExhibit } from '../../storage/database.ts';
import { nameOfDevice } from './check-logs.ts';

type Stamped = Extract<QueuedStamp, { state: 'stamped' }>;

/** Whether the token is over this line, answers its request, and leads to the root that it came with; the certificates' own times count. */
async function holds({ request, response, chainPem, at }: Stamped, line: string): Promise<boolean> {
  // Large, and needed only where there are stamps.
  const [{ nonceOfRequest }, { verifyStampResponse }] = await Promise.all([
    import('#core/timestamp/stamp-request.ts'),
    import('#core/timestamp/stamp-response.ts'),
  ]);
  const data = textToBytes(line);
  const nonce = await nonceOfRequest(base64ToBytes(request), data);
  if (!nonce) return false;
  const roots = pemBlocks(chainPem, 'CERTIFICATE').slice(-1);
  const verified = await verifyStampResponse(base64ToBytes(response), { data, nonce }, roots);
  return verified.ok && verified.value.at === at;
}

/** Each stamp that is not over its seal. */
export async function checkStamps(
  db: AppDatabase,
  exhibits: readonly StoredExhibit[],
  devices: ReadonlyMap<string, Device>,
): Promise<StoreFinding[]> {
  const titles = new Map(exhibits.map(({ id, record }) => [id, record.provenance.title]));
  const findings: StoreFinding[] = [];
  for (const row of await db.stamps.toArray()) {
    const queued = v.safeParse(queuedStampSchema, row);
    if (queued.success && queued.output.state !== 'stamped') continue;
    const stored = await db.seals.get(String(row.subject));
    const seal = stored && (await parseSeal(stored.line));
    if (queued.success && queued.output.state === 'stamped' && stored && seal?.sha256 === row.subject)
      if (await holds(queued.output, stored.line)) continue;
    const { device = '', sequence = 0, exhibit = '' } = seal ?? {};
    findings.push({
      kind: 'stamp-changed',
      device: nameOfDevice(device, devices.get(device)),
      sequence,
      exhibit,
      title: titles.get(exhibit) ?? '',
    });
  }
  return findings;
}

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
