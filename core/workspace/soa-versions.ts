/**
 * Where frozen versions stand in the workspace: the map `soa-versions`, canonical text by SHA-256. As the name follows from the
 * content, two members can only add the same thing twice or two different things: replicas unite without conflict.
 */
import type * as Y from 'yjs';
import type { FrozenSoa } from '../soa/soa-version.ts';
import { mostVersionCharacters, parseSoaVersion } from '../soa/soa-version.ts';
import { edit } from './edit.ts';

/** More than this are not read: a hostile replica must not stop the app. */
const mostVersions = 500;

export const versionMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap<unknown>('soa-versions');

/** Keeps the version. There is no way to remove one. */
export const addVersion = (doc: Y.Doc, { sha256, text }: FrozenSoa): void =>
  edit(doc, () => {
    if (!versionMap(doc).has(sha256)) versionMap(doc).set(sha256, text);
  });

/** The versions that can be read, in no order. `known` are those read before, which are not parsed again. */
export function readVersions(doc: Y.Doc, known: readonly FrozenSoa[] = []): FrozenSoa[] {
  const before = new Map(known.map((version) => [version.sha256, version]));
  return [...versionMap(doc)].slice(0, mostVersions).flatMap(([sha256, text]) => {
    if (typeof text !== 'string' || text.length > mostVersionCharacters) return [];
    const same = before.get(sha256);
    if (same?.text === text) return [same];
    const version = parseSoaVersion(text);
    return version ? [{ sha256, text, version }] : [];
  });
}
