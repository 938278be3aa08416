/**
 * The audit packs that members made, in the map `packs`: when and by whom, under the SHA-256 of the manifest. A reply names that hash,
 * so every replica can tell whether it answers a pack of this workspace.
 */
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Author } from '../shared/claim.ts';
import { authorSchema } from './decision.ts';
import { markSchema } from './schema-version.ts';

const packMap = (doc: Y.Doc) => doc.getMap<unknown>('packs');

/** Notes that a pack with this manifest left the workspace. No step of undo: the pack is out. */
export const noteMadePack = (doc: Y.Doc, manifestSha256: string, author: Author): void =>
  doc.transact(() => {
    markSchema(doc);
    if (!packMap(doc).has(manifestSha256)) packMap(doc).set(manifestSha256, v.parse(authorSchema, author));
  });

/** Who made the pack with this manifest; undefined when nobody here did. */
export function madePack(doc: Y.Doc, manifestSha256: string): Author | undefined {
  const found = v.safeParse(authorSchema, packMap(doc).get(manifestSha256));
  return found.success ? found.output : undefined;
}
