/**
 * What the viewer in a pack reads. A page that was opened from the file system may fetch nothing, but it may load scripts: so the pack's
 * small files stand once more in two scripts. Both are made of other files of the pack and of nothing else, so a verifier makes them
 * anew and compares: no script of a stranger can hide in them.
 */
import { bytesToBase64, bytesToText, textToBytes, type Bytes } from '../shared/bytes.ts';
import { paths } from './pack-paths.ts';

/** Files that others read again: records and proofs, the SoA, samples, and the integrity folder. Not the large ones, nor the viewer's. */
export const isReadAgain = (path: string): boolean =>
  /^(99_Integrity\/(?!viewer-)|07_Populations-Samples\/|04_Exhibits\/[^/]+\/(record(-shown)?\.json|proof\.txt)$|03_SoA\/SoA\.json$)/.test(
    path,
  );

const isStampCode = (path: string): boolean => /^99_Integrity\/seal-stamps\/[0-9a-f]{64}\.ts[qr]$/.test(path);
const afterData: readonly string[] = [
  paths.manifest,
  paths.signature,
  paths.sshSignature,
  paths.stampRequest,
  paths.stampResponse,
  paths.stampChain,
];

/** The texts that the viewer shows and checks. */
export const isViewerText = (path: string): boolean => isReadAgain(path) && !isViewerCode(path);

/** What is no text, or is made after the texts: stamps of seals, manifest, signatures and timestamp. */
export const isViewerCode = (path: string): boolean => isStampCode(path) || afterData.includes(path);

type PathAndBytes = readonly [path: string, bytes: Bytes];

/** JSON that is also JavaScript, and ends no script element wherever it is put (ECMA-262 section 12.3, HTML section 4.12.1.3). */
const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** `viewer-data.js`: `exhibitPackTexts = [[path, text], ...]`, in the order of the manifest. */
export const viewerData = (files: readonly PathAndBytes[]): Bytes =>
  textToBytes(
    `exhibitPackTexts = ${scriptJson(files.map(([path, bytes]) => [path, bytesToText(bytes)]))};\n`,
  );

/** `viewer-manifest.js`: stamps of seals, the manifest, its signatures and its timestamp, `exhibitPackSigned = [[path, base64], ...]`. */
export const viewerManifest = (files: readonly PathAndBytes[]): Bytes =>
  textToBytes(
    `exhibitPackSigned = ${scriptJson(files.map(([path, bytes]) => [path, bytesToBase64(bytes)]))};\n`,
  );
