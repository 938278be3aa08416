/** Our verifier and those in Python, which share no line with it, must say the same about every pack. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bytesSource } from '#core/verify/byte-source.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import { compareVerifiers, startSecondVerifier } from '../fixtures/compare-verifiers.ts';
import { harmed, harmNames, wholeOf } from '../fixtures/pack-harm.ts';
import { makeScene, wholePack } from '../fixtures/pack-scene.ts';
import { forgeries, redactedPack, type Deed } from '../fixtures/redacted-pack.ts';
import { makeSigner } from '../fixtures/sealing.ts';
import { seededDraw } from '../fixtures/seeded-draw.ts';

it('agrees with ours about good and bad packs', { timeout: 900_000 }, async () => {
  const { packs, good, differences } = await compareVerifiers({ packs: 200, seed: 6 });
  expect(differences).toEqual([]);
  expect({ packs, some: good > 20 && good < 180 }).toEqual({ packs: 200, some: true });
});

it('reports harm of every kind over a whole pack, and names the file', { timeout: 300_000 }, async () => {
  const second = await startSecondVerifier();
  onTestFinished(() => second.close());
  const draw = seededDraw(20_260_504);
  const { bytes, reader } = await wholePack(await makeScene(draw), 'with a viewer');
  const whole = await wholeOf(bytes);
  for (let round = 0; round < 64; round += 1) {
    const name = harmNames[round % harmNames.length] ?? '';
    const harm = await harmed(whole, name, draw);
    const { ok, faults } = await second.verify(harm.bytes, reader);
    expect(ok, `round ${round}, ${name}`).toBe(false);
    // It ends at the first fault, so of two files that one byte each belongs to it names one.
    const isNamed = harm.named.some((path) => faults.join().includes(path));
    expect(isNamed || harm.orArchive, `round ${round}, ${name}: ${faults.join()}`).toBe(true);
  }
  expect(await second.verify(bytes, reader)).toEqual({ ok: true, faults: [] });
});

it('agrees with ours about what is left of redacted exhibits', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'second-remains-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [camera, stranger] = [await makeSigner(), await makeSigner()];
  const impostor = { ...camera, sign: stranger.sign };
  const deeds: Deed[] = [...forgeries.map(([, deed]) => deed), { signer: stranger }, { signer: impostor }];
  const packs = [
    await redactedPack(camera),
    await redactedPack(camera, {}, ['names']),
    ...(await Promise.all(deeds.map((deed) => redactedPack(camera, deed)))),
  ];
  const asked = packs.map(({ pack }, at) => {
    const file = join(folder, `${at}.zip`);
    writeFileSync(file, pack);
    return `${JSON.stringify({ pack: file })}\n`;
  });
  const { stdout } = spawnSync('python3', [join(import.meta.dirname, '../second-remains.py')], {
    input: asked.join(''),
    encoding: 'utf8',
  });
  const theirs = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { checked: string[]; faults: string[] });
  const known = { devices: [], heads: [], stampRoots: [], now: new Date('2026-06-01') };
  const ours = await Promise.all(packs.map(({ pack }) => verifyPack(bytesSource(pack), known)));
  expect(theirs.map(({ checked, faults }) => [checked, faults.length])).toEqual(
    ours.map(({ redacted, faults }) => [redacted.map(({ number }) => number), faults.length]),
  );
  const good = theirs.filter(({ checked }) => checked.length === 1);
  expect({ all: theirs.length, good: good.length }).toEqual({ all: 12, good: 2 });
});

it('is short enough to be read in one go, and needs nothing but Python and openssl', () => {
  const text = readFileSync(join(import.meta.dirname, '../second-verifier.py'), 'utf8');
  const lines = text.split('\n');
  expect(lines.length).toBeLessThanOrEqual(300);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
  const modules = [...text.matchAll(/^(?:import|from) (.+?)(?: import .*)?$/gm)].flatMap(([, names = '']) =>
    names.split(', '),
  );
  expect(modules.toSorted()).toEqual([
    'base64',
    'collections',
    'datetime',
    'functools',
    'hashlib',
    'json',
    'pathlib',
    're',
    'struct',
    'subprocess',
    'sys',
    'tempfile',
    'textwrap',
    'zlib',
  ]);
  expect(text.match(/subprocess\.\w+\(\["(\w+)"/g)).toEqual(['subprocess.run(["openssl"']);
});
