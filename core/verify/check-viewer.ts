import type { Manifest } from '../pack/manifest.ts';
import { paths } from '../pack/pack-paths.ts';
import { isReadAgain, viewerData, viewerManifest } from '../pack/pack-viewer.ts';
import { sha256Hex, type Bytes } from '../shared/bytes.ts';
import { signedFiles, stampFiles } from './check-listing.ts';
import type { PackContents } from './verification.ts';

/** The viewer's two scripts are what the pack's files give. What its page shows or claims is not looked at: it is its maker's program. */
export async function checkViewer(
  { texts, hashes, fault, note }: PackContents,
  manifest: Manifest,
): Promise<void> {
  const listed = manifest.files.map(({ path }) => path);
  const pages = [paths.viewer, paths.viewerData].filter((path) => listed.includes(path));
  if (pages.length === 0) return;
  if (pages.length < 2) fault('missing-file', paths.viewer, 'page and data of the viewer belong together');
  const of = (wanted: readonly string[]) =>
    wanted.flatMap((path): [string, Bytes][] => {
      const bytes = texts.get(path);
      return bytes ? [[path, bytes]] : [];
    });
  const expected = [
    [paths.viewerData, viewerData(of(listed.filter(isReadAgain)))],
    [paths.viewerManifest, viewerManifest(of([...signedFiles, ...stampFiles]))],
  ] as const;
  for (const [path, bytes] of expected)
    if (hashes.has(path) && hashes.get(path)?.sha256 !== (await sha256Hex(bytes)))
      fault('changed-file', path, 'it is not what the pack’s other files give');
  note('00_VIEWER.html is a program of whoever made the pack: it helps to read the pack and proves nothing.');
}
