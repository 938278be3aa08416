/** The shipped classifier for commands, in Node or in a real headless Chromium, behind one function. */
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import type { Passage } from '#core/recognition/control-classifier.ts';
import { createNodeControlClassifier } from '#models/classify/node-classifier.ts';
import { findChromium } from '../tests/browser/chromium.ts';
import type { ClassifierPage, PageClassification } from './classifier-page.ts';
import { serveClassifier } from './classifier-site.ts';

export type Runtime = 'node' | 'chromium';

export type OpenClassifier = {
  model: { name: string; sha256: string };
  threshold: number;
  /** Milliseconds until the first text was classified, library and weights included. */
  coldStartMs: number;
  classify: (passages: readonly Passage[]) => Promise<PageClassification>;
  close: () => Promise<void>;
};

const openers = { node: openInNode, chromium: openInChromium };

/** Starts the classifier of `folder`, by default the shipped one. Rejects when Chromium is asked for and not there. */
export const openClassifier = (
  runtime: Runtime,
  options: { threads?: number; folder?: string } = {},
): Promise<OpenClassifier> => openers[runtime](options);

async function openInNode(options: { threads?: number; folder?: string }): Promise<OpenClassifier> {
  const begun = performance.now();
  const classifier = await createNodeControlClassifier(options);
  await classifier.classify([{ text: 'the first text starts everything' }]);
  const { model, threshold } = classifier;
  return {
    model,
    threshold,
    coldStartMs: performance.now() - begun,
    classify: async (passages) => {
      const start = performance.now();
      const { suggestions } = await classifier.classify(passages);
      return { suggestions, ms: performance.now() - start };
    },
    close: () => classifier.close(),
  };
}

async function openInChromium({
  threads = 1,
  folder,
}: { threads?: number; folder?: string } = {}): Promise<OpenClassifier> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('This runtime needs Chromium; install it or set EXHIBIT_CHROMIUM.');
  const site = await serveClassifier(folder);
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  const close = async () => {
    await browser.close();
    await site.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    // The page is ours: classifier-page.ts puts these functions there.
    const { model, threshold, ms } = await page.evaluate(
      (count) => (globalThis as unknown as ClassifierPage).startClassifier(count),
      threads,
    );
    return {
      model,
      threshold,
      coldStartMs: ms,
      classify: (passages) =>
        page.evaluate(
          (texts) => (globalThis as unknown as ClassifierPage).classifyPassages(texts),
          [...passages],
        ),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What `eval` and `classify:captures` are called with. Throws with `usage` when something is missing or unknown. */
export function commandOptions(
  args: string[],
  usage: string,
): { source: string; out: string; runtime: Runtime; attribution: boolean; folder?: string } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      runtime: { type: 'string', default: 'node' },
      model: { type: 'string' },
      attribution: { type: 'boolean', default: false },
    },
  });
  const [source] = positionals;
  const { out, runtime, attribution, model } = values;
  if (source === undefined || out === undefined) throw new Error(usage);
  if (runtime !== 'node' && runtime !== 'chromium') throw new Error(`no runtime ${runtime}; ${usage}`);
  return { source, out, runtime, attribution, ...(model !== undefined && { folder: `${model}/` }) };
}
