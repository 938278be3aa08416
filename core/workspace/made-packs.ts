/**
 * The audit packs that members made, in the map `packs`: when and by whom, under the SHA-256 of the manifest. A reply names that hash,
 * so every replica can tell whether it answers a pack of this workspace. Where the pack holds a whole set, its record hashes stand in
 * the map `pack-sets` under the root of their tree, so that any member can prove later that an exhibit belonged to it.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import { sha256Schema } from '../evidence/exhibit.ts';
import type { Manifest } from '../pack/manifest.ts';
import { bytesToHex, hexToBytes } from '../shared/bytes.ts';
import type { Author } from '../shared/claim.ts';
import { authorSchema } from './decision.ts';
import { markSchema } from './schema-version.ts';

const setSchema = v.object({
  root: sha256Schema,
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  generatedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** The label of the frozen version; empty for what was not frozen. */
  version: v.pipe(v.string(), v.maxLength(100)),
});
const madeSchema = v.object({ ...authorSchema.entries, set: v.optional(setSchema) });

/** A set of exhibits that an auditor was shown. */
export type PackSet = v.InferOutput<typeof setSchema> & Author & { manifestSha256: string };

const packMap = (doc: Y.Doc) => doc.getMap<unknown>('packs');
const setMap = (doc: Y.Doc) => doc.getMap<unknown>('pack-sets');

/** What left the workspace. */
export type MadePack = {
  manifest: Pick<Manifest, 'generatedAt' | 'scope' | 'exhibits' | 'exhibitsRoot'>;
  manifestSha256: string;
  version: string;
};

/** Notes that a pack with this manifest left the workspace. No step of undo: the pack is out. */
export const noteMadePack = (
  doc: Y.Doc,
  { manifest, manifestSha256, version }: MadePack,
  author: Author,
): void =>
  doc.transact(() => {
    markSchema(doc);
    if (packMap(doc).has(manifestSha256)) return;
    const { generatedAt, scope, exhibits, exhibitsRoot: root } = manifest;
    const isSet = scope.kind !== 'selection' && exhibits.length > 0;
    const set = isSet ? { set: { root, count: exhibits.length, generatedAt, version } } : {};
    packMap(doc).set(manifestSha256, v.parse(madeSchema, { ...author, ...set }));
    if (isSet && !setMap(doc).has(root))
      setMap(doc).set(root, hexToBytes(exhibits.map(({ recordSha256 }) => recordSha256).join('')));
  });

/** Who made the pack with this manifest; undefined when nobody here did. */
export function madePack(doc: Y.Doc, manifestSha256: string): Author | undefined {
  const found = v.safeParse(authorSchema, packMap(doc).get(manifestSha256));
  return found.success ? found.output : undefined;
}

/** The packs that hold a whole set, newest first. */
export function packSets(doc: Y.Doc): PackSet[] {
  const sets = [...packMap(doc)].flatMap(([manifestSha256, value]) => {
    const made = v.safeParse(madeSchema, value);
    if (!made.success || !made.output.set) return [];
    const { set, ...author } = made.output;
    return [{ ...set, ...author, manifestSha256 }];
  });
  return sets.toSorted((a, b) => (a.generatedAt > b.generatedAt ? -1 : 1));
}

/** The record hashes of the set with this root, in the order of its pack; undefined when they are not here. Not checked against the root. */
export function leavesOf(doc: Y.Doc, { root, count }: Pick<PackSet, 'root' | 'count'>): string[] | undefined {
  const bytes = setMap(doc).get(root);
  if (!(bytes instanceof Uint8Array) || bytes.length !== 32 * count) return undefined;
  return Array.from({ length: count }, (_, at) =>
    bytesToHex(Uint8Array.from(bytes.subarray(32 * at, 32 * at + 32))),
  );
}
