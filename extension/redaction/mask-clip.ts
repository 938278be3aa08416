/** What the rules always mask is destroyed before anybody sees the clip. */
import { wordsToStrike } from '#core/redaction/find-sensitive.ts';
import type { TextFinding } from '#core/redaction/finding.ts';
import type { ExtensionDatabase, Masked } from '../outbox/database.ts';
import { rulesForClips } from '../outbox/rules.ts';
import { findInClip } from './find-in-clip.ts';
import { redactClip } from './redact-clip.ts';

function countsOf(findings: readonly TextFinding[]): Masked['counts'] {
  const textsByKind = Map.groupBy(findings, ({ kind }) => kind);
  return Object.fromEntries(
    [...textsByKind].map(([kind, own]) => [kind, new Set(own.map(({ text }) => text)).size]),
  );
}

/**
 * Applies the rules to a clip that was read: destroys what they always mask, in one transaction, and notes how much of each kind it
 * was. Rejects when that could not be done; then the clip is as it was.
 */
export async function maskClip(db: ExtensionDatabase, id: string): Promise<void> {
  const clip = await db.clips.get(id);
  if (clip?.state !== 'read' || clip.masked) return;
  const { findings } = await findInClip(db, clip, await rulesForClips(db));
  const own = findings.filter(({ always }) => always);
  const masked: Masked = {
    counts: countsOf(own),
    pictureUnread: own.length > 0 && !clip.files.some(({ role }) => role === 'ocr'),
  };
  if (own.length === 0) {
    await db.clips.update(id, { masked });
    return;
  }
  const done = await redactClip(db, id, { words: wordsToStrike(own), areas: [] }, { masked });
  if (!done) throw new Error('the clip was changed while the rules were applied');
}
