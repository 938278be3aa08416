/** Redaction of a document: its texts are struck, and the redacted text takes the place of the file itself, which nobody can strike. */
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { readPage } from '#core/recognition/stored-text.ts';
import { redactPageText } from '#core/redaction/redact-page-text.ts';
import { makeRedactor } from '#core/redaction/redact-text.ts';
import { textToBytes } from '#core/shared/bytes.ts';
import { fileOf, newFile } from '../outbox/clips.ts';
import type { NewFile } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';

/**
 * The files of the clip after the redaction: the redacted text as original, the texts. Picture of the first page and all bytes of the
 * file are left out. Rejects when the document was never read, for then nothing tells what stands in it.
 */
export async function strikeDocument(
  db: ExtensionDatabase,
  clip: Clip,
  words: readonly string[],
): Promise<NewFile[]> {
  const textOf = async (role: 'page' | 'text') => (await fileOf(db, clip, role))?.text();
  const page = readPage(await textOf('page'));
  const left = page && redactPageText(page, words);
  const text = left
    ? pageTextToPlain(left)
    : await textOf('text').then((all) => all && makeRedactor(words)(all));
  if (text === undefined) throw new Error('the document has no text that could be redacted');
  const bytes = textToBytes(text);
  return [
    await newFile('original', 'text/plain', bytes),
    ...(left ? [await newFile('page', 'application/json', textToBytes(JSON.stringify(left)))] : []),
    await newFile('text', 'text/plain', bytes),
  ];
}
