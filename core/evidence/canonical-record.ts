import { sha256Hex, type Bytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { ExhibitRecord } from './exhibit.ts';

/**
 * The bytes of an exhibit's record as they are hashed, handed over and stored as `record.json`: canonical JSON (RFC 8785) in
 * UTF-8. Absent optional values are left out, so a record read back from these bytes gives the same bytes again.
 */
export const canonicalRecord = (record: ExhibitRecord): Bytes => canonicalJson(record);

/** SHA-256 of the canonical record, 64 lower-case hexadecimal characters. */
export const canonicalRecordSha256 = (record: ExhibitRecord): Promise<string> =>
  sha256Hex(canonicalRecord(record));
