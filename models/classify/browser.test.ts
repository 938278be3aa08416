import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { passagesOfText } from '#core/recognition/passages.ts';
import { openClassifier, type OpenClassifier } from '../../tools/open-classifier.ts';

const pages = [
  'Users\nName Role Last sign-in\na.novak Owner 2026-11-20\nb.ferro Viewer never\nInvite user',
  'Backup jobs: nightly database, last run today 02:10, finished; restore test passed 3 November',
  'Welcome back! Take the product tour or upgrade your plan.',
];

describe('the shipped classifier in a worker in Chromium', () => {
  let inNode: OpenClassifier;
  let inChromium: OpenClassifier;
  beforeAll(async () => {
    inNode = await openClassifier('node', { threads: 1 });
    inChromium = await openClassifier('chromium', { threads: 1 });
  });
  afterAll(async () => {
    await Promise.all([inNode.close(), inChromium.close()]);
  });

  it('ranks as it does in Node, with the same words', async () => {
    for (const page of pages) {
      const passages = passagesOfText(page);
      const [there, here] = [await inChromium.classify(passages), await inNode.classify(passages)];
      expect(there.suggestions.slice(0, 3).map(({ control }) => control)).toEqual(
        here.suggestions.slice(0, 3).map(({ control }) => control),
      );
      expect(there.suggestions[0]?.score).toBeCloseTo(here.suggestions[0]?.score ?? 0, 1);
      expect(there.suggestions[0]?.words).toEqual(here.suggestions[0]?.words);
    }
  });

  it('is of the same model with the same threshold', () => {
    expect(inChromium.model).toEqual(inNode.model);
    expect(inChromium.threshold).toBe(inNode.threshold);
  });

  it('runs on two threads where the page may share memory', async () => {
    const two = await openClassifier('chromium', { threads: 2 });
    const { suggestions } = await two.classify(passagesOfText(pages[1] ?? ''));
    await two.close();
    expect(suggestions[0]?.control).toBe('A.8.13');
  });
});
