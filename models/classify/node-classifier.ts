import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ControlClassifier } from '#core/recognition/control-classifier.ts';
import { createControlClassifier } from './control-classifier.ts';

/** The shipped model folder as a path, ending in a slash. */
export const modelFolder = fileURLToPath(new URL('../annex-a/', import.meta.url));

/** The shipped classifier for tools and tests in Node. */
export async function createNodeControlClassifier(
  options: { threads?: number } = {},
): Promise<ControlClassifier> {
  const prototypes: unknown = JSON.parse(await readFile(`${modelFolder}prototypes.json`, 'utf8'));
  return createControlClassifier({ modelBaseUrl: modelFolder, prototypes, ...options });
}
