/**
 * The commands of VERIFY.txt, taken from the pack and run as they stand in a plain shell with stock tools, now and years later. Needs
 * Debian's coreutils, openssl, openssh-client, unzip and faketime.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { auditPack } from '#core/pack/audit-pack.ts';
import { askAuthorities } from '#core/timestamp/ask-authorities.ts';
import { bytesSource } from '#core/verify/byte-source.ts';
import type { Known } from '#core/verify/verification.ts';
import { verifyPack } from '#core/verify/verify-pack.ts';
import type { Bytes } from '#core/shared/bytes.ts';
import { sendStampRequest } from '../../tools/send-stamp-request.ts';
import { makeSealing } from '../fixtures/sealing.ts';
import { startStampAuthority, type StampAuthority } from '../fixtures/stamp-authority.ts';
import { filesOf, streamBytes, withSums, zipOf } from '../fixtures/tampered-packs.ts';
import { makeWorkspaceSample } from '../fixtures/workspace-sample.ts';

const run = promisify(execFile);
const { signal } = new AbortController();
const exchange = {
  send: sendStampRequest,
  random: () => crypto.getRandomValues(new Uint8Array(16)),
  signal,
};

let folder: string;
let top: string;
let authority: StampAuthority;
let pack: Bytes;
let known: Known;
let commands: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-by-hand-'));
  authority = await startStampAuthority({ days: 30 });
  const sample = { ...(await makeWorkspaceSample()), generatedAt: new Date().toISOString() };
  const sealing = await makeSealing(sample.exhibits);
  const stamp = async (signature: Bytes) => {
    const asked = await askAuthorities(
      [{ name: 'test', url: authority.url, roots: [authority.root] }],
      signature,
      exchange,
    );
    return asked.ok ? asked.value : undefined;
  };
  pack = await streamBytes(auditPack({ ...sample, sealing: { ...sealing, stamp } }));
  known = { devices: [sealing.signer.fingerprint], heads: [], stampRoots: [authority.root], now: new Date() };
  await writeFile(join(folder, 'pack.zip'), pack);
  await run('unzip', ['-q', 'pack.zip'], { cwd: folder });
  const [name = ''] = (await readdir(folder)).filter((each) => each.startsWith('AuditPack_'));
  top = join(folder, name);
  const text = await readFile(join(top, '99_Integrity/VERIFY.txt'), 'utf8');
  commands = text
    .slice(0, text.indexOf('Point 1 on other systems'))
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.trim());
});

afterAll(async () => {
  await authority?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Standard output and error of a command in the pack's folder; rejects when it ends with an error. */
async function shell(command: string, at?: string): Promise<string> {
  const program = at === undefined ? 'sh' : 'faketime';
  const { stdout, stderr } = await run(program, [...(at === undefined ? [] : [at, 'sh']), '-c', command], {
    cwd: top,
  });
  return stdout + stderr;
}
const commandWith = (part: string): string => {
  const found = commands.find((command) => command.includes(part));
  if (found === undefined) throw new Error(`VERIFY.txt has no command with ${part}`);
  return found;
};

describe.each([
  ['today', undefined],
  ['two years later, when the authority’s certificate has expired', '+2 years'],
])('VERIFY.txt, %s', (_, at) => {
  it('has commands that all end well', async () => {
    expect(commands).toHaveLength(8);
    for (const command of commands) await shell(command, at);
  });

  it('shows what it promises', async () => {
    expect(await shell(commandWith('sha256sum -c'), at)).not.toContain('FAILED');
    expect(await shell(commandWith('openssl dgst'), at)).toContain('Verified OK');
    expect(await shell(commandWith('ssh-keygen'), at)).toMatch(
      /^Good "exhibit-pack" signature for exhibit with ECDSA key/,
    );
    expect(await shell(commandWith('openssl ts -verify'), at)).toContain('Verification: OK');
    expect(await shell(commandWith('openssl pkey'), at)).toContain(known.devices[0] ?? 'a fingerprint');
    expect(await shell(commandWith('crl2pkcs7'), at)).toContain('CN = Test Root');
    const seals = await shell(commandWith('seals/*.txt'), at);
    expect(seals.match(/Verified OK/g)).toHaveLength(3);
    expect(seals.trim().split('\n')).toHaveLength(3);
  });
});

it('needs the -attime that it prints: without it the stamp fails once the certificate has expired', async () => {
  const without = commandWith('openssl ts -verify').replace(/ -attime .*/, '');
  expect(await shell(without)).toContain('Verification: OK');
  await expect(shell(without, '+2 years')).rejects.toThrow(/certificate has expired/);
});

it('fails by hand where a file, the manifest or a seal was altered', async () => {
  const flip = async (path: string, at: number) => {
    const bytes = await readFile(join(top, path));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(join(top, path), bytes);
  };
  const altered = async (path: string, at: number, command: string) => {
    await flip(path, at);
    const failed = await shell(command).then(
      (said) => said,
      () => 'failed',
    );
    await flip(path, at);
    return failed;
  };
  expect(await altered('03_SoA/SoA.json', 20, commandWith('sha256sum -c'))).toBe('failed');
  expect(await altered('99_Integrity/manifest.json', 20, commandWith('openssl dgst'))).toBe('failed');
  expect(await altered('99_Integrity/manifest.json', 20, commandWith('ssh-keygen'))).toBe('failed');
  expect(await altered('99_Integrity/manifest.sig', 20, commandWith('openssl ts -verify'))).toBe('failed');
  const [log = ''] = await readdir(join(top, '99_Integrity/seals'));
  expect(await altered(`99_Integrity/seals/${log}`, 130, commandWith('seals/*.txt'))).toContain(
    'Verification failure',
  );
});

it('means the same to the second verifier, with a trusted authority, a strange one, and a token of another pack', async () => {
  const strange = await startStampAuthority();
  onTestFinished(() => strange.close());
  const files = filesOf(pack);
  const { url, root } = strange;
  const other = await askAuthorities([{ name: 'strange', url, roots: [root] }], new Uint8Array(9), exchange);
  if (!other.ok) throw new Error('the strange authority stamps as well');
  const foreign = await withSums(
    files.map((file) => (file.path.endsWith('.tsr') ? { ...file, bytes: other.value.response } : file)),
  );
  const generatedAt = JSON.parse(await readFile(join(top, '99_Integrity/manifest.json'), 'utf8'))
    .generatedAt as string;
  const cases: [bytes: Bytes, roots: StampAuthority, good: boolean][] = [
    [pack, authority, true],
    [pack, strange, false],
    [await zipOf(foreign, generatedAt), authority, false],
  ];
  for (const [bytes, { rootFile: tsaRoots, root: trusted }, good] of cases) {
    const file = join(folder, 'case.zip');
    await writeFile(file, bytes);
    const asked = { pack: file, devices: known.devices, heads: [], tsaRoots, now: known.now.toISOString() };
    const second = run('python3', [join(import.meta.dirname, '../second-verifier.py')]);
    second.child.stdin?.end(`${JSON.stringify(asked)}\n`);
    expect(JSON.parse((await second).stdout)).toMatchObject({ ok: good });
    expect((await verifyPack(bytesSource(bytes), { ...known, stampRoots: [trusted] })).ok).toBe(good);
  }
});

it('is a pack in which our own verifier finds nothing wrong, and whose authority it knows', async () => {
  const report = await verifyPack(bytesSource(pack), known);
  expect(report.faults).toEqual([]);
  expect(report.stamp).toMatchObject({ authority: 'Test Stamps', known: true });
  const later = await verifyPack(bytesSource(pack), {
    ...known,
    now: new Date(Date.now() + 3 * 365 * 86_400_000),
  });
  expect(later.ok).toBe(true);
});
