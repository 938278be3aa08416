import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { ControlClassifier } from '#core/recognition/control-classifier.ts';
import { createControlClassifier } from './control-classifier.ts';

/** The shipped model folder as a path, ending in a slash. */
export const modelFolder = fileURLToPath(new URL('../annex-a/', import.meta.url));

/** The classifier of a model folder, by default the shipped one, for tools and tests in Node. */
export async function createNodeControlClassifier({
  folder = modelFolder,
  ...options
}: { threads?: number; folder?: string } = {}): Promise<ControlClassifier> {
  const json = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(`${folder}${name}`, 'utf8'));
  const [head, calibration] = await Promise.all([json('head.json'), json('calibration.json')]);
  return createControlClassifier({ modelBaseUrl: folder, head, calibration, ...options });
}
