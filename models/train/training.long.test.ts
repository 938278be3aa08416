import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { passagesOfText } from '#core/recognition/passages.ts';
import { createNodeControlClassifier } from '#models/classify/node-classifier.ts';

const root = resolve(import.meta.dirname, '../..');
const out = mkdtempSync(join(tmpdir(), 'exhibit-training-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** Asks for one small pinned package, so that a machine without a package index is told from a broken training. */
function packagesReachable(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-pip-'));
  const ask = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, 'packaging==26.3'];
  try {
    execFileSync('python3', ask, { stdio: 'ignore', timeout: 60_000 });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the training', () => {
  it('goes from data to files that the shipped code reads, on a few pages', async () => {
    if (!packagesReachable()) {
      process.stdout.write('No Python packages can be had here: the training was NOT tried.\n');
      return;
    }
    const command = ['models/train/run.sh', '--pages', '48', '--epochs', '1', '--out', out];
    const { stdout } = await promisify(execFile)('sh', command, { cwd: root, maxBuffer: 2 ** 24 });
    expect(stdout).toMatch(/epoch 1: loss \d/);
    expect(stdout).toMatch(/same first control as PyTorch/);
    expect(JSON.parse(readFileSync(join(out, 'calibration.json'), 'utf8'))).toHaveProperty('threshold');
    const classifier = await createNodeControlClassifier({ folder: `${out}/` });
    const { suggestions } = await classifier.classify(
      passagesOfText('Nightly backup finished; restore tested'),
    );
    await classifier.close();
    expect(suggestions).toHaveLength(93);
  }, 1_200_000);
});
