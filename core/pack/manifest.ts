import * as v from 'valibot';
import { exhibitIdSchema, sha256Schema } from '../evidence/exhibit.ts';
import { logHeadSchema } from '../seal/seal.ts';
import { leftOutSchema, packScopeSchema } from './pack-scope.ts';

/** What every part of a pack is made of: ASCII names without anything that a file system or a shell might take for more. */
export const packPathSchema = v.pipe(
  v.string(),
  v.maxLength(400),
  v.regex(/^(?:[A-Za-z0-9_][A-Za-z0-9._-]*\/)*[A-Za-z0-9_][A-Za-z0-9._-]*$/),
);
const name = v.pipe(v.string(), v.maxLength(2_000));

/**
 * client-zip writes the count of entries into 16 bits and adds the ZIP64 record only for size. One more than this and readers
 * would believe a wrong count.
 */
export const mostFiles = 65_535;

/** `99_Integrity/manifest.json`: the signed list of everything in the pack but what is made from the manifest itself. */
export const manifestSchema = v.strictObject({
  format: v.literal('exhibit-pack/2'),
  /** The archive's only folder at the top: `auditPackName`. */
  folder: v.pipe(v.string(), v.regex(/^AuditPack_[A-Za-z0-9-]{1,40}_\d{4}-\d{2}-\d{2}$/)),
  organization: name,
  workspaceName: name,
  /** ISO 8601, UTC; also the time of every entry of the archive. */
  generatedAt: v.pipe(v.string(), v.isoTimestamp()),
  scope: packScopeSchema,
  leftOut: v.pipe(v.array(leftOutSchema), v.maxLength(leftOutSchema.options.length)),
  /** Fingerprint of the key that signs this manifest. */
  signer: sha256Schema,
  /** In the order of the archive. */
  files: v.pipe(
    v.array(
      v.strictObject({
        path: packPathSchema,
        sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
        sha256: sha256Schema,
      }),
    ),
    v.maxLength(mostFiles),
  ),
  exhibits: v.pipe(
    v.array(
      v.strictObject({
        number: v.pipe(v.string(), v.regex(/^EV-\d{4,6}$/)),
        id: exhibitIdSchema,
        folder: packPathSchema,
        recordSha256: sha256Schema,
      }),
    ),
    v.maxLength(mostFiles),
  ),
  /** The newest seal of each device's log in this pack. */
  heads: v.pipe(v.array(logHeadSchema), v.maxLength(10_000)),
  /** RFC 6962 tree over the exhibits' record hashes (32 bytes each), in the order above. */
  exhibitsRoot: sha256Schema,
});

export type Manifest = v.InferOutput<typeof manifestSchema>;
