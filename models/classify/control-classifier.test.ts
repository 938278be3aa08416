import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ControlClassifier } from '#core/recognition/control-classifier.ts';
import { passagesOfText } from '#core/recognition/passages.ts';
import { createControlClassifier } from './control-classifier.ts';
import { parseModelHead } from './model-head.ts';
import { createNodeControlClassifier, modelFolder } from './node-classifier.ts';

const sha256Of = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
const json = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(`${modelFolder}${name}`, 'utf8'));

describe('the shipped model folder', () => {
  it('belongs together: head to weights, calibration to head (else run the training)', async () => {
    expect(await json('head.json')).toMatchObject({
      model: { sha256: await sha256Of(`${modelFolder}onnx/model_quantized.onnx`) },
    });
    expect(await json('calibration.json')).toMatchObject({
      headSha256: await sha256Of(`${modelFolder}head.json`),
    });
  });

  it('is at most 26 MB', async () => {
    const files = await readdir(modelFolder, { recursive: true });
    const sizes = await Promise.all(files.map(async (file) => (await stat(`${modelFolder}${file}`)).size));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(26_000_000);
  });

  it('is refused when a number is missing', async () => {
    const [head, calibration] = await Promise.all([json('head.json'), json('calibration.json')]);
    const broken = (change: object) => () => parseModelHead({ ...(head as object), ...change }, calibration);
    expect(broken({ dimensions: 383 })).toThrow('numbers');
    expect(broken({ directions: 'not base64!' })).toThrow();
    expect(() => parseModelHead(head, { threshold: 2 })).toThrow();
  });
});

describe('the shipped classifier', () => {
  let classifier: ControlClassifier;
  beforeAll(async () => {
    classifier = await createNodeControlClassifier();
  });
  afterAll(() => classifier.close());

  it.each([
    [
      'A.8.5',
      'Sign-in policy: Require multi-factor authentication for all users: on; Allowed factors: security key, authenticator app',
    ],
    [
      'A.8.13',
      'Backup jobs. Name, Schedule, Last run, Result: db-prod, daily 02:00, today, completed; restore test passed',
    ],
    [
      'A.7.2',
      'Badge readers. Door, Access group, Last opened: server room, operations staff, 08:14; main entrance, all employees',
    ],
    ['A.6.3', 'Security awareness course 2026: 212 of 218 employees completed, phishing simulation in May'],
  ])('proposes %s where the page shows it', async (control, text) => {
    const [first, second, third] = (await classifier.classify([{ text }])).suggestions;
    expect([first?.control, second?.control, third?.control]).toContain(control);
    expect(first?.score).toBeGreaterThanOrEqual(classifier.threshold);
  });

  it.each([
    'Page not found. The address may be wrong or the page was moved.',
    'Welcome back! Take the product tour or upgrade your plan.',
    'Log in. User name. Password. Forgot password?',
  ])('proposes nothing for: %s', async (text) => {
    const [first] = (await classifier.classify(passagesOfText(text))).suggestions;
    expect(first?.score).toBeLessThan(classifier.threshold);
  });

  it('ranks every control once, best first, scores between 0 and 1', async () => {
    const { suggestions } = await classifier.classify([
      { text: 'Audit log: user j.lind changed the role of b.ferro to viewer' },
    ]);
    const scores = suggestions.map(({ score }) => score);
    expect(new Set(suggestions.map(({ control }) => control)).size).toBe(93);
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true);
  });

  it('shows the passage and the words in it that speak for the control', async () => {
    const passages = passagesOfText(
      'Company news and lunch menu of the week\n\nNightly backup of all databases is encrypted and tested by a restore every month',
    );
    const [first] = (await classifier.classify(passages)).suggestions;
    const shown = first?.words.map(({ start, end }) => first.passage.slice(start, end)) ?? [];
    expect(first?.control).toBe('A.8.13');
    expect(first?.passage).toContain('Nightly backup');
    expect(shown).toEqual(expect.arrayContaining(['backup']));
    expect(shown.length).toBeLessThanOrEqual(8);
    expect(shown).not.toEqual(expect.arrayContaining(['of']));
  });

  it('lowers the score more without the shown words than without as many others', async () => {
    const text =
      'Administrators review the access rights of every user each quarter and remove what is no longer needed by them';
    const [first] = (await classifier.classify([{ text }])).suggestions;
    if (first === undefined) throw new Error('nothing came');
    const words = [...text.matchAll(/\S+/g)];
    const isShown = (at: number) => first.words.some(({ start }) => start === at);
    const scoreOf = async (kept: string) =>
      (await classifier.classify([{ text: kept }])).suggestions.find(
        ({ control }) => control === first.control,
      )?.score ?? 0;
    const others = words.filter(({ index }) => !isShown(index)).slice(0, first.words.length);
    const withoutShown = words.filter(({ index }) => !isShown(index)).map(([word]) => word);
    const withoutOthers = words.filter((word) => !others.includes(word)).map(([word]) => word);
    expect(await scoreOf(withoutShown.join(' '))).toBeLessThan(await scoreOf(withoutOthers.join(' ')));
  });

  it('gives a passage the same vector whatever stands beside it', async () => {
    const one = { text: 'Disk encryption: FileVault on for 94 of 94 laptops' };
    const beside = { text: `Lunch menu ${'soup bread salad '.repeat(15)}` };
    const alone = await classifier.classify([one]);
    const fresh = await createNodeControlClassifier();
    const both = await fresh.classify([beside, one]);
    await fresh.close();
    expect(both.suggestions[0]?.control).toBe(alone.suggestions[0]?.control);
    expect(both.suggestions[0]?.passage).toBe(one.text);
  });

  it('follows what people decided about a page like this one, and is not moved on others', async () => {
    const page = [
      { text: 'Backup jobs: nightly database, last run today 02:10, result finished, next run 02:00' },
    ];
    const other = [{ text: 'Password policy: minimum length 14, history 24, lockout after 5 attempts' }];
    const { suggestions, signature } = await classifier.classify(page);
    const chosen = suggestions[7]?.control;
    const first = suggestions[0]?.control;
    if (chosen === undefined || first === undefined) throw new Error('nothing came');
    const reviewed = Array.from({ length: 20 }, () => ({ signature, accepted: [chosen], rejected: [first] }));
    const taught = await classifier.classify(page, { reviewed });
    expect(taught.suggestions[0]?.control).toBe(chosen);
    expect(taught.suggestions[0]?.score).toBeGreaterThanOrEqual(classifier.threshold);
    expect(await classifier.classify(other, { reviewed })).toEqual(await classifier.classify(other));
  });

  it('gives nothing for an empty page', async () => {
    expect(await classifier.classify([])).toEqual({ suggestions: [], signature: new Float32Array() });
  });

  it('stops when asked to', async () => {
    const abort = new AbortController();
    abort.abort();
    await expect(classifier.classify([{ text: 'x y' }], { signal: abort.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('starts anew after it was closed', async () => {
    const second = await createNodeControlClassifier();
    const before = await second.classify([{ text: 'Firewall rules deny all inbound traffic' }]);
    await second.close();
    expect(await second.classify([{ text: 'Firewall rules deny all inbound traffic' }])).toEqual(before);
    await second.close();
  });

  it('says so when the weights are missing', async () => {
    const [head, calibration] = await Promise.all([json('head.json'), json('calibration.json')]);
    const lost = await createControlClassifier({ modelBaseUrl: '/nowhere/annex-a/', head, calibration });
    await expect(lost.classify([{ text: 'x y' }])).rejects.toThrow();
    await expect(lost.close()).resolves.toBeUndefined();
  });
});
