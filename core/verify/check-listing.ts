import type { Manifest } from '../pack/manifest.ts';
import { paths } from '../pack/pack-paths.ts';
import { bytesToText } from '../shared/bytes.ts';
import type { PackContents } from './verification.ts';

/** What stands behind the manifest and is therefore not in it. */
export const signedFiles = [paths.manifest, paths.signature, paths.sshSignature];
export const stampFiles = [paths.stampRequest, paths.stampResponse, paths.stampChain];

/** Every file against the manifest, and SHA256SUMS against every file. Without a manifest SHA256SUMS alone must do. */
export function checkListing(contents: PackContents, manifest: Manifest | undefined): void {
  if (manifest) checkAgainstManifest(contents, manifest);
  checkSums(contents);
}

function checkAgainstManifest({ hashes, fault }: PackContents, manifest: Manifest): void {
  const listed = new Map(manifest.files.map((file) => [file.path, file]));
  if (listed.size !== manifest.files.length) fault('bad-manifest', paths.manifest, 'it lists a file twice');
  for (const { path, sha256, sizeBytes } of manifest.files) {
    const found = hashes.get(path);
    if (!found) fault('missing-file', path, 'the manifest lists it');
    else if (found.sha256 !== sha256 || found.sizeBytes !== sizeBytes)
      fault('changed-file', path, 'its SHA-256 is not the one in the manifest');
  }
  const viewer = listed.has(paths.viewer) ? [paths.viewerManifest] : [];
  const always = [...signedFiles, ...viewer, paths.sums];
  const allowed = new Set<string>([...listed.keys(), ...always, ...stampFiles]);
  for (const path of hashes.keys())
    if (!allowed.has(path)) fault('added-file', path, 'the manifest does not list it');
  for (const path of always) if (!hashes.has(path)) fault('missing-file', path, 'every pack has it');
  const stamps = stampFiles.filter((path) => hashes.has(path));
  if (stamps.length > 0)
    for (const path of stampFiles) if (!hashes.has(path)) fault('missing-file', path, 'a timestamp has it');
}

function checkSums({ texts, hashes, fault }: PackContents): void {
  const sums = texts.get(paths.sums);
  if (!sums) return;
  const lines = bytesToText(sums).split('\n');
  const expected = [...hashes].filter(([path]) => path !== paths.sums);
  const said = new Map<string, string>();
  for (const line of lines.slice(0, -1)) {
    const [, sha256, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (sha256 === undefined || path === undefined || said.has(path))
      fault('changed-file', paths.sums, 'a line of it is none of ours');
    else said.set(path, sha256);
  }
  for (const [path, { sha256 }] of expected) {
    const before = said.get(path);
    if (before === undefined) fault('added-file', path, 'SHA256SUMS does not list it');
    else if (before !== sha256) fault('changed-file', path, 'its SHA-256 is not the one in SHA256SUMS');
  }
  for (const path of said.keys()) if (!hashes.has(path)) fault('missing-file', path, 'SHA256SUMS lists it');
  const again = expected.map(([path, { sha256 }]) => `${sha256}  ${path}\n`).join('');
  if (bytesToText(sums) !== again) fault('changed-file', paths.sums, 'it is not what the files give');
}

/** All that a pack with this manifest can hold, in the order of the archive. */
export const archiveOrder = (manifest: Manifest): string[] => [
  ...manifest.files.map(({ path }) => path),
  ...signedFiles,
  ...stampFiles,
  paths.viewerManifest,
  paths.sums,
];

/** The archive's order is signed too: files that changed places are named. */
export function expectedOrder({ hashes, fault }: PackContents, manifest: Manifest): void {
  const wanted = archiveOrder(manifest);
  const there = new Set(hashes.keys());
  const expected = wanted.filter((path) => there.has(path));
  const listed = new Set(expected);
  const found = [...hashes.keys()].filter((path) => listed.has(path));
  for (const [at, path] of found.entries())
    if (path !== expected[at]) fault('order', path, 'it stands in another place than signed');
}
