import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { makeRedactionCorpus } from '../../tests/fixtures/redaction-corpus.ts';
import { pageTextSchema, type PageText } from '../recognition/page-text.ts';
import { findSensitive, wordsToStrike } from './find-sensitive.ts';
import { redactPageText } from './redact-page-text.ts';
import { defaultRedactionRules } from './rules.ts';

const common = { landmark: 'main', inPicture: true } as const;
const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

describe('a redacted page text', () => {
  it('has the words nowhere: title, headings, rows, titles of columns, labels, values, frames', () => {
    const page: PageText = {
      title: 'Jane Doe',
      language: 'en',
      blocks: [
        { kind: 'heading', level: 1, text: 'Jane Doe', ...common },
        { kind: 'paragraph', text: 'By JANE DOE', ...common },
        { kind: 'item', text: 'jane.doe', ...common },
        { kind: 'row', header: ['Jane Doe'], cells: ['Jane Doe', 'x'], ...common },
        { kind: 'field', control: 'text', label: 'Jane Doe', value: 'Jane-Doe', ...common },
      ],
      unreadableFrames: ['https://jane-doe.example'],
      truncated: false,
    };
    const redacted = redactPageText(page, ['Jane Doe']);
    expect(plain(JSON.stringify(redacted))).not.toContain('janedoe');
    expect(redacted.blocks[3]).toMatchObject({ header: ['(redacted)'], cells: ['(redacted)', 'x'] });
    expect(page.title).toBe('Jane Doe');
  });

  it('keeps none of what was found on fifty generated pages, and finds nothing more', () => {
    let struck = 0;
    for (const { page } of makeRedactionCorpus(7, 50)) {
      const findings = findSensitive(page, defaultRedactionRules);
      const redacted = redactPageText(page, wordsToStrike(findings));
      const texts = JSON.stringify(redacted).toLowerCase();
      const isLeft = ({ text }: { text: string }) =>
        texts.includes(JSON.stringify(text).slice(1, -1).toLowerCase());
      expect(findings.filter(isLeft)).toEqual([]);
      struck += findings.length;
      expect(v.is(pageTextSchema, redacted)).toBe(true);
      expect(findSensitive(redacted, defaultRedactionRules)).toEqual([]);
    }
    expect(struck).toBeGreaterThan(1_000);
  });

  it('says that it is cut where the marks make a text longer than a page text may have', () => {
    const text = 'ab '.repeat(6_600);
    const page: PageText = {
      title: '',
      language: '',
      blocks: [{ kind: 'paragraph', text, ...common }],
      unreadableFrames: [],
      truncated: false,
    };
    const redacted = redactPageText(page, ['ab']);
    expect(redacted.truncated).toBe(true);
    expect(v.is(pageTextSchema, redacted)).toBe(true);
    expect(JSON.stringify(redacted)).not.toContain('ab ');
  });
});
