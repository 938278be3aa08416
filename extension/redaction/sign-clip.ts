/** What lets a redacted clip show that the rest of it is the original's: signed before anybody can redact, cut down with each redaction. */
import type { ExhibitFile, FileRole, RecordedRemains } from '#core/evidence/exhibit.ts';
import type { OriginalFiles } from '#core/remains/leaves.ts';
import { remainsFile, remainsOf, signOriginal, withoutRedacted } from '#core/remains/original.ts';
import type { PictureBox } from '#core/redaction/redact-recognised-text.ts';
import { fileOf, newFile } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase, StoredOriginal } from '../outbox/database.ts';
import { logHead, ownSigner } from '../outbox/seals.ts';

const roles = ['original', 'page', 'ocr'] as const satisfies FileRole[];

const madeOf = (files: readonly ExhibitFile[]): string =>
  roles.map((role) => files.find((file) => file.role === role)?.sha256 ?? '').join(' ');

const contentsOf = async (
  fileWith: (role: FileRole) => Blob | undefined | Promise<Blob | undefined>,
): Promise<OriginalFiles | undefined> => {
  const picture = await fileWith('original');
  return (
    picture && {
      picture: new Uint8Array(await picture.arrayBuffer()),
      page: await (await fileWith('page'))?.text(),
      ocr: await (await fileWith('ocr'))?.text(),
    }
  );
};

/**
 * Signs a clip as it was captured and read, with this device's key, and keeps what can show parts of it later. Does nothing for a clip of
 * which something was redacted already, or whose picture is no PNG as browsers write it. Rejects when the storage refuses.
 */
export async function signClip(db: ExtensionDatabase, id: string): Promise<void> {
  const clip = await db.clips.get(id);
  if (clip?.state !== 'read' || clip.redactions !== undefined) return;
  const of = madeOf(clip.files);
  if ((await db.originals.get(id))?.of === of) return;
  const files = await contentsOf((role) => fileOf(db, clip, role));
  if (!files) return;
  const { capturedAt } = clip.provenance;
  const capture = { capturedAt, after: await logHead(db) };
  const kept = await signOriginal(files, capture, await ownSigner(db), new Date());
  if (!kept) return;
  await db.transaction('rw', db.clips, db.originals, async () => {
    const now = await db.clips.get(id);
    if (now && now.redactions === undefined && madeOf(now.files) === of)
      await db.originals.put({ clip: id, of, ...kept });
  });
}

type Left = { original: StoredOriginal; file: NewFile; remains: RecordedRemains };

/**
 * What is left of a clip's original in its redacted files: what stays stored, the file that shows it to others, and how much it is. `boxes`
 * were filled in the picture. Undefined where the original was not signed.
 */
export async function remainsAfter(
  db: ExtensionDatabase,
  { id, files }: Clip,
  redacted: readonly NewFile[],
  boxes: readonly PictureBox[],
): Promise<Left | undefined> {
  const before = await db.originals.get(id);
  if (before?.of !== madeOf(files)) return undefined;
  const contents = await contentsOf((role) => redacted.find(({ entry }) => entry.role === role)?.content);
  const kept = contents && (await withoutRedacted(before, contents, boxes));
  const counts = kept && (await remainsOf(kept));
  if (!counts) return undefined;
  return {
    original: { clip: id, of: madeOf(redacted.map(({ entry }) => entry)), ...kept },
    file: await newFile('remains', 'application/json', remainsFile(kept)),
    remains: { statement: kept.statement, ...counts },
  };
}
