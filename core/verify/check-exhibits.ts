import { exhibitRecordSchema, type ExhibitRecord } from '../evidence/exhibit.ts';
import { treeRoot } from '../merkle/tree.ts';
import type { Manifest } from '../pack/manifest.ts';
import { hasBlanks, isFileLeftOut, recordName, shownRecord } from '../pack/left-out.ts';
import { exhibitsFolder, paths, proofName } from '../pack/pack-paths.ts';
import type { LeftOut } from '../pack/pack-scope.ts';
import { bytesToHex, bytesToText, hexToBytes } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import type { CheckedDevices } from './check-devices.ts';
import { readCanonical } from './check-manifest.ts';
import { toleranceMs, type PackContents } from './verification.ts';

/** Each exhibit's record against manifest, files and seal. Returns how many of them are sealed, and the records that can be read. */
export async function checkExhibits(
  contents: PackContents,
  manifest: Manifest,
  { seals }: CheckedDevices,
): Promise<{ sealed: number; records: ExhibitRecord[] }> {
  const { fault, note } = contents;
  const owned = new Set<string>();
  const records: ExhibitRecord[] = [];
  const { leftOut, scope } = manifest;
  const hasProofs = scope.kind === 'selection' && scope.audited !== undefined;
  let sealed = 0;
  for (const exhibit of manifest.exhibits) {
    const folder = `${exhibitsFolder}${exhibit.folder}`;
    const path = `${folder}/${recordName(leftOut)}`;
    if (owned.has(path))
      fault('bad-manifest', paths.manifest, `two exhibits have the folder ${exhibit.folder}`);
    owned.add(path);
    if (hasProofs) owned.add(`${folder}/${proofName}`);
    const record = readRecord(contents, exhibit, path, leftOut);
    if (record) records.push(record);
    const files = manifest.files.filter(
      (file) => file.path.startsWith(`${folder}/`) && !owned.has(file.path),
    );
    if (record) checkFiles(contents, files, record, { leftOut, path });
    for (const file of files) owned.add(file.path);
    const found = seals.get(exhibit.id);
    if (!found) continue;
    sealed += 1;
    if (found.seal.recordSha256 !== exhibit.recordSha256)
      fault('bad-record', path, `seal ${found.seal.sequence} was put on another record of this exhibit`);
    if (record && Date.parse(found.seal.sealedAt) < Date.parse(record.reviewedAt) - toleranceMs)
      fault('wrong-time', found.path, `seal ${found.seal.sequence} is older than the review of its exhibit`);
  }
  for (const path of contents.hashes.keys())
    if (path.startsWith(exhibitsFolder) && !owned.has(path))
      fault('added-file', path, 'no exhibit has this file');
  const root = await treeRoot(manifest.exhibits.map(({ recordSha256 }) => hexToBytes(recordSha256)));
  if (bytesToHex(root) !== manifest.exhibitsRoot)
    fault('bad-manifest', paths.manifest, 'its tree of exhibits has another root');
  const unsealed = manifest.exhibits.length - sealed;
  if (unsealed > 0)
    note(
      `${unsealed} of ${manifest.exhibits.length} exhibits bear no seal of the device that captured them; the pack’s own signature covers them.`,
    );
  return { sealed, records };
}

type Listed = Manifest['exhibits'][number];

function readRecord(
  { texts, hashes, fault }: PackContents,
  exhibit: Listed,
  path: string,
  leftOut: readonly LeftOut[],
): ExhibitRecord | undefined {
  const bytes = texts.get(path);
  // A file that is missing was named already.
  if (!bytes) return undefined;
  if (!hasBlanks(leftOut) && hashes.get(path)?.sha256 !== exhibit.recordSha256)
    fault('bad-record', path, 'its SHA-256 is not the one that the manifest names for this exhibit');
  const record = readCanonical(exhibitRecordSchema, bytes);
  if (!record) fault('bad-record', path, 'it is no exhibit’s record in canonical JSON');
  else if (record.id !== exhibit.id || !exhibit.folder.startsWith(`${exhibit.number}_`))
    fault('bad-record', path, 'it is the record of another exhibit');
  if (
    record &&
    hasBlanks(leftOut) &&
    bytesToText(canonicalJson(shownRecord(record, leftOut))) !== bytesToText(bytes)
  )
    fault('bad-record', path, 'it shows what the manifest says is left out');
  return record;
}

/** The files of the folder are those of the record that are not left out, in the record's order. */
function checkFiles(
  { hashes, fault }: PackContents,
  files: readonly { path: string }[],
  record: ExhibitRecord,
  { leftOut, path }: { leftOut: readonly LeftOut[]; path: string },
): void {
  const kept = record.files.filter(({ role }) => !isFileLeftOut(role, leftOut));
  for (const [at, file] of files.entries()) {
    const said = kept[at];
    const found = hashes.get(file.path);
    if (!said) fault('added-file', file.path, 'its exhibit’s record does not name it');
    // A file that is missing was named already.
    else if (found && (found.sha256 !== said.sha256 || found.sizeBytes !== said.sizeBytes))
      fault('changed-file', file.path, 'its SHA-256 is not the one in its exhibit’s record');
  }
  if (files.length < kept.length)
    fault('missing-file', path, 'this record names more files than its folder has');
}
