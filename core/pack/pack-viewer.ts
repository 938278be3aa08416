/**
 * What the viewer in a pack reads. A page that was opened from the file system may fetch nothing, but it may load scripts: so the pack's
 * small files stand once more in two scripts. Both are made of other files of the pack and of nothing else, so a verifier makes them
 * anew and compares: no script of a stranger can hide in them.
 */
import { bytesToBase64, textToBytes, type Bytes } from '../shared/bytes.ts';

/** Files that others read again: records and proofs, the SoA, samples, and the integrity folder. Not the large ones, nor the viewer's. */
export const isReadAgain = (path: string): boolean =>
  /^(99_Integrity\/(?!viewer-)|07_Populations-Samples\/|04_Exhibits\/[^/]+\/(record(-shown)?\.json|proof\.txt)$|03_SoA\/SoA\.json$)/.test(
    path,
  );

type PathAndBytes = readonly [path: string, bytes: Bytes];

/** Base64 and the names of a pack: nothing in it could end a script element or mean something else in JavaScript than in JSON. */
const script = (name: string, files: readonly PathAndBytes[]): Bytes =>
  textToBytes(`${name} = ${JSON.stringify(files.map(([path, bytes]) => [path, bytesToBase64(bytes)]))};\n`);

/** `viewer-data.js`, `exhibitPackListed = [[path, base64], ...]`: files of the manifest that are read again, in its order. */
export const viewerData = (files: readonly PathAndBytes[]): Bytes => script('exhibitPackListed', files);

/** `viewer-manifest.js`, `exhibitPackSigned = [[path, base64], ...]`: the manifest, its signatures and its timestamp. */
export const viewerManifest = (files: readonly PathAndBytes[]): Bytes => script('exhibitPackSigned', files);
