import { readOcr, readPage } from '#core/recognition/stored-text.ts';
import { findSensitive, findSensitiveText } from '#core/redaction/find-sensitive.ts';
import { textOfSnapshot } from '#core/redaction/snapshot-parts.ts';
import type { TextFinding } from '#core/redaction/finding.ts';
import type { RedactionRules } from '#core/redaction/rules.ts';
import { fileOf } from '../outbox/clips.ts';
import type { Clip, ExtensionDatabase } from '../outbox/database.ts';

/** What was found in a clip. */
export type Found = {
  findings: TextFinding[];
  /** Whether the page's text knows where its words stand in the picture, so that an area strikes them. */
  hasPlaces: boolean;
};

/**
 * Finds by the rules what may have to be redacted in a clip: in the page's text, what OCR read, title, address, account, what the page
 * says about its list, and the note. Rejects when a file cannot be read.
 */
export async function findInClip(db: ExtensionDatabase, clip: Clip, rules: RedactionRules): Promise<Found> {
  const textOf = async (role: 'page' | 'text' | 'ocr' | 'snapshot') => (await fileOf(db, clip, role))?.text();
  const [page, plain, ocr, snapshot] = await Promise.all([
    textOf('page'),
    textOf('text'),
    textOf('ocr'),
    textOf('snapshot'),
  ]);
  const pageText = readPage(page);
  const { title, url, account, population, pages = [] } = clip.provenance;
  const read = ocr === undefined ? undefined : readOcr(ocr).text;
  // A document may have words, but no structure.
  // The snapshot shows more of the page than the picture.
  const beyond = snapshot === undefined ? undefined : textOfSnapshot(snapshot);
  const texts = [
    pageText ? undefined : plain,
    beyond,
    read,
    title,
    url,
    account,
    population?.said,
    ...pages.flatMap((each) => [each.title, each.url, each.population?.said]),
    clip.note,
  ];
  const findings = [
    ...(pageText ? findSensitive(pageText, rules) : []),
    ...texts.flatMap((text) => (text === undefined ? [] : findSensitiveText(text, rules))),
  ];
  return { findings, hasPlaces: pageText === undefined || pageText.words !== undefined };
}
