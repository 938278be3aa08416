/** The exhibits and their files, as they are stored now, against what came and what was sealed. */
import { canonicalRecordSha256 } from '#core/evidence/canonical-record.ts';
import type { ExhibitFile, ExhibitRecord } from '#core/evidence/exhibit.ts';
import type { CheckedSeal } from '#core/seal/seal.ts';
import { sha256Hex } from '#core/shared/bytes.ts';
import type { StoreFinding } from '../../services/store-finding.ts';
import type { AppDatabase, StoredExhibit } from '../../storage/database.ts';
import { arrivalSha256, parseStoredExhibit } from '../../storage/stored-exhibit.ts';

type SealsByExhibit = ReadonlyMap<string, readonly CheckedSeal[]>;

const titleOf = ({ provenance }: ExhibitRecord): string => provenance.title || provenance.url;

/** Of what is stored, fields included that this version does not know; undefined for what JSON cannot carry. */
const sha256OfRecord = (record: ExhibitRecord): Promise<string | undefined> =>
  canonicalRecordSha256(record).catch(() => undefined);

function sealFinding(
  exhibit: StoredExhibit,
  seals: readonly CheckedSeal[],
): 'seal-gone' | 'seal-differs' | undefined {
  if (exhibit.seal !== undefined && !seals.some(({ sha256 }) => sha256 === exhibit.seal)) return 'seal-gone';
  const isSealed = seals.some(({ recordSha256 }) => recordSha256 === exhibit.recordSha256);
  return seals.length > 0 && !isSealed ? 'seal-differs' : undefined;
}

/** What is wrong with an exhibit beside its files, and the exhibit where it can be read. */
async function checkRow(
  row: StoredExhibit,
  seals: SealsByExhibit,
): Promise<{ findings: StoreFinding[]; exhibit?: StoredExhibit }> {
  const exhibit = parseStoredExhibit(row);
  if (!exhibit) return { findings: [{ kind: 'record-unreadable', exhibit: String(row.id), title: '' }] };
  const named = { exhibit: exhibit.id, title: titleOf(exhibit.record) };
  const findings: StoreFinding[] = [];
  // Not of what was parsed: a field that was added is a change as well.
  if ((await sha256OfRecord(row.record)) !== exhibit.recordSha256)
    findings.push({ kind: 'record-changed', ...named });
  // Both came with one version of the app, so a seal that was noted has an arrival beside it.
  const isNoted = exhibit.arrival !== undefined || exhibit.seal !== undefined;
  if (isNoted && (await arrivalSha256(exhibit)) !== exhibit.arrival)
    findings.push({ kind: 'arrival-changed', ...named });
  const kind = sealFinding(exhibit, seals.get(exhibit.id) ?? []);
  if (kind) findings.push({ kind, ...named });
  return { findings, exhibit };
}

/** Checks each record against its hash and its seal. Rejects when the storage cannot be read. */
export async function checkRecords(
  db: AppDatabase,
  ids: readonly string[],
  seals: SealsByExhibit,
): Promise<{ findings: StoreFinding[]; exhibits: StoredExhibit[] }> {
  const findings: StoreFinding[] = [];
  const exhibits: StoredExhibit[] = [];
  for (const id of ids) {
    const row = await db.exhibits.get(id);
    if (!row) continue;
    const checked = await checkRow(row, seals);
    findings.push(...checked.findings);
    if (checked.exhibit) exhibits.push(checked.exhibit);
  }
  return { findings, exhibits };
}

type Use = { file: ExhibitFile; exhibit: StoredExhibit };

/** Whether the stored file is what these records say of it. */
async function faultOfFile(
  db: AppDatabase,
  sha256: string,
  uses: readonly Use[],
): Promise<'file-missing' | 'file-changed' | undefined> {
  const stored = await db.files.get(sha256);
  if (!stored) return 'file-missing';
  const isDescribed = uses.some(
    ({ file }) => file.mediaType === stored.mediaType && file.sizeBytes === stored.sizeBytes,
  );
  if (!isDescribed || stored.content.size !== stored.sizeBytes) return 'file-changed';
  // A blob whose bytes are gone from the disk cannot be read.
  const bytes = await stored.content.arrayBuffer().catch(() => undefined);
  const found = bytes && (await sha256Hex(new Uint8Array(bytes)));
  // The collector would let hundreds of megabytes wait.
  bytes?.transfer(0);
  return found === sha256 ? undefined : 'file-changed';
}

/** Reads each file once and checks it against its SHA-256, one after the other: one file's bytes are held at a time. */
export async function checkFiles(
  db: AppDatabase,
  exhibits: readonly StoredExhibit[],
  onProgress: (doneBytes: number, totalBytes: number) => void,
): Promise<StoreFinding[]> {
  const uses = Map.groupBy(
    exhibits.flatMap((exhibit) => exhibit.record.files.map((file): Use => ({ file, exhibit }))),
    ({ file }) => file.sha256,
  );
  const sizeOf = (of: readonly Use[]) => of[0]?.file.sizeBytes ?? 0;
  const totalBytes = [...uses.values()].reduce((sum, of) => sum + sizeOf(of), 0);
  const findings: StoreFinding[] = [];
  let doneBytes = 0;
  for (const [sha256, of] of uses) {
    onProgress(doneBytes, totalBytes);
    const kind = await faultOfFile(db, sha256, of);
    if (kind)
      for (const { file, exhibit } of of)
        findings.push({ kind, role: file.role, exhibit: exhibit.id, title: titleOf(exhibit.record) });
    doneBytes += sizeOf(of);
  }
  onProgress(totalBytes, totalBytes);
  return findings;
}
