import type { Provenance } from '#core/evidence/exhibit.ts';
import { scrollName } from '#core/evidence/snapshot.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { redactSnapshot } from '#core/redaction/redact-snapshot.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { fileOf, newFile } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';

/** Boxes in pixels of the picture. */
type Wish = { words: readonly string[]; areas: readonly PictureBox[]; filled: readonly PictureBox[] };

function scrollOf(html: string): { x: number; y: number } {
  const [, x = '0', y = '0'] =
    new RegExp(`<meta name="${scrollName}" content="(-?\\d+) (-?\\d+)">`).exec(html) ?? [];
  return { x: Number(x), y: Number(y) };
}

/** The window's top left corner in the picture's CSS pixels; `undefined` in modes in which the picture is a part of the page that nobody noted. */
function originOf({ mode }: Provenance, html: string): { x: number; y: number } | undefined {
  if (mode === 'viewport') return { x: 0, y: 0 };
  if (mode === 'full-page') return scrollOf(html);
  return undefined;
}

/**
 * The clip's snapshot with everything struck. `undefined` when it has none, and when it is not sure that all is gone: it is dropped then. `pictureWidth` in
 * pixels.
 */
export async function strikeSnapshot(
  db: ExtensionDatabase,
  clip: Clip,
  { words, areas, filled }: Wish,
  pictureWidth: number,
): Promise<NewFile | undefined> {
  const html = await (await fileOf(db, clip, 'snapshot'))?.text();
  if (html === undefined) return undefined;
  const origin = originOf(clip.provenance, html);
  if (!origin && areas.length > 0) return undefined;
  const { viewport, devicePixelRatio, mode } = clip.provenance;
  if (!viewport || devicePixelRatio === undefined) return undefined;
  const scale = mode === 'viewport' ? pictureWidth / viewport.width : devicePixelRatio;
  const { height = 0 } = clip.files.find(({ role }) => role === 'original') ?? {};
  const inWindow = (box: PictureBox): PictureBox => ({
    x: box.x / scale - (origin?.x ?? 0),
    y: box.y / scale - (origin?.y ?? 0),
    width: box.width / scale,
    height: box.height / scale,
  });
  const struck = redactSnapshot(html, {
    words,
    areas: areas.map(inWindow),
    filled: filled.map(inWindow),
    shown: origin && inWindow({ x: 0, y: 0, width: pictureWidth, height }),
  });
  return struck === undefined ? undefined : newFile('snapshot', 'text/html', textToBytes(struck));
}
